// The call
export { sendStreamingChat } from './chat.js';
export { type StreamingChatConfig, streamingDefaults } from './config.js';
export type {
  AuthorizedRequest,
  ChatRequest,
  ReasoningEffort,
  ResolvedRequest,
  StreamingChatRequest,
} from './request/request.js';

// Messages and tools
export type {
  AssistantMessage,
  ChatMessage,
  FilePart,
  ImagePart,
  MessageToolCall,
  SystemMessage,
  TextPart,
  ToolApproval,
  ToolMessage,
  UserMessage,
  UserPart,
} from './request/messages.js';
export type { JsonSchema, ResponseFormat, ToolChoice, ToolDefinition } from './request/tools.js';
export { toAssistantMessage } from './request/toAssistantMessage.js';
export { toMessages } from './request/toMessages.js';
export { toToolMessage } from './request/toToolMessage.js';
export { jsonSchemaOf } from './schema/jsonSchemaOf.js';

// Events
export {
  contentEvent,
  doneEvent,
  errorEvent,
  fileEvent,
  providerStateEvent,
  reasoningEvent,
  resetEvent,
  retryingEvent,
  sourceEvent,
  toolCallEvent,
  toolResultEvent,
  tpsEvent,
  usageEvent,
} from './eventConstructors.js';
export { isEvent, isTerminal } from './isEvent.js';
export type {
  DoneDetails,
  ErrorDetails,
  ErrorKind,
  FinishReason,
  ProviderState,
  ReplyFile,
  Retrying,
  RetryReason,
  Source,
  TokenUsage,
} from './eventDetails.js';
export type {
  ContentEvent,
  DoneEvent,
  ErrorEvent,
  EventOfType,
  FileEvent,
  ProviderStateEvent,
  ReasoningEvent,
  ResetEvent,
  RetryingEvent,
  SourceEvent,
  StreamEvent,
  ToolCallEvent,
  ToolResultEvent,
  TpsEvent,
  UsageEvent,
} from './events.js';
export { type EventHandlers, matchEvent } from './matchEvent.js';

// Errors
export {
  StreamingAbortedError,
  StreamingApiError,
  StreamingError,
  StreamingFormatError,
  StreamingNetworkError,
  StreamingTimeoutError,
} from './errors/errors.js';
export type {
  StreamingApiErrorInit,
  StreamingErrorInit,
  StreamingNetworkErrorInit,
  StreamingPhase,
} from './errors/errors.js';
export { isSafeToRetry } from './errors/isSafeToRetry.js';
export type { AnyStreamingError } from './errors/anyStreamingError.js';
export { isStreamingError } from './errors/isStreamingError.js';

// Replies
export { reduceReply } from './reply/reduceReply.js';
export { emptyReply, idleReply } from './reply/reply.js';
export type { ChatReply, ReplyError, ReplyPart, ReplyToolCall } from './reply/reply.js';

// Protocols
export { streamingChatProtocol } from './protocols/streamingChat/index.js';
export type { Schema, SchemaOutput } from './schema/schema.js';
export type {
  CustomEvent,
  EventSchemas,
  StreamingChatProtocolOptions,
  StreamingChatRequestOf,
} from './protocols/streamingChat/index.js';
export type {
  ChatProtocol,
  DecodeError,
  Decoded,
  DecodeResult,
  EncodedRequest,
  ProtocolDecoder,
} from './protocols/protocol.js';
export type { SseMessage } from './framing/framing.js';

// Transports
export { fetchTransport, type FetchTransportOptions } from './transport/fetch.js';
export type {
  ChatTransport,
  DataFrame,
  HeadersSource,
  MessageFrame,
  OpenFrame,
  TransportFrame,
  TransportHeaders,
  TransportRequest,
} from './transport/transport.js';
