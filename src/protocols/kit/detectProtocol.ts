import type { SseMessage } from '../../framing/framing.js';
import { fieldsOf, has } from '../../json/json.js';

const typeMatches =
  (pattern: RegExp) =>
  (json: unknown): boolean => {
    const { type } = fieldsOf(json);
    return typeof type === 'string' && pattern.test(type);
  };

// Features that only one protocol has, by its name.
const features: readonly (readonly [string, (json: unknown, event: string) => boolean])[] = [
  ['openAiResponses', typeMatches(/^response\./)],
  [
    'anthropicMessages',
    typeMatches(/^(message_(start|delta|stop)|content_block_(start|delta|stop))$/),
  ],
  [
    'agUi',
    typeMatches(/^(RUN|STEP|TEXT_MESSAGE|TOOL_CALL|STATE|MESSAGES|REASONING|THINKING)_[A-Z_]+$/),
  ],
  [
    'uiMessageStream',
    typeMatches(
      /^((start|finish)(-step)?|(text|reasoning|tool-input)-(start|delta|end|available))$/,
    ),
  ],
  ['openAiChat', has('choices')],
  ['geminiGenerateContent', has('candidates', 'usageMetadata', 'promptFeedback')],
  ['ollamaChat', (json) => has('done')(json) && has('message', 'response')(json)],
  ['streamingChat', (json, event) => /^(content|reasoning)$/.test(event) && has('text')(json)],
];

/**
 * The name of the built-in protocol that a message belongs to; `undefined` if it has no feature
 * that only one protocol has.
 *
 * @example
 * ```ts
 * import { detectProtocol } from 'rxjs-chat-stream/protocols';
 *
 * detectProtocol({ choices: [] }); // => 'openAiChat'
 * detectProtocol({ type: 'ping' }); // => undefined
 * ```
 */
export const detectProtocol = (json: unknown, event = ''): string | undefined =>
  features.find(([, matches]) => matches(json, event))?.[0];

/**
 * Whether a message can be ignored as a heartbeat, such as `ping` or a time. No supported protocol
 * sends anything but JSON objects, but what has a bracket or a quote may be the rest of one.
 */
export const isHeartbeat = ({ event, data }: SseMessage): boolean =>
  (event === 'message' ? !/[{}[\]"]/.test(data) : !/^\s*\{/.test(data)) &&
  detectProtocol({ type: event }) === undefined;
