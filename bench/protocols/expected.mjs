import { itFails, weFail } from './observe.mjs';

const otherProtocol = 'It reads another protocol as an empty answer.';
const truncation = 'It treats the end of the body as the end of the answer.';
const unknownErrors = 'It does not know the finish reasons and fields that mean an error.';
const unchecked = 'It does not validate what it reads.';
const strict = 'It rejects missing, null or misplaced fields, which we tolerate.';
const unparsed = 'It does not parse arguments that come as a JSON string.';
const wholeText = 'It leaves text and calls that come without deltas to its callers.';
const openCall = 'It leaves a call whose item never ends to callers who read its deltas.';
const readsOn = 'It reads on after the end of the answer.';

const unknownEnds = 'It knows no other last events than those of OpenAI.';
const deltasOfSound = 'It leaves the deltas of a sound to its callers.';

const cancelledByStatus = {
  differs: 'finish reason',
  why: 'It does not know the status of a cancelled response.',
  fixtures: ['cancelled-by-its-status'],
};

/** What both ways to read OpenAI's Responses have. */
const ofBoth = [
  {
    differs: itFails,
    why: "It takes the failure of a tool for the answer's.",
    fixtures: ['mcp-calls'],
  },
  {
    differs: 'usage',
    why: 'It does not see that the output tokens leave out those of the reasoning.',
    fixtures: ['reasoning-outside-the-output'],
  },
  {
    differs: 'tool calls',
    why: 'A call of a type that is not known yet waits here if its output is to name it.',
    fixtures: ['calls-that-wait-for-the-app'],
  },
];

const wholeBesideDeltas = {
  differs: 'text',
  why: 'It appends a delta to the whole message beside it.',
  fixtures: ['sources-of-perplexity'],
};

const onlyFunctions = {
  differs: itFails,
  why: 'Of calls it reads only functions, in a list.',
  fixtures: [
    'tool-call-outside-of-a-list',
    'tool-call-with-plain-text',
    'tools-that-are-no-functions',
  ],
};

const ofHelper = [
  {
    differs: itFails,
    why: 'It requires a finish reason, which we are configured not to.',
    fixtures: ['done-marker-without-finish-reason-allowed'],
  },
  {
    differs: itFails,
    why: 'It requires `choices` in every chunk.',
    fixtures: ['odd-empty-fields', 'sound-with-its-words', 'unknown-messages'],
  },
  {
    differs: itFails,
    why: 'It requires a finish reason.',
    fixtures: ['usage-without-choices-after-a-call', 'usage-without-choices-for-a-finish-reason'],
  },
  {
    differs: itFails,
    why: 'It reads a whole message and a delta of one chunk as one.',
    fixtures: ['answer-whole-beside-deltas'],
  },
  {
    differs: itFails,
    why: 'It knows `[DONE]` only without quotes.',
    fixtures: ['done-marker-in-quotes'],
  },
  {
    differs: 'tool calls, finish reason',
    why: 'It repeats the finish reason and the empty arguments of the wire.',
    fixtures: ['answer-that-comes-whole'],
  },
  wholeBesideDeltas,
  onlyFunctions,
  {
    differs: itFails,
    why: 'It requires a `type` and a distinct index in every tool call.',
    fixtures: [
      'signatures-of-google',
      'tool-call-with-a-huge-index',
      'tool-calls-without-index-but-minus-one',
      'tool-call-with-a-late-name',
      'tool-calls-all-numbered-0',
      'tool-calls-without-index-and-id',
    ],
  },
  {
    differs: 'reasoning',
    why: 'Each `reasoning_content` overwrites the previous one.',
    fixtures: ['reasoning-content'],
  },
];

const mistral = {
  differs: 'text, reasoning, finish reason',
  why: "It knows neither Mistral's content parts nor its finish reason.",
  fixtures: ['content-in-parts'],
};

const parts = {
  differs: 'text',
  why: 'It does not know content in parts.',
  fixtures: ['images', 'sources-in-parts'],
};

const refusalInParts = {
  differs: 'text, finish reason',
  why: 'It does not know content in parts, and repeats the `stop` of a refusal.',
  fixtures: ['refusal-in-parts'],
};

const wordsOfTheWire = {
  differs: 'finish reason',
  why: 'It repeats the finish reason of the wire; ours follows the calls, and a refusal.',
  fixtures: ['calls-of-which-none-came', 'refusal', 'texts-beside-deltas'],
};

const otherApi = {
  differs: 'text, finish reason',
  why: 'It has another method for the API without messages.',
  fixtures: ['texts-without-messages'],
};

const reasoningOfOthers = {
  differs: 'reasoning',
  why: "It knows neither OpenRouter's nor Copilot's fields of reasoning.",
  fixtures: [
    'reasoning-of-copilot',
    'reasoning-to-send-back-to-openrouter',
    'reasoning-without-anything-to-send-back',
  ],
};

const liteLlm = {
  differs: 'reasoning, usage',
  why: "It knows neither LiteLLM's thinking blocks nor its counts.",
  fixtures: ['thinking-blocks-of-litellm'],
};

const groqsTools = {
  differs: 'reasoning',
  why: "It does not know Groq's reasoning, and the tools that Groq runs.",
  fixtures: ['tools-that-groq-runs'],
};

const anthropicsTools = {
  differs: 'tool calls',
  why: 'It takes a call that a gateway says the provider has run for one of the app.',
  fixtures: ['tools-that-anthropic-runs'],
};

const twoNames = {
  differs: 'reasoning',
  why: 'It does not know that servers send the same text under several names.',
  fixtures: ['reasoning-under-two-names'],
};

const heartbeats = {
  differs: itFails,
  why: 'It requires JSON in all data, even in heartbeats.',
  fixtures: ['heartbeats-among-the-data'],
};

const argumentsAsObject = {
  differs: 'tool calls',
  why: 'It converts arguments that are an object to `[object Object]`.',
  fixtures: ['tool-call-with-arguments-as-an-object'],
};

const usagesOfOthers = {
  differs: 'usage',
  why: 'It does not know the names and places that DeepSeek, Groq, Moonshot and xAI have for counts.',
  fixtures: [
    'usage-in-a-choice',
    'usage-of-deepseek',
    'usage-of-groq',
    'usage-without-the-reasoning',
  ],
};

/** By method of an official client: how it differs from ours, why, and on which fixtures. */
export const expected = {
  runAgent: [
    { differs: weFail, why: otherProtocol, fixtures: ['another-protocol'] },
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
        'odd-messages-in-a-snapshot',
        'outcome-in-a-word',
        'outcome-in-another-word',
        'run-that-reached-its-limit',
        'runs-with-costs',
        'tool-call-without-a-name',
        'tool-calls-without-arguments',
        'usage-before-the-protocol-had-it',
        'usage-beyond-all-numbers',
      ],
    },
    { differs: itFails, why: 'It parses `[DONE]` as JSON.', fixtures: ['done-marker'] },
    {
      differs: itFails,
      why: 'It rejects events after `RUN_FINISHED`, which servers send.',
      fixtures: ['run-that-goes-on-after-its-end', 'snapshot-after-the-run'],
    },
    {
      differs: itFails,
      why: 'It fails on a message without a type.',
      fixtures: ['unknown-messages'],
    },
    {
      differs: 'text, finish reason',
      why: 'It takes chunks and calls of a subagent for those of the agent.',
      fixtures: ['subagents'],
    },
    {
      differs: 'finish reason',
      why: 'It takes a pending call of a subagent for one of the answer.',
      fixtures: ['run-whose-pending-calls-are-those-of-a-subagent'],
    },
    {
      differs: 'finish reason',
      why: 'It does not tell calls that wait for the app or for approval from other interrupts.',
      fixtures: ['run-that-waits-for-approval', 'run-that-waits-for-tools-of-the-app'],
    },
    {
      differs: 'finish reason',
      why: 'It does not read the finish reason of TanStack AI.',
      fixtures: ['run-with-a-reason-that-is-new'],
    },
    {
      differs: 'text, tool calls, finish reason',
      why: 'A snapshot replaces what came as deltas.',
      fixtures: ['answer-also-in-a-snapshot'],
    },
    {
      differs: 'text, finish reason',
      why: 'It takes all messages of a snapshot for new, and calls in it for answered.',
      fixtures: ['answer-in-a-snapshot'],
    },
    {
      differs: 'tool calls',
      why: 'It joins the arguments of calls that share an id.',
      fixtures: ['tool-calls-that-share-an-id'],
    },
  ],
  'messages.stream': [
    {
      differs: itFails,
      why: 'It requires each message and block to start once, and before its deltas.',
      fixtures: [
        'another-message-before-any-block',
        'delta-before-the-start',
        'message-that-starts-again',
        'second-start',
      ],
    },
    {
      differs: itFails,
      why: 'It takes no message that comes whole.',
      fixtures: [
        'message-that-is-not-streamed',
        'message-whole-after-its-deltas',
        'message-whose-content-is-text',
      ],
    },
    {
      differs: 'text, reasoning, tool calls, state',
      why: 'It adds what it has to what it has.',
      fixtures: ['message-that-begins-whole-and-comes-in-blocks'],
    },
    {
      differs: 'tool calls',
      why: 'It loses input under an index that is not that of its block.',
      fixtures: ['blocks-that-share-an-index', 'deltas-with-another-index'],
    },
    {
      differs: 'text, tool calls',
      why: 'It loses deltas without an index.',
      fixtures: ['blocks-without-an-index'],
    },
    {
      differs: 'text, state',
      why: 'It loses the text of blocks that it does not know; we leave out those not understood.',
      fixtures: ['blocks-of-unknown-types'],
    },
    {
      differs: 'state',
      why: 'It leaves out what its beta interface reads: compaction, and the input of MCP tools.',
      fixtures: ['compaction', 'tools-of-the-server-that-fail'],
    },
    {
      differs: 'tool calls, state',
      why: 'It takes an input that was cut off, or is not JSON, for an empty one.',
      fixtures: ['cut-off-before-an-input', 'cut-off-in-an-input', 'input-that-is-not-json'],
    },
    {
      differs: 'finish reason',
      why: 'It has no reason but that of the wire; we look at calls, refusals and other words too.',
      fixtures: [
        'calls-that-the-stop-reason-denies',
        'guardrail-of-bedrock',
        'refusal-with-details',
        'stop-reason-of-a-gateway',
        'stop-reason-of-calls-without-any',
      ],
    },
    {
      differs: 'usage',
      why: 'It passes on the counts of the last message alone; we add all runs and cache writes.',
      fixtures: [
        'cache-writes-by-lifetime',
        'input-forgotten-at-the-end',
        'usage-of-a-compaction-alone',
        'usage-of-all-runs',
      ],
    },
    {
      differs: itFails,
      why: 'It requires `message_stop`; we accept a stop reason.',
      fixtures: ['done-marker-for-message-stop', 'end-without-message-stop'],
    },
    {
      differs: weFail,
      why: 'It ignores `[DONE]`; we end the answer there.',
      fixtures: ['done-marker-without-stop-reason'],
    },
    { differs: 'text', why: readsOn, fixtures: ['events-after-the-end'] },
    {
      differs: itFails,
      why: 'It requires the type both as event name and in the JSON; some senders omit one.',
      fixtures: ['names-of-events-lost', 'types-lost'],
    },
    {
      differs: 'tool calls',
      why: 'It leaves the input undefined if the server sends none.',
      fixtures: ['tool-call-never-closed'],
    },
    {
      differs: itFails,
      why: strict,
      fixtures: ['message-whose-content-is-no-list', 'usage-never', 'usage-only-at-the-end'],
    },
  ],
  generateContentStream: [
    { differs: weFail, why: otherProtocol, fixtures: ['another-protocol'] },
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
      why: 'It passes on streamed arguments, also those that make no JSON.',
      fixtures: ['streamed-arguments-of-no-call', 'streamed-arguments-out-of-order'],
    },
    {
      differs: 'tool calls',
      why: 'It passes on streamed arguments; we write them as JSON.',
      fixtures: [
        'function-call-with-all-arguments-at-the-end',
        'function-call-with-streamed-arguments',
        'function-call-with-streamed-arguments-and-its-name-in-each',
        'function-call-with-streamed-arguments-at-the-token-limit',
        'function-call-with-streamed-arguments-of-all-kinds',
        'function-call-with-streamed-arguments-that-nobody-ends',
        'function-calls-with-streamed-arguments',
        'function-calls-with-streamed-arguments-in-turn',
      ],
    },
    {
      differs: 'tool calls',
      why: 'It passes on the same call twice.',
      fixtures: ['function-calls-that-share-an-id'],
    },
    {
      differs: 'finish reason',
      why: 'It passes on reasons as numbers; we name them.',
      fixtures: ['reasons-as-numbers', 'reasons-as-numbers-of-vertex'],
    },
    {
      differs: 'finish reason, results',
      why: 'It passes on reasons as numbers; we name them.',
      fixtures: ['code-with-numbers'],
    },
    {
      differs: 'sources',
      why: 'It knows one of the two names of citations, and no statuses as numbers.',
      fixtures: ['sources-that-are-quoted', 'sources-that-were-read'],
    },
    {
      differs: 'usage',
      why: 'It passes on the counts; our input includes what tools read, or is the rest of the total.',
      fixtures: ['usage-with-what-tools-read', 'usage-without-a-prompt'],
    },
    {
      differs: itFails,
      why: 'It parses `[DONE]` as JSON.',
      fixtures: ['done-marker-of-a-gateway'],
    },
    {
      differs: itFails,
      why: 'It requires a blank line after the last event.',
      fixtures: ['end-without-blank-line'],
    },
    { differs: 'tool calls', why: unparsed, fixtures: ['function-call-with-arguments-as-text'] },
    {
      differs: 'finish reason',
      why: 'It does not know the finish reason `CONTINUATION`.',
      fixtures: ['finish-reason-to-go-on-later'],
    },
    {
      differs: 'text',
      why: 'It reads the first candidate in the list, we read the one with index 0.',
      fixtures: ['other-candidates'],
    },
  ],
  chat: [
    { differs: weFail, why: unchecked, fixtures: ['malformed-count'] },
    { differs: 'tool calls', why: unparsed, fixtures: ['tool-call-with-arguments-as-text'] },
    {
      differs: itFails,
      why: 'It takes an `error` that is null for an error.',
      fixtures: ['error-that-is-null'],
    },
    {
      differs: itFails,
      why: 'It passes on lines without a message, which its types rule out.',
      fixtures: ['image-of-generate', 'lines-of-generate', 'odd-empty-fields', 'unknown-lines'],
    },
    {
      differs: 'finish reason',
      why: 'It reports no reason even if there are calls.',
      fixtures: ['tool-call-without-a-done-reason'],
    },
    {
      differs: 'tool calls',
      why: 'It passes on a call that comes twice.',
      fixtures: ['tool-calls-that-share-an-id'],
    },
  ],
  'chat.completions.stream': [
    {
      differs: itFails,
      why: 'It requires a `role`, which compatible servers omit.',
      fixtures: [
        'calls-of-which-none-came',
        'content-in-parts',
        'cost-beside-the-usage',
        'end-without-blank-line',
        'end-without-done-marker',
        'error-that-is-null',
        'first-chunk-of-azure',
        'function-call-of-old',
        'images',
        'reason-of-the-provider',
        'reasoning-of-copilot',
        'reasoning-to-send-back-to-openrouter',
        'reasoning-under-two-names',
        'reasoning-without-anything-to-send-back',
        'refusal',
        'refusal-in-parts',
        'signature-after-the-call',
        'sources-as-annotations',
        'sources-in-parts',
        'speed-of-cerebras',
        'speed-of-llama-cpp',
        'speed-that-is-null',
        'texts-beside-deltas',
        'texts-without-messages',
        'thinking-blocks-of-litellm',
        'tool-calls-interleaved',
        'tools-that-anthropic-runs',
        'tools-that-groq-runs',
        'usage-in-a-choice',
        'usage-of-deepseek',
        'usage-of-groq',
        'usage-on-every-chunk',
        'usage-without-the-reasoning',
      ],
    },
    {
      differs: weFail,
      why: unknownErrors,
      fixtures: ['error-in-a-choice'],
    },
    ...ofHelper,
    heartbeats,
    argumentsAsObject,
  ],
  'chat.completions.stream, after a role': [
    {
      differs: weFail,
      why: unknownErrors,
      fixtures: ['error-as-a-finish-reason', 'error-in-a-choice', 'error-of-groq'],
    },
    ...ofHelper,
    {
      differs: itFails,
      why: 'It requires `choices` in every chunk.',
      fixtures: ['usage-without-any-choice'],
    },
    mistral,
    parts,
    refusalInParts,
    wordsOfTheWire,
    otherApi,
    twoNames,
    reasoningOfOthers,
    liteLlm,
    groqsTools,
    anthropicsTools,
    usagesOfOthers,
    heartbeats,
    argumentsAsObject,
  ],
  'chat.completions.create': [
    { differs: weFail, why: otherProtocol, fixtures: ['another-protocol'] },
    {
      differs: weFail,
      why: truncation,
      fixtures: [
        'done-marker-without-finish-reason',
        'usage-that-is-empty-without-choices',
        'usage-without-any-choice',
        'usage-without-choices-at-the-end-of-the-body',
        'usage-without-choices-before-the-text',
      ],
    },
    {
      differs: weFail,
      why: "It recognises no errors except in OpenAI's form.",
      fixtures: [
        'error-as-a-finish-reason',
        'error-in-a-choice',
        'error-of-groq',
        'error-of-minimax',
        'error-of-vllm',
        'error-outside-of-any-event',
      ],
    },
    {
      differs: weFail,
      why: unchecked,
      fixtures: ['malformed-content', 'malformed-part-of-content'],
    },
    {
      differs: itFails,
      why: 'It passes on any JSON, even `null`.',
      fixtures: ['unknown-messages'],
    },
    mistral,
    {
      differs: 'text',
      why: 'It reads the first choice in the list, we read the one with index 0.',
      fixtures: ['odd-empty-fields'],
    },
    twoNames,
    {
      differs: 'tool calls',
      why: 'Its callers have only the index, so calls lose a late name or run together.',
      fixtures: [
        'tool-call-with-a-late-name',
        'tool-call-with-a-huge-index',
        'tool-calls-all-numbered-0',
        'tool-calls-without-index-and-id',
        'tool-calls-without-index-but-minus-one',
      ],
    },
    {
      differs: 'text, reasoning, tool calls, finish reason',
      why: 'Its callers read deltas, no whole message.',
      fixtures: ['answer-that-comes-whole'],
    },
    {
      differs: 'tool calls',
      why: 'Its callers read deltas, no whole message.',
      fixtures: ['answer-whole-after-deltas'],
    },
    {
      differs: 'text, reasoning, tool calls, finish reason',
      why: "It knows neither Google's thoughts nor calls without an index.",
      fixtures: ['signatures-of-google'],
    },
    {
      differs: 'text',
      why: 'Its callers have the words of a sound beside the content.',
      fixtures: ['sound-with-its-words'],
    },
    {
      differs: 'text',
      why: 'It knows `[DONE]` only without quotes, and reads on.',
      fixtures: ['done-marker-in-quotes'],
    },
    {
      differs: 'finish reason',
      why: 'It has no finish reason if the wire has none; ours follows the calls.',
      fixtures: ['usage-without-choices-after-a-call'],
    },
    {
      differs: itFails,
      why: 'Its callers expect a function in every delta of a call.',
      fixtures: ['signature-after-the-call'],
    },
    onlyFunctions,
    parts,
    refusalInParts,
    wordsOfTheWire,
    otherApi,
    reasoningOfOthers,
    liteLlm,
    groqsTools,
    anthropicsTools,
    usagesOfOthers,
    heartbeats,
    argumentsAsObject,
  ],
  'responses.stream': [
    { differs: weFail, why: truncation, fixtures: ['done-marker-alone'] },
    { differs: weFail, why: unchecked, fixtures: ['malformed-delta', 'malformed-speed'] },
    {
      differs: itFails,
      why: 'It requires each item and part to start once, with one id and index, and to end.',
      fixtures: [
        'absent-fields',
        'calls-without-arguments',
        'cancelled',
        'citations',
        'custom-tool-call-never-complete',
        'encrypted-reasoning-at-the-end',
        'ended-by-done-alone',
        'ended-by-done-incomplete',
        'events-repeated',
        'images-without-a-format',
        'items-all-at-place-0',
        'llama-cpp',
        'names-of-events-lost',
        'odd-fields',
        'parts-in-different-forms',
        'parts-interleaved',
        'parts-with-the-same-text',
        'deltas-without-a-whole-of-each',
        'reasoning-in-several-parts',
        'reasoning-text-of-vllm',
        'text-at-once',
        'text-at-once-after-text-in-deltas',
        'text-in-items',
        'text-only-at-the-end',
        'text-whose-end-comes-whole',
        'text-with-changing-item-ids',
        'text-without-ids-and-places',
        'texts-between-tools',
        'texts-in-other-forms',
        'tool-call-not-announced',
        'tool-call-only-at-the-end',
        'tool-call-whole',
        'tool-calls-all-at-place-0',
        'tool-calls-with-changing-item-ids',
        'tool-that-the-server-ran',
        'tools-of-the-server',
        'tools-of-xai',
      ],
    },
    { differs: itFails, why: readsOn, fixtures: ['events-after-the-end'] },
    {
      differs: itFails,
      why: 'It fails on events of an unknown type and on JSON without a type.',
      fixtures: [
        'audio-cut-anywhere',
        'audio-that-is-no-base64',
        'ended-by-done',
        'openrouter',
        'patch-in-deltas',
        'types-lost',
        'unknown-messages',
      ],
    },
    {
      differs: itFails,
      why: 'It rejects two calls that share an id.',
      fixtures: ['calls-that-share-an-id'],
    },
    cancelledByStatus,
    ...ofBoth,
    { differs: 'text, files', why: deltasOfSound, fixtures: ['audio'] },
    {
      differs: 'tool calls',
      why: 'It has the text of a custom tool without JSON, whole or cut.',
      fixtures: ['custom-tool-call-cut-short', 'custom-tool-call-that-differs'],
    },
    {
      differs: 'tool calls, finish reason',
      why: 'Its answer is the final response, even if that has no items.',
      fixtures: ['encrypted-reasoning-and-a-call'],
    },
  ],
  'responses.create': [
    { differs: weFail, why: otherProtocol, fixtures: ['another-protocol'] },
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
    {
      differs: weFail,
      why: unknownErrors,
      fixtures: ['ended-by-done-failed', 'error-as-a-response-error'],
    },
    { differs: 'text', why: readsOn, fixtures: ['events-after-the-end'] },
    {
      differs: 'text, finish reason',
      why: 'It ignores the event name, so a type that is only there is lost.',
      fixtures: ['types-lost'],
    },
    {
      differs: 'text, reasoning',
      why: wholeText,
      fixtures: [
        'parts-in-different-forms',
        'text-at-once',
        'text-in-items',
        'texts-in-other-forms',
      ],
    },
    {
      differs: 'text',
      why: wholeText,
      fixtures: [
        'items-all-at-place-0',
        'parts-with-the-same-text',
        'text-at-once-after-text-in-deltas',
        'text-only-at-the-end',
        'text-whose-end-comes-whole',
        'text-with-changing-item-ids',
        'text-without-ids-and-places',
      ],
    },
    {
      differs: 'text, tool calls',
      why: 'It passes on repeated events as further ones.',
      fixtures: ['events-repeated'],
    },
    {
      differs: 'text, tool calls, finish reason',
      why: wholeText,
      fixtures: ['whole-answer-at-the-end'],
    },
    {
      differs: 'reasoning, tool calls, finish reason',
      why: wholeText,
      fixtures: ['tool-call-only-at-the-end'],
    },
    {
      differs: 'text, reasoning, tool calls, finish reason, sources, files',
      why: wholeText,
      fixtures: ['everything-only-at-the-end'],
    },
    {
      differs: 'tool calls',
      why: openCall,
      fixtures: ['custom-tool-call-cut-short', 'tool-calls-with-changing-item-ids'],
    },
    {
      differs: 'tool calls, finish reason',
      why: openCall,
      fixtures: ['custom-tool-call-never-complete', 'tool-calls-all-at-place-0'],
    },
    {
      differs: 'finish reason',
      why: unknownEnds,
      fixtures: ['ended-by-done-alone', 'ended-by-done-incomplete'],
    },
    { differs: 'finish reason, usage', why: unknownEnds, fixtures: ['ended-by-done'] },
    { differs: 'tool calls, finish reason, usage', why: unknownEnds, fixtures: ['cancelled'] },
    {
      differs: 'text, finish reason, usage',
      why: unknownEnds,
      fixtures: ['odd-fields'],
    },
    {
      differs: 'text, reasoning, finish reason, usage, results',
      why: 'It does not know the events and items of OpenRouter.',
      fixtures: ['openrouter'],
    },
    {
      differs: 'tool calls, finish reason, results',
      why: 'It does not know which tools xAI runs itself.',
      fixtures: ['tools-of-xai'],
    },
    {
      differs: 'tool calls',
      why: strict,
      fixtures: ['calls-without-arguments'],
    },
    {
      differs: 'sources',
      why: 'It leaves citations in other forms, and those of the final response, to its callers.',
      fixtures: ['citations'],
    },
    {
      differs: 'tool calls',
      why: 'It passes on repeated items as further ones.',
      fixtures: ['custom-tool-call-that-differs'],
    },
    {
      differs: 'files',
      why: 'It passes on repeated items as further ones.',
      fixtures: ['image'],
    },
    {
      differs: 'files',
      why: 'It leaves the media type of an image to its callers.',
      fixtures: ['images-without-a-format'],
    },
    {
      differs: 'finish reason',
      why: 'It leaves a refusal whose item never ends to callers who read its deltas.',
      fixtures: ['texts-between-tools'],
    },
    {
      differs: 'files',
      why: deltasOfSound,
      fixtures: ['audio-cut-anywhere', 'audio-that-is-no-base64'],
    },
    { differs: 'text, files', why: deltasOfSound, fixtures: ['audio'] },
    {
      differs: 'results',
      why: 'It passes on repeated items as further ones.',
      fixtures: ['tool-that-the-server-ran'],
    },
    cancelledByStatus,
    ...ofBoth,
  ],
  readUIMessageStream: [
    {
      differs: weFail,
      why: truncation,
      fixtures: [
        'cut-short',
        'done-marker-alone',
        'done-marker-after-the-start',
        'done-marker-inside-a-tool-call',
        'done-marker-without-finish',
        'stream-after-another-cut-short',
      ],
    },
    {
      differs: weFail,
      why: 'It takes `interrupted` for a finish reason, we take it for a truncated answer.',
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
        'parts-of-the-text',
        'parts-beside-the-text',
        'tool-call-without-a-name',
        'usage-of-another-shape',
      ],
    },
    {
      differs: itFails,
      why: 'It requires the call of each result in the stream or in the message before it.',
      fixtures: ['tool-results-of-an-earlier-message'],
    },
    {
      differs: 'usage',
      why: 'It passes on output tokens without those of the reasoning.',
      fixtures: ['metadata-that-says-nothing'],
    },
    {
      differs: 'tool calls',
      why: 'It splits a call that continues after the start of another step.',
      fixtures: ['tool-call-across-the-start-of-a-step'],
    },
    {
      differs: itFails,
      why: 'It fails on a part of an unknown type.',
      fixtures: ['unknown-messages'],
    },
  ],
};
