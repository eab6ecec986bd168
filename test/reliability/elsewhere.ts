/** What is tested in another way than by a row, or beside its rows. Markdown is meant where there is any. */
export interface Elsewhere {
  readonly id: string;
  /** What happens. */
  readonly title: string;
  /** What comes of it. */
  readonly outcome: string;
  readonly how: string;
  /** A test file that has the id in a title or a comment, or a recipe. */
  readonly file: string;
}

/** What cannot happen here, or not yet. */
export interface NotApplicable {
  readonly id: string;
  /** What happens. */
  readonly title: string;
  readonly because: string;
}

const transport: readonly Elsewhere[] = [
  {
    id: 'T3',
    title: 'a certificate that nobody vouches for, that has expired, or that is for another host',
    outcome: '`network` `CONNECT_FAILED` (phase `connect`, not retryable); no POST',
    how: 'Node only, over TLS',
    file: 'test/reliability/tls.test.ts',
  },
  {
    id: 'T4',
    title: 'the TLS handshake is never answered',
    outcome: '`timeout` `CONNECT` (phase `sent`, retryable); no POST',
    how: 'Node only',
    file: 'test/reliability/tls.test.ts',
  },
  {
    id: 'T24',
    title: 'a server that speaks HTTP/2 turns the request away unread',
    outcome: 'the browser sends it again, and says nothing; the `fetch` of Node speaks HTTP/1.1',
    how: 'Chromium only',
    file: 'test/reliability/browser/http2.test.ts',
  },
  {
    id: 'T25',
    title: 'a server that speaks HTTP/2 resets the stream in the body',
    outcome: '`"Hello"`, then `network` `CONNECTION_LOST` (phase `streaming`, retryable)',
    how: 'Chromium only',
    file: 'test/reliability/browser/http2.test.ts',
  },
  {
    id: 'T5',
    title: 'no headers for 30 s',
    outcome: '`timeout` `CONNECT` in that very ms, and the transport is left',
    how: 'virtual time',
    file: 'test/src/chat.test.ts',
  },
  {
    id: 'T6',
    title: 'headers after 29 s',
    outcome: 'the answer goes on',
    how: 'virtual time',
    file: 'test/src/chat.test.ts',
  },
  {
    id: 'T7',
    title: 'no byte for 60 s behind the headers',
    outcome: '`timeout` `READ_IDLE` in that very ms',
    how: 'virtual time',
    file: 'test/src/chat.test.ts',
  },
  {
    id: 'T8',
    title: 'no byte for 60 s behind an event',
    outcome: '`timeout` `READ_IDLE` in that very ms, after the event',
    how: 'virtual time',
    file: 'test/src/chat.test.ts',
  },
  {
    id: 'T9',
    title: 'a byte every 59 s, be it a comment',
    outcome: 'the answer goes on',
    how: 'virtual time',
    file: 'test/src/chat.test.ts',
  },
];

const payload: readonly Elsewhere[] = [
  {
    id: 'P10',
    title: 'any text with whole, half and nested tags, cut anywhere',
    outcome: 'no character is lost or added, but for the tags',
    how: 'property',
    file: 'test/operators/internal/tagScanner.test.ts',
  },
  {
    id: 'O2',
    title: 'a reason for the end, then the end of the body',
    outcome: '`done` with the reason (openAiChat, anthropicMessages, geminiGenerateContent)',
    how: 'fixtures of the other protocols',
    file: 'test/src/protocols/fixtures.test.ts',
  },
  {
    id: 'O12',
    title: 'deltas before the start of an answer (anthropicMessages, agUi, uiMessageStream)',
    outcome: 'are part of it',
    how: 'fixtures of the other protocols',
    file: 'test/src/protocols/fixtures.test.ts',
  },
  {
    id: 'O13',
    title: 'a second start (anthropicMessages)',
    outcome: 'changes nothing',
    how: 'fixtures of the other protocols',
    file: 'test/src/protocols/fixtures.test.ts',
  },
  {
    id: 'P12',
    title: 'calls that are numbered alike, or not at all (openAiChat, openAiResponses)',
    outcome: 'are told apart by id, name and whole arguments',
    how: 'fixtures of the other protocols',
    file: 'test/src/protocols/fixtures.test.ts',
  },
  {
    id: 'S6',
    title: 'a tool call whose index is huge',
    outcome: '`format` `BAD_EVENT`',
    how: 'fixtures of the other protocols',
    file: 'test/src/protocols/fixtures.test.ts',
  },
  {
    id: 'P12',
    title: 'pieces of several tool calls in any order',
    outcome: 'each call is put together by its index',
    how: 'unit',
    file: 'test/src/reply.test.ts',
  },
  {
    id: 'P15',
    title: 'a million deltas through a chain of operators',
    outcome: 'the heap keeps none of them',
    how: 'memory',
    file: 'test/operators/chain.test.ts',
  },
];

const order: readonly Elsewhere[] = [
  {
    id: 'O17',
    title: 'anything that a server sends',
    outcome: 'at most one end, and no notification behind it',
    how: 'after every row',
    file: 'test/reliability/matrix.ts',
  },
];

const http: readonly Elsewhere[] = [
  {
    id: 'H7',
    title: 'a server asks for a wait of 0, 7 ms or 60 s',
    outcome: 'the next POST is in that very ms',
    how: 'virtual time',
    file: 'test/operators/retryOnNetwork.test.ts',
  },
  {
    id: 'H8',
    title: 'a server asks for over 60 s',
    outcome: 'the error passes at once, and tells the wait',
    how: 'virtual time',
    file: 'test/operators/retryOnNetwork.test.ts',
  },
  {
    id: 'H9',
    title: 'a wait that is negative, no number, too large for one, or a date that is none',
    outcome: 'is taken for none',
    how: 'unit',
    file: 'test/src/response/retryAfter.test.ts',
  },
];

const lifeCycle: readonly Elsewhere[] = [
  {
    id: 'C1',
    title: 'unsubscribing before the headers or in the body',
    outcome: 'the timer is gone in the same turn, and the server sees the close',
    how: 'Node only',
    file: 'test/src/chat.socket.test.ts',
  },
  {
    id: 'C2',
    title: 'unsubscribing inside `next`',
    outcome: 'the same',
    how: 'Node only',
    file: 'test/src/chat.socket.test.ts',
  },
  {
    id: 'C8',
    title: 'a signal that outlives a hundred requests',
    outcome: 'has no listener left',
    how: 'Node only',
    file: 'test/reliability/resources.test.ts',
  },
  {
    id: 'C9',
    title: 'anything that fails',
    outcome: 'no rejection is unhandled',
    how: 'after every row',
    file: 'test/reliability/matrix.ts',
  },
  {
    id: 'C15',
    title: 'a sleep of ten minutes, and bytes that have waited',
    outcome: 'they have 5 s to arrive, then the answer goes on',
    how: 'virtual time',
    file: 'test/src/rx/idleTimeout.test.ts',
  },
  {
    id: 'C16',
    title: 'a sleep of ten minutes, and nobody there',
    outcome: 'the time limit fires, 5 s after waking up',
    how: 'virtual time',
    file: 'test/src/rx/idleTimeout.test.ts',
  },
];

const retry: readonly Elsewhere[] = [
  {
    id: 'R3',
    title: 'any failures anywhere, whatever the options',
    outcome: 'no character comes twice or is lost',
    how: 'property',
    file: 'test/operators/retryOnNetwork.test.ts',
  },
  {
    id: 'R5',
    title: 'a call with `idempotencyKey: true` is repeated',
    outcome: 'each attempt has the same key, and a token of its own',
    how: 'virtual time',
    file: 'test/operators/retryOnNetwork.test.ts',
  },
  {
    id: 'R6',
    title: 'the next wait would end after `maxElapsedTime`',
    outcome: 'the error passes at once',
    how: 'virtual time',
    file: 'test/operators/retryOnNetwork.test.ts',
  },
  {
    id: 'R7',
    title: 'twenty requests fail, with a budget of retries in `shouldRetry`',
    outcome: 'the budget is used up, and later ones fail at their first attempt',
    how: 'a recipe that is run',
    file: 'docs/recipes.md#a-retry-budget',
  },
];

const limits: readonly Elsewhere[] = [
  {
    id: 'L1',
    title: '10 MiB, and a byte more, with the default limits',
    outcome: '`done`; `format` `RESPONSE_TOO_LARGE` after all that came',
    how: 'Node only',
    file: 'test/src/chat.socket.test.ts',
  },
  {
    id: 'L3',
    title: 'a gigabyte that comes as a megabyte',
    outcome: '`format` `RESPONSE_TOO_LARGE`; memory grows by less than 64 MiB',
    how: 'memory, Node only',
    file: 'test/reliability/resources.test.ts',
  },
  {
    id: 'L4',
    title: 'lines, comments and names that never end',
    outcome: 'take time in proportion to their length',
    how: 'time',
    file: 'test/reliability/resources.test.ts',
  },
  {
    id: 'L5',
    title: 'an event a second for an hour',
    outcome: 'one timer, and a heap that does not grow',
    how: 'virtual time',
    file: 'test/reliability/resources.test.ts',
  },
  {
    id: 'L6',
    title: 'thousands of answers, one after the other',
    outcome: 'leave no socket, no listener, and no memory',
    how: 'memory, Node only',
    file: 'test/reliability/resources.test.ts',
  },
];

const security: readonly Elsewhere[] = [
  {
    id: 'S3',
    title: 'servers and platforms that quote all that they were sent, in errors of every kind',
    outcome: 'no token and no prompt in message, stack, cause, JSON or inspection',
    how: 'Node only',
    file: 'test/reliability/secrets.test.ts',
  },
  {
    id: 'S6',
    title: 'a tool call whose index is huge, negative or no whole number',
    outcome: 'is one call, and takes the room of one',
    how: 'unit',
    file: 'test/src/reply.test.ts',
  },
  {
    id: 'S12',
    title:
      'long texts made for every pattern that the library has, and long prompts quoted in part',
    outcome: 'take time in proportion to their length',
    how: 'time',
    file: 'test/reliability/linear.test.ts',
  },
];

/** The tests that are not rows, in the order of their ids. */
export const elsewhere: readonly Elsewhere[] = [
  ...transport,
  ...payload,
  ...order,
  ...http,
  ...lifeCycle,
  ...retry,
  ...limits,
  ...security,
];

const noResume = 'an answer that broke off cannot be resumed yet';

/** What is not tested, in the order of the ids. */
export const notApplicable: readonly NotApplicable[] = [
  {
    id: 'O16',
    title: 'numbered events that are missing, come twice or run backwards',
    because:
      'the default wire format has no numbers; those of others serve to resume, which is not there yet',
  },
  {
    id: 'C17',
    title: 'the page is frozen, kept and restored by its browser',
    because: 'nothing here listens to pages; what a freeze does to the connection is C7 and T13',
  },
  {
    id: 'R8',
    title: 'the body of the request is a stream, which can be read once',
    because: 'the body is text',
  },
  ...[
    { id: 'R10', title: 'resumed, the server repeats the last events' },
    { id: 'R11', title: 'resumed, the server repeats the very last event' },
    { id: 'R12', title: 'resumed, the server knows the answer no more' },
    { id: 'R13', title: 'resumed, the events are those of another run' },
    { id: 'R14', title: 'resumed time and again, nothing comes' },
    { id: 'R15', title: 'resumed, the answer goes on inside of a part' },
    { id: 'R16', title: 'resumed, only the end comes, with the whole text' },
    { id: 'R17', title: 'ids of events that are empty, alone or not for a header' },
    { id: 'R19', title: 'the server has finished in the meantime' },
  ].map((entry) => ({ ...entry, because: noResume })),
  {
    id: 'S11',
    title: 'a server writes line ends that someone put into its events',
    because: 'the package has no server; those of the demo and the tests write JSON',
  },
];
