import type { ToolMessage } from '../../request/messages.js';

/** The result of a call, with the name of its tool. */
export type CallResult = ToolMessage & { readonly name: string };
