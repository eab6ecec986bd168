import type { Settings } from '../resolveConfig.js';
import type { ErrorContext } from '../errors/errorContext.js';
import type { ChatProtocol } from '../protocols/protocol.js';

/** What the stages of reading one response share; `P` is as much of the protocol as they need. */
export interface ResponseContext<P = Pick<ChatProtocol, 'name' | 'framing'>> {
  readonly protocol: P;
  readonly settings: Settings;
  readonly errors: ErrorContext;
}
