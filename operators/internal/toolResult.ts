import type { ToolResultEvent } from '../../src/events.js';
import type { ReplyToolCall } from '../../src/reply/reply.js';

/** A value as JSON has it; `undefined` is `null`. */
const toJson = (value: unknown): unknown => {
  let text: string | undefined;
  try {
    text = JSON.stringify(value ?? null);
  } catch {
    // A BigInt, or a value that contains itself.
  }
  if (text === undefined) throw new TypeError('The result of the tool is not JSON');
  return JSON.parse(text);
};

/**
 * The event of a value that a tool returned or emitted.
 * @throws TypeError for a value that has no JSON
 */
export const toolResult = (
  { id, name }: ReplyToolCall,
  value: unknown,
  isLast: boolean,
): ToolResultEvent => ({
  type: 'toolResult',
  id,
  ...(name && { name }),
  result: toJson(value),
  ...(!isLast && { preliminary: true }),
});

/** The event that tells the model why there is no result. */
export const toolFailure = ({ id, name }: ReplyToolCall, description: string): ToolResultEvent => ({
  type: 'toolResult',
  id,
  ...(name && { name }),
  result: description,
  isError: true,
});

/** The words of a failure, without its stack. */
export function messageOf(error: unknown): string {
  const message: unknown = typeof error === 'string' ? error : Object(error).message;
  if (typeof message !== 'string') return 'The tool failed';
  // Some put the stack into the message.
  return message.replace(/\s*\n\s*at [^]*$/, '').trim() || 'The tool failed';
}
