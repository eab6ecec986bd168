import type { ReplyToolCall } from '../reply/reply.js';

/**
 * Whether a call was made in the answer that has it. A result whose call was in an earlier answer
 * makes a call without arguments.
 */
export const isOfThisAnswer = ({ argumentsText, ...call }: ReplyToolCall): boolean =>
  argumentsText !== '' || !('result' in call);
