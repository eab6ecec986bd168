import { secretName } from '../../request/secretHeaders.js';
import { readHeader } from '../../transport/readHeader.js';
import type { TransportHeaders } from '../../transport/transport.js';

// What a response is read by. An object that has only a `get` cannot be asked for more.
const known = ['content-type', 'retry-after', 'x-stream-id'];

const namesOf = (headers: TransportHeaders): readonly string[] => {
  if (Symbol.iterator in headers) return Array.from(headers, ([name]) => name);
  return 'get' in headers && typeof headers.get === 'function' ? known : Object.keys(headers);
};

/** The headers of a request or a response in lower case, without those that grant access. */
export const headersRecord = (headers: TransportHeaders = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(
    namesOf(headers)
      .map((name) => name.toLowerCase())
      .filter((name) => !secretName.test(name))
      .flatMap((name) => {
        const value = readHeader(headers, name);
        return value === undefined ? [] : [[name, value]];
      }),
  );
