import type { ToolResultEvent } from '../events.js';
import type { ToolMessage } from './messages.js';

/**
 * The turn that hands the result of a tool to the model: of a `toolResult` event, or of a call of a
 * reply that has a result. Text is sent as it is, all else as JSON.
 *
 * @example
 * ```ts
 * import { toolResultEvent, toToolMessage } from 'rxjs-chat-stream';
 *
 * toToolMessage(toolResultEvent({ id: 'call_1', name: 'weather', result: { sun: true } }));
 * // => { role: 'tool', toolCallId: 'call_1', name: 'weather', content: '{"sun":true}' }
 * ```
 */
export const toToolMessage = ({
  id,
  name,
  result,
  isError,
}: Pick<ToolResultEvent, 'id' | 'name' | 'isError'> & {
  readonly result?: unknown;
}): ToolMessage => ({
  role: 'tool',
  toolCallId: id,
  ...(name !== undefined && { name }),
  // A function or `undefined` has no JSON.
  content: typeof result === 'string' ? result : (JSON.stringify(result) ?? 'null'),
  ...(isError && { isError }),
});
