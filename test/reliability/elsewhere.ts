/** A test that is not a row of the matrix. Texts may hold Markdown. */
export interface Elsewhere {
  readonly id: string;
  /** What happens. */
  readonly title: string;
  readonly outcome: string;
  readonly how: string;
  /** A test file that has the id in a title or a comment, or a recipe. */
  readonly file: string;
}

/** A fault that cannot happen here, or not yet. */
export interface NotApplicable {
  readonly id: string;
  /** What happens. */
  readonly title: string;
  readonly because: string;
}

const transport: readonly Elsewhere[] = [
  {
    id: 'T3',
    title: 'a certificate that is self-signed, that has expired, or that is for another host',
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
    id: 'T22',
    title: 'more content codings than Node decodes, however the connection ends',
    outcome: '`network` `CONNECT_FAILED` (phase `sent`, retryable); the process goes on',
    how: 'Node only',
    file: 'test/reliability/codings.test.ts',
  },
  {
    id: 'T24',
    title: 'an HTTP/2 server refuses the stream before it reads the request',
    outcome: 'the browser sends it again and reports nothing; the `fetch` of Node speaks HTTP/1.1',
    how: 'Chromium only',
    file: 'test/reliability/browser/http2.test.ts',
  },
  {
    id: 'T25',
    title: 'an HTTP/2 server resets the stream in the body',
    outcome: '`"Hello"`, then `network` `CONNECTION_LOST` (phase `streaming`, retryable)',
    how: 'Chromium only',
    file: 'test/reliability/browser/http2.test.ts',
  },
  {
    id: 'T5',
    title: 'no headers for 30 s',
    outcome: '`timeout` `CONNECT` in exactly that ms, and the transport is unsubscribed',
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
    title: 'no byte for 60 s after the headers',
    outcome: '`timeout` `READ_IDLE` in exactly that ms',
    how: 'virtual time',
    file: 'test/src/chat.test.ts',
  },
  {
    id: 'T8',
    title: 'no byte for 60 s after an event',
    outcome: 'the event, then `timeout` `READ_IDLE` in exactly that ms',
    how: 'virtual time',
    file: 'test/src/chat.test.ts',
  },
  {
    id: 'T9',
    title: 'a byte every 59 s, also of a comment',
    outcome: 'the answer goes on',
    how: 'virtual time',
    file: 'test/src/chat.test.ts',
  },
];

const payload: readonly Elsewhere[] = [
  {
    id: 'P10',
    title: 'any text with complete, unfinished and nested tags, cut anywhere',
    outcome: 'no character but those of the tags is lost or added',
    how: 'property',
    file: 'test/operators/internal/tagScanner.test.ts',
  },
  {
    id: 'O2',
    title: 'a finish reason, then the end of the body',
    outcome: '`done` with the reason (openAiChat, anthropicMessages, geminiGenerateContent)',
    how: 'fixtures of the other protocols',
    file: 'test/src/protocols/fixtures.test.ts',
  },
  {
    id: 'O12',
    title: 'deltas before the start of an answer (anthropicMessages, agUi, uiMessageStream)',
    outcome: 'they belong to the answer',
    how: 'fixtures of the other protocols',
    file: 'test/src/protocols/fixtures.test.ts',
  },
  {
    id: 'O13',
    title: 'a second start of the answer (anthropicMessages)',
    outcome: 'it changes nothing',
    how: 'fixtures of the other protocols',
    file: 'test/src/protocols/fixtures.test.ts',
  },
  {
    id: 'P12',
    title: 'tool calls with the same index, or without one (openAiChat, openAiResponses)',
    outcome: 'they are kept apart by id, name and complete arguments',
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
    title: 'deltas of several tool calls in any order',
    outcome: 'each call is assembled by its index',
    how: 'unit',
    file: 'test/src/reply/reduceReply.test.ts',
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
    outcome: 'at most one terminal, and no notification after it',
    how: 'after every row',
    file: 'test/reliability/matrix.ts',
  },
];

const http: readonly Elsewhere[] = [
  {
    id: 'H7',
    title: 'a server asks for a wait of 0, 7 ms or 60 s',
    outcome: 'the next POST is sent in exactly that ms',
    how: 'virtual time',
    file: 'test/operators/retryOnNetwork.test.ts',
  },
  {
    id: 'H8',
    title: 'a server asks for a wait of more than 60 s',
    outcome: 'the error passes at once, and carries the wait',
    how: 'virtual time',
    file: 'test/operators/retryOnNetwork.test.ts',
  },
  {
    id: 'H9',
    title: 'a wait that is negative, not a number, too large, or an invalid date',
    outcome: 'it is ignored',
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
    outcome: 'it keeps no listener',
    how: 'Node only',
    file: 'test/reliability/resources.test.ts',
  },
  {
    id: 'C9',
    title: 'any failure',
    outcome: 'no unhandled rejection',
    how: 'after every row',
    file: 'test/reliability/matrix.ts',
  },
  {
    id: 'C15',
    title: 'a sleep of ten minutes, while bytes wait',
    outcome: 'they have 5 s to arrive, and the answer goes on',
    how: 'virtual time',
    file: 'test/src/rx/idleTimeout.test.ts',
  },
  {
    id: 'C16',
    title: 'a sleep of ten minutes, and no byte after it',
    outcome: 'the time limit passes 5 s after the machine wakes',
    how: 'virtual time',
    file: 'test/src/rx/idleTimeout.test.ts',
  },
];

const retry: readonly Elsewhere[] = [
  {
    id: 'R3',
    title: 'any failures at any moment, with any options',
    outcome: 'no character comes twice or is lost',
    how: 'property',
    file: 'test/operators/retryOnNetwork.test.ts',
  },
  {
    id: 'R5',
    title: 'a call with `idempotencyKey: true` is retried',
    outcome: 'all attempts have the same key, and each asks for its token',
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
    title: '10 MiB, and one byte more, with the default limits',
    outcome: '`done`; all that came, then `format` `RESPONSE_TOO_LARGE`',
    how: 'Node only',
    file: 'test/src/chat.socket.test.ts',
  },
  {
    id: 'L3',
    title: 'a gigabyte compressed into a megabyte',
    outcome: '`format` `RESPONSE_TOO_LARGE`; memory grows by less than 64 MiB',
    how: 'memory, Node only',
    file: 'test/reliability/resources.test.ts',
  },
  {
    id: 'L4',
    title: 'lines, comments and event names that never end',
    outcome: 'they take time in proportion to their length',
    how: 'processor time',
    file: 'test/reliability/resources.test.ts',
  },
  {
    id: 'L5',
    title: 'one event a second for an hour',
    outcome: 'one timer, and a heap that does not grow',
    how: 'virtual time',
    file: 'test/reliability/resources.test.ts',
  },
  {
    id: 'L6',
    title: 'thousands of answers in a row',
    outcome: 'they leave no socket, no listener and no memory in use',
    how: 'memory, Node only',
    file: 'test/reliability/resources.test.ts',
  },
];

const security: readonly Elsewhere[] = [
  {
    id: 'S3',
    title: 'servers and platforms that echo all that they were sent, in errors of every kind',
    outcome: 'no token and no prompt in message, stack, cause, JSON or `inspect`',
    how: 'Node only',
    file: 'test/reliability/secrets.test.ts',
  },
  {
    id: 'S6',
    title: 'a tool call whose index is huge, negative or not an integer',
    outcome: 'it is one call, and takes the memory of one',
    how: 'unit',
    file: 'test/src/reply/reduceReply.test.ts',
  },
  {
    id: 'S12',
    title:
      'long texts made for each regular expression of the library, and long prompts echoed in part',
    outcome: 'they take time in proportion to their length',
    how: 'processor time',
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
      'the default protocol has no numbers; others have them to resume, which is not there yet',
  },
  {
    id: 'C17',
    title: 'the page is frozen, kept and restored by its browser',
    because:
      'the library does not listen to pages; C7 and T13 are what a freeze does to a connection',
  },
  {
    id: 'R8',
    title: 'the body of the request is a stream, which can be read once',
    because: 'the body is a string',
  },
  ...[
    { id: 'R10', title: 'resumed, the server repeats the last events' },
    { id: 'R11', title: 'resumed, the server repeats only the last event' },
    { id: 'R12', title: 'resumed, the server no longer knows the answer' },
    { id: 'R13', title: 'resumed, the events are those of another run' },
    { id: 'R14', title: 'resumed time and again, nothing comes' },
    { id: 'R15', title: 'resumed, the answer goes on inside a part' },
    { id: 'R16', title: 'resumed, only the end comes, with the whole text' },
    { id: 'R17', title: 'event ids that are empty, stand alone or do not fit into a header' },
    { id: 'R19', title: 'the server has finished by the time of the resume' },
  ].map((entry) => ({ ...entry, because: noResume })),
  {
    id: 'S11',
    title: 'a server writes line ends that a user put into its events',
    because: 'the package has no server; those of the demo and the tests write JSON',
  },
];
