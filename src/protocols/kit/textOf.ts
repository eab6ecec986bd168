import type { UserPart } from '../../request/messages.js';

/** The text of what a user says or a tool returns, its parts on lines of their own. */
export const textOf = (content: string | readonly UserPart[] | undefined): string =>
  typeof content === 'string'
    ? content
    : (content ?? []).flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
