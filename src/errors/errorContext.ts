import type { StreamingPhase } from './errors.js';
import type { Redactor } from './redactor.js';

/** State that the stages of a request share: every error takes its phase and redactor from here. */
export interface ErrorContext {
  /** How far the request has come. Each stage sets it. */
  phase: StreamingPhase;
  /** The host of the URL, with its port. */
  readonly host: string;
  /** Hides the token, other secrets and prompts of the request. */
  readonly redact: Redactor;
}
