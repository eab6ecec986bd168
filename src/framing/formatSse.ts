import type { SseMessage } from './framing.js';

/**
 * Writes a message as Server-Sent Events: its id and name, a line for each line of its data, and a
 * blank line.
 *
 * @throws TypeError for a line end or a NUL in the name or the id, which would end the line
 */
export function formatSse({ id, event, data }: SseMessage): string {
  for (const [name, value] of Object.entries({ event, id })) {
    if (/[\r\n\0]/.test(value ?? '')) {
      throw new TypeError(`formatSse: ${name} must not have a line end or a NUL`);
    }
  }
  const lines = data.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`);
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\n${lines.join('')}\n`;
}
