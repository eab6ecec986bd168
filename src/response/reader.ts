import type { SchedulerLike, Subscriber } from 'rxjs';
import type { ErrorContext } from '../errors/errorContext.js';
import { StreamingApiError, StreamingFormatError, type StreamingError } from '../errors/errors.js';
import { isStreamingError } from '../errors/isStreamingError.js';
import { utf8Decoder } from '../framing/utf8Decoder.js';
import { describeForeign } from '../protocols/kit/detect.js';
import type { PushMachine } from '../rx/pushThrough.js';
import { parseServerError, type ServerError, looksLikeError } from '../errors/serverError.js';
import { isPrematureEnd, toNetworkError } from '../errors/networkError.js';
import { readHeader } from '../transport/readHeader.js';
import { firstCharacters } from './firstCharacters.js';
import { byteLength, takeBytes } from './byteLength.js';
import { retryAfter } from './retryAfter.js';
import { shouldRetry } from './shouldRetry.js';
import type { OpenFrame, TransportFrame } from '../transport/transport.js';

const MAX_ERROR_BODY = 64 * 1024;
// Ms, also where silence has no limit.
const LONGEST_REFUSAL = 60_000;
// Characters; behind them a body of another kind is read to its end.
const ENOUGH_TO_TELL = 4096;
const WEB_PAGE = 'a web page, perhaps of a login or a proxy';

/** What the reading of a response has to know. */
export interface ResponseReaderOptions {
  readonly framing: 'sse' | 'ndjson';
  readonly maxResponseSize: number;
  readonly attempt: ErrorContext;
  /** Most ms that the body of a refusal may take. */
  readonly readTimeout: number;
  readonly scheduler: SchedulerLike;
}

const isPiece = (chunk: unknown): boolean =>
  chunk instanceof Uint8Array ||
  typeof chunk === 'string' ||
  // Bytes of another realm.
  Object.prototype.toString.call(chunk) === '[object Uint8Array]';

/** Makes the error of a response that is no stream, from its body as far as it came. */
type Refusal = (body: string) => StreamingError;

// A comma comes of a header that was sent twice.
const streamTypes = {
  sse: /^text\/event-stream\s*([;,]|$)/i,
  // Line-delimited JSON has no registered type, and servers also label it as plain JSON.
  ndjson: /^application\/([\w.+-]*ndjson|[\w.+-]*jsonl|jsonlines|json)\s*([;,]|$)/i,
};

// How JSON begins, also with the prefix that it has in the data stream of the AI SDK 4.
const notSse = /^(?:[\da-k]:["[{]|[{[])/;

const isJson = (type: string): boolean => /^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(type);

// What may be a stream of another protocol.
const isText = (type: string): boolean => /json|^text\/(plain|event-stream)/i.test(type);

/**
 * Reads a response: passes on the body of a stream, and makes typed errors of everything else – refusals, other kinds of
 * content, too many bytes, lost connections.
 */
export function responseReader(
  { framing, maxResponseSize, readTimeout, attempt, scheduler }: ResponseReaderOptions,
  output: Subscriber<unknown>,
  next: Required<Pick<PushMachine<Uint8Array | string>, 'push' | 'end'>>,
): PushMachine<TransportFrame> {
  const hidden = (text: string | undefined): string | undefined =>
    text === undefined ? undefined : attempt.redact.text(text);

  const apiError = (
    { status, headers }: OpenFrame,
    code: 'HTTP_STATUS' | 'ERROR_BODY',
    { message = `HTTP ${status}`, retryAfterMs, ...said }: ServerError,
  ): StreamingApiError =>
    new StreamingApiError(attempt.redact.text(message), {
      code,
      phase: 'headers',
      status: code === 'HTTP_STATUS' ? status : said.status,
      serverCode: hidden(said.code),
      retryAfterMs: retryAfter(headers, scheduler.now()) ?? retryAfterMs,
      retryable: shouldRetry(headers),
      requestId: hidden(readHeader(headers, 'x-request-id') ?? readHeader(headers, 'request-id')),
    });

  const formatError = (code: StreamingFormatError['code'], message: string): StreamingFormatError =>
    new StreamingFormatError(attempt.redact.text(message), { code, phase: attempt.phase });

  const unexpectedType = (got: string): StreamingFormatError =>
    formatError('UNEXPECTED_CONTENT_TYPE', `Expected a stream, got ${got}`);

  const tooLarge = (): StreamingFormatError =>
    formatError(
      'RESPONSE_TOO_LARGE',
      `The response exceeds maxResponseSize, ${maxResponseSize} bytes`,
    );

  const unreadable = (): StreamingFormatError =>
    formatError('BAD_EVENT', 'The transport gave what is neither a response nor bytes nor text');

  const readText =
    (open: OpenFrame, otherwise: (got: string) => StreamingFormatError, got: string): Refusal =>
    (body) => {
      const said = parseServerError(body);
      return looksLikeError(body) && (said.message ?? said.code) !== undefined
        ? apiError(open, 'ERROR_BODY', said)
        : otherwise(got + describeForeign(body));
    };

  // By the status and the headers; gives `undefined` for a stream.
  const refusalOf = (open: OpenFrame): Refusal | undefined => {
    if (open.status < 200 || open.status > 299) {
      return (body) => apiError(open, 'HTTP_STATUS', parseServerError(body));
    }
    const type = readHeader(open.headers, 'content-type');
    if (type === undefined || streamTypes[framing].test(type)) {
      if (Number(readHeader(open.headers, 'content-length')) > maxResponseSize) throw tooLarge();
      return undefined;
    }
    const got = `${type}: ${isJson(type) ? 'a whole JSON answer' : /html/i.test(type) ? WEB_PAGE : 'not a chat answer'}`;
    if (isText(type)) return readText(open, unexpectedType, got);
    throw unexpectedType(got);
  };

  const readOpen = (open: OpenFrame): Refusal | undefined => {
    try {
      return refusalOf(open);
    } catch (error) {
      // The other errors are of a frame that no transport may give.
      throw isStreamingError(error) ? error : unreadable();
    }
  };

  // By the first characters: some servers label everything as the stream that it should have been.
  const refusalBySigns = (open: OpenFrame, signs: string): Refusal | undefined => {
    if (signs.startsWith('<')) throw unexpectedType(WEB_PAGE);
    return framing === 'sse' && notSse.test(signs)
      ? readText(
          open,
          (got) => formatError('BAD_EVENT', got),
          'Expected Server-Sent Events, got JSON',
        )
      : undefined;
  };

  let open: OpenFrame = { kind: 'open', status: 200 };
  let refusal: Refusal | undefined;
  let isStream = false;
  let signs = '';
  let received = 0;
  let body = '';
  const decode = utf8Decoder();
  const giveUp = (): void => output.error(refusal?.(body));

  const refuse = (by: Refusal | undefined): void => {
    refusal = by;
    if (refusal !== undefined) {
      // A body that comes drop by drop must not keep the refusal from the caller.
      output.add(scheduler.schedule(giveUp, Math.min(readTimeout, LONGEST_REFUSAL)));
    }
  };

  const look = (chunk: Uint8Array | string): void => {
    signs = (signs + firstCharacters(chunk)).slice(0, 3);
    isStream = signs.length === 3;
    refuse(refusalBySigns(open, signs));
    // It may be part of a byte order mark.
    if (refusal === undefined && !isStream) body += decode(chunk);
  };

  const take = (chunk: Uint8Array | string): void => {
    if (refusal === undefined && !isStream) look(chunk);
    const limit = refusal === undefined ? maxResponseSize : MAX_ERROR_BODY;
    const room = Math.max(0, limit - received);
    const size = byteLength(chunk);
    received += size;
    // What fits is read even so: the answer must not depend on how its bytes are cut.
    const fitting = size > room ? takeBytes(chunk, room) : chunk;
    if (refusal === undefined) {
      next.push(fitting);
      if (size > room && !output.closed) throw tooLarge();
      return;
    }
    body += decode(fitting);
    if (size > room || (body.length < ENOUGH_TO_TELL && describeForeign(body) !== ''))
      throw refusal(body);
  };

  const end = (): void => {
    if (refusal !== undefined) throw refusal(body);
    // As for 200, its body may have been cut off.
    if (received === 0 && open.status !== 200) {
      throw unexpectedType(`HTTP ${open.status} without a body`);
    }
    next.end();
  };

  return {
    push: (frame) => {
      if (frame?.kind === 'open') {
        attempt.phase = 'headers';
        open = frame;
        refuse(readOpen(frame));
      } else if (isPiece(frame?.chunk)) {
        take(frame.chunk);
      } else {
        throw unreadable();
      }
    },
    end,
    fail: (error) => {
      // A refusal stays one when its body is late or lost.
      if (refusal !== undefined) throw refusal(body);
      if (isPrematureEnd(error) && attempt.phase !== 'sent') end();
      else throw isStreamingError(error) ? error : toNetworkError(error, attempt);
    },
  };
}
