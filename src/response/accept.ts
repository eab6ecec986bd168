import type { StreamingError, StreamingFormatError } from '../errors/errors.js';
import { looksLikeError, parseServerError } from '../errors/serverError.js';
import { describeForeign } from '../protocols/kit/describeForeign.js';
import { readHeader } from '../transport/readHeader.js';
import type { OpenFrame } from '../transport/transport.js';
import type { ResponseContext } from './responseContext.js';
import { responseErrors } from './responseErrors.js';

/** Makes the error of a response that is not a stream, from as much of its body as arrived. */
export type Refusal = (body: string) => StreamingError;

/** Decides whether a response is a stream of the protocol. Both methods are pure. */
export interface Accept {
  /**
   * Decides by status and headers: `undefined` for a stream, or what makes the error of its body.
   * @throws the error, where the body cannot tell more
   */
  readonly head: (open: OpenFrame) => Refusal | undefined;
  /**
   * Decides by the first three characters of the body, as far as they arrived: proxies and some
   * servers label a web page or a JSON error as the stream that it replaces. Same results.
   */
  readonly start: (open: OpenFrame, characters: string) => Refusal | undefined;
}

const WEB_PAGE = 'a web page, perhaps of a login or a proxy';

const streamTypes = {
  // A header that was sent twice arrives as one, joined with a comma.
  sse: /^text\/event-stream\s*([;,]|$)/i,
  // Line-delimited JSON has no registered type, and is often labelled as plain JSON.
  ndjson: /^application\/([\w.+-]*ndjson|[\w.+-]*jsonl|jsonlines|json)\s*([;,]|$)/i,
};

// How JSON begins; also with the prefix of a line in the data stream of the AI SDK 4.
const jsonStart = /^(?:[\da-k]:["[{]|[{[])/;

const describeType = (type: string): string => {
  if (/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(type)) return 'a complete JSON response';
  return /html/i.test(type) ? WEB_PAGE : 'not a chat answer';
};

// Types whose body may be a stream of another protocol, or an error to read.
const isReadable = (type: string): boolean => /json|^text\/(plain|event-stream)/i.test(type);

export function accept(context: ResponseContext): Accept {
  const { protocol, settings } = context;
  const errors = responseErrors(context);

  /** Reads a server's error from the body; `otherwise` makes the error of any other body. */
  const readError =
    (open: OpenFrame, got: string, otherwise: (got: string) => StreamingFormatError): Refusal =>
    (body) => {
      const serverError = parseServerError(body);
      return looksLikeError(body) && (serverError.message ?? serverError.code) !== undefined
        ? errors.api(open, 'ERROR_BODY', serverError)
        : otherwise(got + describeForeign(body));
    };

  return {
    head: (open) => {
      if (open.status < 200 || open.status > 299) {
        return (body) => errors.api(open, 'HTTP_STATUS', parseServerError(body));
      }
      const type = readHeader(open.headers, 'content-type');
      if (type !== undefined && !streamTypes[protocol.framing].test(type)) {
        const got = `${type}: ${describeType(type)}`;
        if (isReadable(type)) return readError(open, got, errors.unexpectedType);
        throw errors.unexpectedType(got);
      }
      if (Number(readHeader(open.headers, 'content-length')) > settings.maxResponseSize) {
        throw errors.tooLarge();
      }
      return undefined;
    },
    start: (open, characters) => {
      if (characters.startsWith('<')) throw errors.unexpectedType(WEB_PAGE);
      return protocol.framing === 'sse' && jsonStart.test(characters)
        ? readError(open, 'Expected Server-Sent Events, got JSON', (got) =>
            errors.format('BAD_EVENT', got),
          )
        : undefined;
    },
  };
}
