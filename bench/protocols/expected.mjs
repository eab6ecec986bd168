const weFail = 'we fail';
const itFails = 'it fails';

const otherDialect = 'It takes the bytes of another protocol for an empty answer.';
const truncation = 'It takes the end of the body for the end of the answer.';
const unchecked = 'It does not check what it reads.';
const strict = 'It rejects what is missing, null or out of place, and we do without.';
const textIsText = 'It hands on as text what is the JSON of the arguments.';
const readsOn = 'It reads on behind the end of the answer.';

const ofHelper = [
  {
    differs: itFails,
    why: 'It wants a finish reason, and we are asked here to do without.',
    fixtures: ['done-marker-without-finish-reason-allowed'],
  },
  {
    differs: itFails,
    why: 'It wants `choices` in all that comes.',
    fixtures: ['odd-empty-fields', 'unknown-messages'],
  },
  {
    differs: itFails,
    why: 'It wants a `type` and an index of its own in every tool call.',
    fixtures: [
      'tool-call-with-a-late-name',
      'tool-calls-all-numbered-0',
      'tool-calls-without-index-and-id',
    ],
  },
  {
    differs: 'reasoning',
    why: 'Each `reasoning_content` overwrites the one before.',
    fixtures: ['reasoning-content'],
  },
];

const mistral = {
  differs: 'text, reasoning, finish reason',
  why: "It does not know Mistral's content in parts, nor its finish reason.",
  fixtures: ['content-in-parts'],
};

const twoNames = {
  differs: 'reasoning',
  why: 'It does not know that the same text comes under several names.',
  fixtures: ['reasoning-under-two-names'],
};

const heartbeats = {
  differs: itFails,
  why: 'It wants JSON in all data, also in heartbeats.',
  fixtures: ['heartbeats-among-the-data'],
};

const argumentsAsObject = {
  differs: 'tool calls',
  why: 'Arguments that are an object are `[object Object]` to it.',
  fixtures: ['tool-call-with-arguments-as-an-object'],
};

const usagesOfOthers = {
  differs: 'usage',
  why: "It does not know DeepSeek's count of cached tokens, nor Groq's place for the usage.",
  fixtures: ['usage-of-deepseek', 'usage-of-groq'],
};

/** Where an official client and ours differ, by how it is asked: in what, why, and on which fixtures. */
export const expected = {
  runAgent: [
    { differs: weFail, why: otherDialect, fixtures: ['another-protocol'] },
    { differs: weFail, why: truncation, fixtures: ['cut-short', 'second-run-cut-short'] },
    { differs: weFail, why: unchecked, fixtures: ['error-of-a-gateway'] },
    {
      differs: itFails,
      why: strict,
      fixtures: [
        'content-without-starts',
        'events-with-a-field-for-errors',
        'nothing-but-null-at-the-end',
        'null-fields',
        'outcome-in-a-word',
        'outcome-in-another-word',
        'tool-call-without-a-name',
        'usage-before-the-protocol-had-it',
      ],
    },
    { differs: itFails, why: '`[DONE]` is no JSON to it.', fixtures: ['done-marker'] },
    {
      differs: itFails,
      why: 'It rejects events behind `RUN_FINISHED`, which servers send.',
      fixtures: ['run-that-goes-on-behind-its-end', 'snapshot-behind-the-run'],
    },
    {
      differs: itFails,
      why: 'A message without a type is fatal to it.',
      fixtures: ['unknown-messages'],
    },
    {
      differs: 'text',
      why: "A chunk of a subagent's message that does not name the subagent again is a message of the agent to it.",
      fixtures: ['subagents'],
    },
  ],
  'messages.stream': [
    {
      differs: itFails,
      why: 'It wants each message and block to start once, and before its deltas.',
      fixtures: ['delta-before-the-start', 'second-start'],
    },
    {
      differs: itFails,
      why: 'It wants `message_stop`; a stop reason is enough to us.',
      fixtures: ['done-marker-for-message-stop', 'end-without-message-stop'],
    },
    {
      differs: weFail,
      why: 'It passes `[DONE]` by; to us nothing comes behind it.',
      fixtures: ['done-marker-without-stop-reason'],
    },
    { differs: 'text', why: readsOn, fixtures: ['events-behind-the-end'] },
    {
      differs: itFails,
      why: 'It wants the type twice, as the name of the event and in its JSON; proxies lose the one, servers the other.',
      fixtures: ['names-of-events-lost', 'types-lost'],
    },
    {
      differs: 'tool calls',
      why: 'It leaves the input undefined where the server gives none.',
      fixtures: ['tool-call-never-closed'],
    },
    { differs: itFails, why: strict, fixtures: ['usage-never', 'usage-only-at-the-end'] },
  ],
  generateContentStream: [
    { differs: weFail, why: otherDialect, fixtures: ['another-protocol'] },
    {
      differs: weFail,
      why: truncation,
      fixtures: [
        'end-without-finish-reason',
        'finish-reason-that-says-nothing',
        'prompt-with-feedback-that-is-not-blocked',
      ],
    },
    {
      differs: weFail,
      why: unchecked,
      fixtures: ['malformed-function-call', 'malformed-text'],
    },
    {
      differs: weFail,
      why: 'It hands out the pieces of streamed arguments, which we refuse.',
      fixtures: ['function-call-with-streamed-arguments'],
    },
    { differs: itFails, why: '`[DONE]` is no JSON to it.', fixtures: ['done-marker-of-a-gateway'] },
    {
      differs: itFails,
      why: 'It wants a blank line behind the last event.',
      fixtures: ['end-without-blank-line'],
    },
    { differs: 'tool calls', why: textIsText, fixtures: ['function-call-with-arguments-as-text'] },
    {
      differs: 'finish reason',
      why: 'It has no `CONTINUATION` among its finish reasons.',
      fixtures: ['finish-reason-to-go-on-later'],
    },
    {
      differs: 'text',
      why: 'Its first candidate is the one that stands first, ours the one with index 0.',
      fixtures: ['other-candidates'],
    },
  ],
  chat: [
    { differs: weFail, why: unchecked, fixtures: ['malformed-count'] },
    { differs: 'tool calls', why: textIsText, fixtures: ['tool-call-with-arguments-as-text'] },
    {
      differs: itFails,
      why: 'An `error` that is null is an error to it.',
      fixtures: ['error-that-is-null'],
    },
    {
      differs: itFails,
      why: 'A line without a message, or with one that is null, has none of what its types promise.',
      fixtures: ['lines-of-generate', 'odd-empty-fields', 'unknown-lines'],
    },
    {
      differs: 'finish reason',
      why: 'It hands on that there is no reason, also where there are calls.',
      fixtures: ['tool-call-without-a-done-reason'],
    },
  ],
  'chat.completions.stream': [
    {
      differs: itFails,
      why: 'It wants a `role`, which compatible servers leave out.',
      fixtures: [
        'content-in-parts',
        'end-without-blank-line',
        'end-without-done-marker',
        'error-that-is-null',
        'first-chunk-of-azure',
        'function-call-of-old',
        'reasoning-under-two-names',
        'refusal',
        'speed-of-llama-cpp',
        'speed-that-is-null',
        'tool-calls-interleaved',
        'usage-of-deepseek',
        'usage-of-groq',
        'usage-on-every-chunk',
      ],
    },
    {
      differs: weFail,
      why: 'It does not know the finish reasons and fields that mean a failure.',
      fixtures: ['error-in-a-choice'],
    },
    ...ofHelper,
    heartbeats,
    argumentsAsObject,
  ],
  'chat.completions.stream, after a role': [
    {
      differs: weFail,
      why: 'It does not know the finish reasons and fields that mean a failure.',
      fixtures: ['error-as-a-finish-reason', 'error-in-a-choice', 'error-of-groq'],
    },
    ...ofHelper,
    mistral,
    twoNames,
    usagesOfOthers,
    heartbeats,
    argumentsAsObject,
  ],
  'chat.completions.create': [
    { differs: weFail, why: otherDialect, fixtures: ['another-protocol'] },
    {
      differs: weFail,
      why: truncation,
      fixtures: ['done-marker-without-finish-reason'],
    },
    {
      differs: weFail,
      why: "It does not see errors that are not in OpenAI's form.",
      fixtures: [
        'error-as-a-finish-reason',
        'error-in-a-choice',
        'error-of-groq',
        'error-of-vllm',
        'error-outside-of-any-event',
      ],
    },
    {
      differs: weFail,
      why: unchecked,
      fixtures: ['malformed-content', 'malformed-index', 'malformed-part-of-content'],
    },
    {
      differs: itFails,
      why: 'It hands out whatever is JSON, also `null`.',
      fixtures: ['unknown-messages'],
    },
    mistral,
    {
      differs: 'text',
      why: 'Its first choice is the one that stands first, ours the one with index 0.',
      fixtures: ['odd-empty-fields'],
    },
    twoNames,
    {
      differs: 'tool calls',
      why: 'Told apart by index alone, calls lose a late name, or are glued together.',
      fixtures: [
        'tool-call-with-a-late-name',
        'tool-calls-all-numbered-0',
        'tool-calls-without-index-and-id',
      ],
    },
    usagesOfOthers,
    heartbeats,
    argumentsAsObject,
  ],
  'responses.stream': [
    { differs: weFail, why: truncation, fixtures: ['done-marker-alone'] },
    { differs: weFail, why: unchecked, fixtures: ['malformed-delta', 'malformed-speed'] },
    {
      differs: itFails,
      why: 'It wants every item and part announced, once, under one id, at a place of its own, and brought to its end.',
      fixtures: [
        'absent-fields',
        'events-repeated',
        'items-all-at-place-0',
        'llama-cpp',
        'names-of-events-lost',
        'parts-in-different-forms',
        'parts-interleaved',
        'parts-with-the-same-text',
        'pieces-without-a-whole-of-each',
        'reasoning-text-of-vllm',
        'text-at-once',
        'text-at-once-behind-text-in-pieces',
        'text-in-items',
        'text-only-at-the-end',
        'text-whose-end-comes-whole',
        'text-with-changing-item-ids',
        'text-without-ids-and-places',
        'tool-call-not-announced',
        'tool-call-only-at-the-end',
        'tool-call-whole',
        'tool-calls-all-at-place-0',
        'tool-calls-with-changing-item-ids',
        'tools-of-the-server',
      ],
    },
    { differs: itFails, why: readsOn, fixtures: ['events-behind-the-end'] },
    {
      differs: itFails,
      why: 'An event of an unknown type, or without one in its JSON, is fatal to it.',
      fixtures: ['types-lost', 'unknown-messages'],
    },
  ],
  'responses.create': [
    { differs: weFail, why: otherDialect, fixtures: ['another-protocol'] },
    { differs: weFail, why: truncation, fixtures: ['done-marker-alone'] },
    {
      differs: weFail,
      why: unchecked,
      fixtures: [
        'malformed-call',
        'malformed-delta',
        'malformed-response',
        'malformed-speed',
        'malformed-usage',
      ],
    },
    { differs: 'text', why: readsOn, fixtures: ['events-behind-the-end'] },
    {
      differs: 'text, finish reason',
      why: 'It has no type where it is in the name of the event only.',
      fixtures: ['types-lost'],
    },
    {
      differs: 'text, reasoning',
      why: 'What comes without deltas is left to whoever reads them.',
      fixtures: ['parts-in-different-forms', 'text-at-once', 'text-in-items'],
    },
    {
      differs: 'text',
      why: 'What comes without deltas is left to whoever reads them.',
      fixtures: [
        'items-all-at-place-0',
        'parts-with-the-same-text',
        'text-at-once-behind-text-in-pieces',
        'text-only-at-the-end',
        'text-whose-end-comes-whole',
        'text-with-changing-item-ids',
        'text-without-ids-and-places',
      ],
    },
    {
      differs: 'text, tool calls',
      why: 'An event that is repeated is a second one to it.',
      fixtures: ['events-repeated'],
    },
    {
      differs: 'text, tool calls, finish reason',
      why: 'What comes without deltas is left to whoever reads them.',
      fixtures: ['whole-answer-at-the-end'],
    },
    {
      differs: 'tool calls, finish reason',
      why: 'What comes without deltas is left to whoever reads them.',
      fixtures: ['tool-call-only-at-the-end'],
    },
    {
      differs: 'tool calls',
      why: 'A call whose item is never brought to its end is left to whoever reads its deltas.',
      fixtures: ['tool-calls-with-changing-item-ids'],
    },
    {
      differs: 'tool calls, finish reason',
      why: 'A call whose item is never brought to its end is left to whoever reads its deltas.',
      fixtures: ['tool-calls-all-at-place-0'],
    },
  ],
  readUIMessageStream: [
    {
      differs: weFail,
      why: truncation,
      fixtures: [
        'cut-short',
        'done-marker-alone',
        'done-marker-behind-the-start',
        'done-marker-inside-a-tool-call',
        'done-marker-without-finish',
        'stream-behind-another-cut-short',
      ],
    },
    {
      differs: weFail,
      why: '`interrupted` is a finish reason to it, and a truncated answer to us.',
      fixtures: ['interrupted-at-its-source'],
    },
    {
      differs: itFails,
      why: strict,
      fixtures: [
        'deltas-without-start',
        'parts-with-a-field-for-errors',
        'tool-call-in-deltas-without-start',
        'null-fields',
        'parts-without-an-event',
        'tool-call-without-a-name',
        'usage-of-another-shape',
      ],
    },
    {
      differs: 'tool calls',
      why: 'A call that goes on behind the start of another step is two to it.',
      fixtures: ['tool-call-across-the-start-of-a-step'],
    },
    {
      differs: itFails,
      why: 'A part of an unknown type is fatal to it.',
      fixtures: ['unknown-messages'],
    },
  ],
};
