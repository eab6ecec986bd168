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
const outputAlone = 'Of an output without its call we have a call without a name.';

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
  { differs: 'tool calls', why: outputAlone, fixtures: ['program-that-calls-tools'] },
];

const ofHelper = [
  {
    differs: itFails,
    why: 'It requires a finish reason, which we are configured not to.',
    fixtures: ['done-marker-without-finish-reason-allowed'],
  },
  {
    differs: itFails,
    why: 'It requires `choices` in every chunk.',
    fixtures: ['odd-empty-fields', 'unknown-messages'],
  },
  {
    differs: itFails,
    why: 'It requires a `type` and a distinct index in every tool call.',
    fixtures: [
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
  why: "It knows neither DeepSeek's count of cached tokens nor where Groq puts the usage.",
  fixtures: ['usage-of-deepseek', 'usage-of-groq'],
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
        'outcome-in-a-word',
        'outcome-in-another-word',
        'tool-call-without-a-name',
        'usage-before-the-protocol-had-it',
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
      differs: 'text',
      why: 'It takes chunks of a subagent for the agent if they do not name the subagent again.',
      fixtures: ['subagents'],
    },
  ],
  'messages.stream': [
    {
      differs: itFails,
      why: 'It requires each message and block to start once, and before its deltas.',
      fixtures: ['delta-before-the-start', 'second-start'],
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
    { differs: itFails, why: strict, fixtures: ['usage-never', 'usage-only-at-the-end'] },
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
      why: 'It passes on streamed arguments, which we reject.',
      fixtures: ['function-call-with-streamed-arguments'],
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
      fixtures: ['lines-of-generate', 'odd-empty-fields', 'unknown-lines'],
    },
    {
      differs: 'finish reason',
      why: 'It reports no reason even if there are calls.',
      fixtures: ['tool-call-without-a-done-reason'],
    },
  ],
  'chat.completions.stream': [
    {
      differs: itFails,
      why: 'It requires a `role`, which compatible servers omit.',
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
    mistral,
    twoNames,
    usagesOfOthers,
    heartbeats,
    argumentsAsObject,
  ],
  'chat.completions.create': [
    { differs: weFail, why: otherProtocol, fixtures: ['another-protocol'] },
    {
      differs: weFail,
      why: truncation,
      fixtures: ['done-marker-without-finish-reason'],
    },
    {
      differs: weFail,
      why: "It recognises no errors except in OpenAI's form.",
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
    { differs: 'files', why: deltasOfSound, fixtures: ['audio'] },
    {
      differs: 'tool calls',
      why: 'It has the text of a custom tool without JSON, whole or cut.',
      fixtures: ['custom-tool-call-cut-short', 'custom-tool-call-that-differs'],
    },
    {
      differs: 'tool calls, finish reason, sealed',
      why: 'Its answer is the final response, even if that has no items.',
      fixtures: ['encrypted-reasoning-and-a-call'],
    },
    {
      differs: 'tool calls',
      why: 'Its answer is the final response, which leaves out a field here.',
      fixtures: ['image'],
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
      differs: 'text, reasoning, tool calls, finish reason, sources, files, sealed',
      why: wholeText,
      fixtures: ['everything-only-at-the-end'],
    },
    { differs: 'sealed', why: wholeText, fixtures: ['encrypted-reasoning-at-the-end'] },
    {
      differs: 'tool calls',
      why: openCall,
      fixtures: [
        'custom-tool-call-cut-short',
        'tool-calls-with-changing-item-ids',
        'tools-of-the-server',
      ],
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
      differs: 'text, tool calls, finish reason, usage',
      why: unknownEnds,
      fixtures: ['odd-fields'],
    },
    {
      differs: 'text, reasoning, tool calls, finish reason, usage, sealed',
      why: 'It does not know the events and items of OpenRouter.',
      fixtures: ['openrouter'],
    },
    {
      differs: 'tool calls, finish reason',
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
      differs: 'tool calls, files',
      why: 'It passes on repeated items as further ones.',
      fixtures: ['image'],
    },
    {
      differs: 'text, finish reason',
      why: 'Its text does not say where a part begins, nor that a part of an open item refuses.',
      fixtures: ['texts-between-tools'],
    },
    {
      differs: 'files',
      why: deltasOfSound,
      fixtures: ['audio', 'audio-cut-anywhere', 'audio-that-is-no-base64'],
    },
    {
      differs: 'tool calls',
      why: outputAlone,
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
        'parts-without-an-event',
        'tool-call-without-a-name',
        'usage-of-another-shape',
      ],
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
