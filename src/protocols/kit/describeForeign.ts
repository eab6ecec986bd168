import { firstJsonValue } from '../../json/firstJsonValue.js';
import { detectProtocol } from './detectProtocol.js';

/**
 * Names the protocol that a body in the wrong framing looks like, to append to an error message.
 * `''` if its first lines do not tell.
 */
export function describeForeign(body: string): string {
  const start = body.trimStart();
  const data = /^data: ?(.+)[\r\n]/m.exec(start)?.[1];
  const protocol = detectProtocol(firstJsonValue(data ?? start), /^event: ?(.+)/m.exec(start)?.[1]);
  const name =
    (data && `Server-Sent Events${protocol ? ` of ${protocol}` : ''}`) ||
    (/^\[\s*\{\s*"(candidates|promptFeedback|usageMetadata)"/.test(start) &&
      'geminiGenerateContent without alt=sse') ||
    // Any other protocol as plain JSON is a complete response instead of a stream.
    (protocol === 'ollamaChat' && protocol) ||
    (/^[\da-k]:["[{]/.test(start) && 'the data stream of the AI SDK 4');
  return name ? `; this looks like ${name}` : '';
}
