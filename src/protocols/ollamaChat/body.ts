import type { Fields } from '../../json/json.js';
import type {
  AssistantMessage,
  FilePart,
  ImagePart,
  MessageToolCall,
  UserPart,
} from '../../request/messages.js';
import type { ChatRequest, ReasoningEffort } from '../../request/request.js';
import type { ToolDefinition } from '../../request/tools.js';
import type { Fault } from '../../validation.js';
import { argumentsObject } from '../kit/argumentsObject.js';
import { conversation } from '../kit/conversation.js';
import type { CallResult } from '../kit/callResult.js';
import { type Exchange, exchanges } from '../kit/exchanges.js';
import { unlessEmpty } from '../kit/jsonBody.js';
import { isImage, partData } from '../kit/partData.js';
import type { SettingNames } from '../kit/settingFields.js';
import { textOf } from '../kit/textOf.js';
import { uniqueCalls } from '../kit/uniqueCalls.js';

// Ollama has three levels.
const levelOf = (effort: ReasoningEffort): string => (effort === 'minimal' ? 'low' : effort);

const wireTool = ({ name, description, parameters }: ToolDefinition): object => ({
  type: 'function',
  function: { name, description, parameters },
});

export const settings: SettingNames = {
  maxTokens: 'num_predict',
  temperature: 'temperature',
  topP: 'top_p',
  frequencyPenalty: 'frequency_penalty',
  presencePenalty: 'presence_penalty',
  stopSequences: 'stop',
  reasoningEffort: (effort) => ({ think: effort !== 'none' && levelOf(effort) }),
  tools: (tools) => ({ tools: tools.map(wireTool) }),
  // The model always calls as it likes. Without tools it calls none.
  toolChoice: (choice) => (choice === 'none' ? { tools: undefined } : {}),
  // The answer is always kept to a schema.
  responseFormat: (format) => (format.type === 'json' ? { format: format.schema ?? 'json' } : {}),
};

/** What Ollama cannot do with tools. */
export const toolFaults = ({ tools, toolChoice }: ChatRequest): readonly Fault[] => [
  toolChoice == null || toolChoice === 'auto' || toolChoice === 'none'
    ? undefined
    : 'toolChoice must be "auto" or "none": ollamaChat cannot make the model call a tool',
  ...Array.from(Array.isArray(tools) ? tools : [], (tool: ToolDefinition, at) =>
    Object(tool).strict
      ? `tools[${at}].strict must be left out: ollamaChat cannot keep arguments to a schema`
      : undefined,
  ),
];

/** What a part must be to be sent. */
export const carriedPart = (part: ImagePart | FilePart): string | undefined => {
  if (!isImage(part)) return 'left out';
  return partData(part) ? undefined : 'base64 or a data: URL';
};

const imagesIn = (
  content: string | readonly UserPart[] | null | undefined,
): readonly string[] | undefined =>
  typeof content === 'string'
    ? undefined
    : unlessEmpty(
        content?.flatMap((part) => (part.type === 'text' ? [] : (partData(part)?.base64 ?? []))),
      );

const wireCall = ({ name, argumentsText }: MessageToolCall): object => ({
  function: { name, arguments: argumentsObject(argumentsText) },
});

const wireResult = ({ name, content }: CallResult): object => ({
  role: 'tool',
  content: textOf(content),
  images: imagesIn(content),
  tool_name: name,
});

const wireAnswer = (turn: AssistantMessage, all: readonly CallResult[]): readonly object[] => {
  const { role, content, reasoning, toolCalls } = turn;
  const ofApp = (toolCalls ?? []).filter((call) => !call.providerExecuted);
  if (!content.trim() && !reasoning?.trim() && ofApp.length === 0) return [];
  const { calls, results } = uniqueCalls({ calls: ofApp, results: all });
  return [
    {
      role,
      content,
      thinking: unlessEmpty(reasoning),
      tool_calls: unlessEmpty(calls.map(wireCall)),
    },
    // Only its place tells a result from another one of the same tool.
    ...calls.flatMap(({ id }) => results.filter((each) => each.toolCallId === id)).map(wireResult),
  ];
};

const wireExchange = ({ turn, results }: Exchange): readonly object[] =>
  turn.role === 'assistant'
    ? wireAnswer(turn, results)
    : [{ role: turn.role, content: textOf(turn.content), images: imagesIn(turn.content) }];

export const body = (
  request: ChatRequest,
  { think, tools, format, ...options }: Fields,
): object => ({
  model: request.modelId,
  messages: exchanges(conversation(request)).flatMap(wireExchange),
  tools,
  stream: true,
  format,
  think,
  options,
});
