// Protocols
export { agUi, type AgUiContext, type AgUiOptions, type AgUiRequest } from './agUi/index.js';
export { anthropicMessages, type AnthropicMessagesOptions } from './anthropicMessages/index.js';
export {
  geminiGenerateContent,
  type GeminiGenerateContentOptions,
} from './geminiGenerateContent/index.js';
export { ollamaChat, type OllamaChatOptions } from './ollamaChat/index.js';
export { openAiChat, type OpenAiChatOptions } from './openAiChat/index.js';
export { openAiResponses, type OpenAiResponsesOptions } from './openAiResponses/index.js';
export {
  uiMessageStream,
  type UiMessageStreamOptions,
  type UiMessageStreamRequest,
} from './uiMessageStream/index.js';

// The kit for a protocol of your own: the request
export { bearer, defineProtocol, type ProtocolDefinition } from './kit/defineProtocol.js';
export { type Carried } from './kit/carried.js';
export type { CallResult } from './kit/callResult.js';
export { conversation, turnsOf } from './kit/conversation.js';
export { type Exchange, exchanges, exchangesWith, type StateContent } from './kit/exchanges.js';
export { argumentsObject } from './kit/argumentsObject.js';
export { fileName, isImage, partData, type PartData, partUrl } from './kit/partData.js';
export { textOf } from './kit/textOf.js';
export {
  identifiedConversation,
  type IdentifiedMessage,
  type IdentifiedRequest,
} from './kit/identifiedConversation.js';
export { unlessEmpty } from './kit/jsonBody.js';
export { settingFields, type Setting, type SettingNames } from './kit/settingFields.js';
export { checkToken } from '../request/requestFaults.js';

// … its messages
export {
  type CustomEvent,
  customEvents,
  type CustomEvents,
  type EventSchemas,
} from './kit/customEvents.js';
export * as codecs from './kit/codecs.js';
export {
  type FastPath,
  jsonDecoder,
  type JsonDecoderOptions,
  readAs,
  type Reader,
} from './kit/jsonDecoder.js';
export {
  concatEvents,
  contentEvents,
  type Events,
  noEvents,
  reasoningEvents,
  usageEvents,
} from './kit/events.js';
export { endsAfterFinish } from './kit/endsAfterFinish.js';
export { summary, type Summary, type SummaryNote } from './kit/summary.js';
export { tokenUsage } from './kit/tokenUsage.js';
export { toArgumentsText, toolCalls, type ToolCalls, type ToolResult } from './kit/toolCalls.js';
export type { ToolCallDelta } from './kit/callRegistry.js';
export { textParts, type PartKey, type TextParts } from './kit/textParts.js';
export { files, type Files, sources, type Sources, type WireSource } from './kit/sources.js';
export { checkLimit, limits } from './kit/limits.js';
export { toEither } from './kit/toEither.js';
export { typeOf } from './kit/typeOf.js';
export { fieldsOf } from '../json/json.js';

// … and its errors
export { badEvent } from './kit/badEvent.js';
export { detectProtocol } from './kit/detectProtocol.js';
export { isErrorPayload, toErrorEvent } from './kit/toErrorEvent.js';
export { truncated } from './kit/truncated.js';
export { unknownMessage } from './kit/unknownMessage.js';
export { parseServerError, readServerError, type ServerError } from '../errors/serverError.js';
