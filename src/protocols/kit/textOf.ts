import type { UserPart } from '../../request/messages.js';

/** The text of what a user says or a tool returns, with a blank line between two parts. */
export const textOf = (content: string | readonly UserPart[] | undefined): string =>
  typeof content === 'string'
    ? content
    : (content ?? []).flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n');
