import { type Fields, fieldsOf } from '../../json/json.js';
import {
  list,
  listOf,
  oneOf,
  orNull,
  string,
  struct,
  text,
  type TypeOf,
  unknown,
} from '../kit/codecs.js';
import { runUsage } from './runUsage.js';

const partFields = {
  messageId: text,
  role: text,
  toolCallId: text,
  toolCallName: text,
  subagentRunId: text,
};
/** Begins or continues a message or a call; `content` events must have a delta. */
export const part = /*#__PURE__*/ struct({ ...partFields, delta: text });
export const content = /*#__PURE__*/ struct({ ...partFields, delta: string });

/** A `TOOL_CALL_END`. */
export const callEnd = /*#__PURE__*/ struct({ toolCallId: string, subagentRunId: text });

/** A `TOOL_CALL_RESULT`. The content is text, or a list of parts. */
export const callResult = /*#__PURE__*/ struct({
  toolCallId: string,
  subagentRunId: text,
  content: unknown,
  error: unknown,
});

/** A `REASONING_ENCRYPTED_VALUE`. */
export const encryptedValue = /*#__PURE__*/ struct({
  subtype: text,
  entityId: string,
  encryptedValue: string,
  subagentRunId: text,
});

/** A `MESSAGES_SNAPSHOT`, with the messages of the whole conversation. */
export const snapshot = /*#__PURE__*/ struct({ messages: /*#__PURE__*/ listOf(unknown) });

const interrupt = /*#__PURE__*/ struct({ id: text, reason: text, toolCallId: text });
const outcome = /*#__PURE__*/ struct({
  type: text,
  pendingToolCallIds: /*#__PURE__*/ list(string),
  interrupts: /*#__PURE__*/ list(interrupt),
});
/** A `RUN_FINISHED`; a `RUN_ERROR` may have the same usage. */
export const runEnd = /*#__PURE__*/ struct({
  outcome: /*#__PURE__*/ orNull(/*#__PURE__*/ oneOf('an outcome', string, outcome)),
  usage: runUsage,
  metadata: unknown,
});

export type Part = TypeOf<typeof part>;
export type EncryptedValue = TypeOf<typeof encryptedValue>;
export type CallResult = TypeOf<typeof callResult>;
export type RunEnd = TypeOf<typeof runEnd>;

/** The fields of an event, and those that TanStack AI adds: in metadata, before beside the rest. */
export const extrasOf = (event: unknown): Fields => {
  const fields = fieldsOf(event);
  return { ...fields, ...fieldsOf(fieldsOf(fields['metadata'])['tanstack']) };
};
