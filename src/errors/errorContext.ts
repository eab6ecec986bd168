import type { StreamingPhase } from './errors.js';
import type { Redactor } from './redactor.js';

/** What the stages of one attempt tell each other, for the errors that they make. */
export interface ErrorContext {
  /** How far it has come; each stage moves it on. */
  phase: StreamingPhase;
  /** Whether its `done` or `error` event is out: then nothing else can end it. */
  isOver: boolean;
  /** Hides the secrets known so far. */
  redact: Redactor;
}
