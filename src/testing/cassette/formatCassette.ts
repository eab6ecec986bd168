import type { Cassette } from './cassette.js';

/**
 * Writes a cassette as text of a file, one JSON object on each line: the head, each chunk with its
 * time in ms, the end.
 *
 * @example
 * ```ts
 * import { type Cassette, formatCassette } from 'rxjs-chat-stream/testing';
 *
 * const cassette: Cassette = {
 *   version: 1,
 *   status: 200,
 *   headers: { 'content-type': 'text/event-stream' },
 *   chunks: [{ t: 12, data: 'event: done\n\n' }],
 *   end: { t: 14, end: 'complete' },
 * };
 * const [, chunk, end] = formatCassette(cassette).split('\n');
 * chunk; // => '{"t":12,"data":"event: done\\n\\n"}'
 * end; // => '{"t":14,"end":"complete"}'
 * ```
 */
export function formatCassette({
  version,
  protocol,
  request,
  status,
  headers,
  chunks,
  end,
}: Cassette): string {
  const head = { version, protocol, request, status, headers };
  return [head, ...chunks, ...(end ? [end] : [])]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
}
