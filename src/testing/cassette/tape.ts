import type { TransportFrame, TransportRequest } from '../../transport/transport.js';
import { toBase64 } from './base64.js';
import type { Cassette, CassetteChunk, CassetteEnd } from './cassette.js';
import { headersRecord } from './headersRecord.js';
import { hideTexts } from './hideTexts.js';
import { secretTexts } from './secretTexts.js';

/** How a tape is made into a cassette. */
export interface TapeOptions {
  readonly keepRequest: boolean;
  readonly redact: (text: string) => string;
  readonly protocol?: string | undefined;
}

/** Collects the frames of one response. */
export interface Tape {
  readonly note: (t: number, frame: TransportFrame) => void;
  readonly finish: (end: CassetteEnd) => Cassette;
}

type Entry = Exclude<TransportFrame, { readonly kind: 'open' }> & { readonly t: number };

const encoder = /*#__PURE__*/ new TextEncoder();

const textIn = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

const bytesOf = (entry: Entry): Uint8Array => {
  const content = entry.kind === 'data' ? entry.chunk : entry.message.data;
  // A copy: the transport may use the memory again.
  return typeof content === 'string' ? encoder.encode(content) : content.slice();
};

/** The request without what grants access: in headers, and in parameters of the URL. */
const cleanRequest = (
  { url, headers, ...request }: TransportRequest,
  secrets: readonly string[],
): TransportRequest => ({
  ...request,
  url: secrets.reduce((clean, secret) => clean.replaceAll(secret, '[redacted]'), url),
  headers: headersRecord(headers),
});

/** Begins to collect the response of a request. */
export function makeTape(
  request: TransportRequest,
  { keepRequest, redact, protocol }: TapeOptions,
): Tape {
  let head: Pick<Cassette, 'status' | 'headers'> = { status: 0, headers: {} };
  let entries: { readonly entry: Entry; readonly bytes: Uint8Array }[] = [];

  const chunkOf = ({ t, ...frame }: Entry, bytes: Uint8Array): CassetteChunk => {
    const text = textIn(bytes);
    if (frame.kind === 'message') {
      return { t, message: { ...frame.message, data: redact(text ?? frame.message.data) } };
    }
    return text === undefined ? { t, base64: toBase64(bytes) } : { t, data: redact(text) };
  };

  return {
    note: (t, frame) => {
      if (frame.kind === 'open') {
        head = { status: frame.status, headers: headersRecord(frame.headers) };
        // The transport has sent the request again: the response starts anew.
        entries = [];
        return;
      }
      const entry = { ...frame, t };
      entries.push({ entry, bytes: bytesOf(entry) });
    },
    finish: (end) => {
      const secrets = secretTexts(request, keepRequest);
      const clean = hideTexts(
        entries.map(({ bytes }) => bytes),
        secrets,
      );
      return {
        version: 1,
        ...(protocol === undefined ? {} : { protocol }),
        ...(keepRequest ? { request: cleanRequest(request, secrets) } : {}),
        ...head,
        chunks: entries.map(({ entry, bytes }, index) => chunkOf(entry, clean[index] ?? bytes)),
        end,
      };
    },
  };
}
