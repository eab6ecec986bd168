import type { ToolMessage } from '../../request/messages.js';

/** The text of a result, for providers that take no parts in one. */
export const resultText = ({ content }: ToolMessage): string =>
  typeof content === 'string'
    ? content
    : (content ?? []).flatMap((part) => (part.type === 'text' ? part.text : [])).join('\n\n');
