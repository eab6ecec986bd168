import { doneEvent } from '../../eventConstructors.js';
import type { FinishReason, TokenUsage } from '../../eventDetails.js';
import { type Events, noEvents, usageEvents } from './events.js';

/** Facts about the whole answer. Absent, `null` and empty fields leave earlier ones as they are. */
export interface SummaryNote<Usage> {
  readonly responseId?: string | null | undefined;
  readonly model?: string | null | undefined;
  /** The token counts as the provider writes them. */
  readonly usage?: Usage | null | undefined;
}

/** Collects what is reported once, at the end of an answer. */
export interface Summary<Usage> {
  readonly note: (note: SummaryNote<Usage>) => void;
  /** Notes that the answer is complete. The stream may still bring usage. */
  readonly finish: (reason?: FinishReason) => void;
  /** Notes that the answer goes on after all. Its finish reason stays until the next one. */
  readonly reopen: () => void;
  readonly isFinished: () => boolean;
  /** The `usage` event so far, for use before an `error` event. */
  readonly usageEvents: () => Events;
  /** The last events: usage, then `done`. With `hasCalls`, `stop` becomes `toolCalls`. */
  readonly end: (hasCalls?: boolean) => Events;
}

/**
 * Makes an empty summary.
 *
 * @param toUsage turns the provider's token counts into ours; called once, at the end
 * @param combine joins the counts of two messages; by default the later ones replace the earlier
 *
 * @example
 * ```ts
 * import { summary } from 'rxjs-chat-stream/protocols';
 *
 * const answer = summary((tokens: number) => ({ outputTokens: tokens }));
 * answer.note({ responseId: 'r1', usage: 5 });
 * answer.finish('stop');
 * answer.end().map(({ type }) => type); // => ['usage', 'done']
 * ```
 */
export function summary<Usage>(
  toUsage: (usage: Usage) => TokenUsage,
  combine: (earlier: Usage, later: Usage) => Usage = (_, later) => later,
): Summary<Usage> {
  let responseId: string | undefined;
  let model: string | undefined;
  let usage: Usage | undefined;
  let isFinished = false;
  let finishReason: FinishReason | undefined;

  const usageSoFar = (): Events => (usage === undefined ? noEvents : usageEvents(toUsage(usage)));

  return {
    note: (note) => {
      responseId = note.responseId || responseId;
      model = note.model || model;
      const later = note.usage ?? undefined;
      if (later !== undefined) usage = usage === undefined ? later : combine(usage, later);
    },
    finish: (reason) => {
      isFinished = true;
      finishReason = reason;
    },
    reopen: () => {
      isFinished = false;
    },
    isFinished: () => isFinished,
    usageEvents: usageSoFar,
    end: (hasCalls = false) => {
      const reason = finishReason === 'stop' && hasCalls ? 'toolCalls' : finishReason;
      return [
        ...usageSoFar(),
        doneEvent({
          ...(reason && { finishReason: reason }),
          ...(responseId && { responseId }),
          ...(model && { model }),
        }),
      ];
    },
  };
}
