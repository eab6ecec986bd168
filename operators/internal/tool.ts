import type { ReplyToolCall } from '../../src/reply/reply.js';
import type { ChatMessage } from '../../src/request/messages.js';
import type { JsonSchema } from '../../src/request/tools.js';
import type { Schema } from '../../src/schema/schema.js';

/** What `run` of a tool gets beside its input. */
export interface ToolContext {
  /** Aborted when the call is late, or the answer is unsubscribed from. */
  readonly signal: AbortSignal;
  readonly call: ReplyToolCall;
  /** The turns so far. The last one has the call. */
  readonly history: readonly ChatMessage[];
}

/** A tool for `withTools`. `tool` makes it; its functions take what its schema returns. */
export interface Tool {
  readonly description?: string | undefined;
  readonly input: Schema;
  readonly parameters?: JsonSchema | undefined;
  readonly needsApproval?: boolean | ((input: never) => boolean) | undefined;
  readonly run?: ((input: never, context: ToolContext) => unknown) | undefined;
}
