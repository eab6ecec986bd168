import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as chat from '../../src/index.js';
import type { AnyStreamingError, StreamEvent } from '../../src/index.js';
import { protocolNames } from '../helpers/protocols.js';
import { codeIn, readPage, type Table, tablesOf } from './markdown.js';
import { root } from './sources.js';

/** The tables of a page whose first column has this heading; as many as are expected. */
const tablesBy = (page: string, heading: string, count: number): readonly Table[] => {
  const found = tablesOf(readPage(page)).filter(({ header }) => header[0] === heading);
  if (found.length === count) return found;
  throw new Error(`${page} has ${found.length} tables whose first column is "${heading}"`);
};

/** The code in a column, row by row. */
const column = ({ rows }: Table, index: number): string[] =>
  rows.flatMap((cells) => [...codeIn(cells[index] ?? '')]);

/** The name of a field, with a `?` where it may be missing. */
type Name<T, K extends keyof T & string> = object extends Pick<T, K> ? `${K}?` : K;

// The compiler says where these two lack a type, a field, a class or a code, or have one too many.
const events: {
  readonly [E in StreamEvent as E['type']]: {
    readonly [K in Exclude<keyof E & string, 'type'> as Name<E, K>]: true;
  };
} = {
  content: { text: true, 'part?': true },
  reasoning: { text: true, 'part?': true },
  toolCall: {
    index: true,
    id: true,
    name: true,
    argumentsText: true,
    'providerExecuted?': true,
    'approvalId?': true,
  },
  toolResult: { id: true, 'name?': true, result: true, 'isError?': true, 'preliminary?': true },
  source: { 'url?': true, 'title?': true, 'text?': true, 'id?': true },
  file: { mediaType: true, 'url?': true, 'base64?': true, 'name?': true, 'transcript?': true },
  tps: { tps: true, source: true },
  usage: { usage: true },
  providerState: { protocol: true, state: true },
  error: {
    message: true,
    'code?': true,
    'status?': true,
    'retryAfterMs?': true,
    'kind?': true,
    'retryable?': true,
  },
  retrying: { attempt: true, delayMs: true, error: true },
  reset: { attempt: true },
  done: {
    'finishReason?': true,
    'rawFinishReason?': true,
    'responseId?': true,
    'model?': true,
  },
};

const errors: {
  readonly [E in AnyStreamingError as E['name']]: {
    readonly kind: E['kind'];
    readonly codes: { readonly [Code in E['code']]: true };
  };
} = {
  StreamingApiError: {
    kind: 'api',
    codes: { HTTP_STATUS: true, ERROR_BODY: true, ERROR_EVENT: true, SOCKET_CLOSED: true },
  },
  StreamingNetworkError: {
    kind: 'network',
    codes: { CONNECT_FAILED: true, CONNECTION_LOST: true, STREAM_TRUNCATED: true },
  },
  StreamingTimeoutError: {
    kind: 'timeout',
    codes: { CONNECT: true, READ_IDLE: true, PROGRESS: true },
  },
  StreamingFormatError: {
    kind: 'format',
    codes: {
      INVALID_REQUEST: true,
      UNEXPECTED_CONTENT_TYPE: true,
      BAD_JSON: true,
      BAD_EVENT: true,
      BAD_OUTPUT: true,
      RESPONSE_TOO_LARGE: true,
      EVENT_TOO_LARGE: true,
    },
  },
  StreamingAbortedError: { kind: 'aborted', codes: { ABORTED: true } },
};

describe('the table of events in README.md', () => {
  const [table] = tablesBy('README.md', '`type`', 1);

  it('has each type of event', () => {
    expect(column(table!, 0)).toEqual(Object.keys(events));
  });

  it.each(Object.entries(events))(
    'lists the fields of %s, or some of them and …',
    (type, known) => {
      const [, cell = ''] = table!.rows.find(([first]) => first === `\`${type}\``) ?? [];
      const listed = codeIn(cell);
      const fields = Object.keys(known);
      expect(listed.filter((field) => !fields.includes(field))).toEqual([]);
      expect(cell.endsWith('…')).toBe(listed.length < fields.length);
    },
  );
});

describe('the table of errors in docs/errors.md', () => {
  it('has the kind and the codes of each class, and nothing else', () => {
    const [table] = tablesBy('docs/errors.md', 'class', 1);
    const listed = new Map<string, { readonly kind: string; readonly codes: readonly string[] }>();
    for (const [name = '', kind = '', codes = ''] of table!.rows) {
      // A row without a class goes on with the class above.
      const [className = [...listed.keys()].at(-1) ?? ''] = codeIn(name);
      const before = listed.get(className) ?? { kind: codeIn(kind).join(), codes: [] };
      listed.set(className, { ...before, codes: [...before.codes, ...codeIn(codes)].sort() });
    }
    const declared = Object.entries(errors).map(
      ([name, { kind, codes }]) => [name, { kind, codes: Object.keys(codes).sort() }] as const,
    );
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(declared));
  });

  it('has each class that is exported', () => {
    const classes = Object.keys(chat).filter((name) => /^Streaming\w+Error$/.test(name));
    expect(Object.keys(errors).sort()).toEqual(classes.sort());
  });
});

describe('the tables of protocols in docs/protocols.md', () => {
  it('are checked for each folder of a protocol', () => {
    const folders = readdirSync(join(root, 'src/protocols'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect([...protocolNames, 'streamingChat', 'kit'].sort()).toEqual(folders.sort());
  });

  it.each(protocolNames)('stand beside a line about %s in CHANGELOG.md', (name) => {
    expect(readPage('CHANGELOG.md')).toContain(`\`${name}\``);
  });

  const names = ['streamingChatProtocol', ...protocolNames].map((name) => `${name}()`);
  // The last one compares with official clients, of which the default protocol has none.
  const tables = tablesBy('docs/protocols.md', 'protocol', 4).slice(0, 2);

  it.each(tables.map((table) => ({ heading: table.header[1], table })))(
    'have each protocol where the second column is $heading',
    ({ table }) => {
      const listed = column(table, 0).filter((code) => code.endsWith('()'));
      expect(listed.sort()).toEqual(names.sort());
    },
  );
});
