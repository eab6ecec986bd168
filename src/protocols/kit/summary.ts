import { doneEvent, providerStateEvent } from '../../eventConstructors.js';
import type { FinishReason, ProviderState, TokenUsage } from '../../eventDetails.js';
import { type Events, noEvents, usageEvents } from './events.js';
import type { ToolCalls } from './toolCalls.js';

/** Facts about the whole answer. Absent, `null` and empty fields leave earlier ones as they are. */
export interface SummaryNote<Usage> {
  readonly responseId?: string | null | undefined;
  readonly model?: string | null | undefined;
  /** The token counts as the provider writes them. */
  readonly usage?: Usage | null | undefined;
  /** The provider's own word for the finish reason, where it comes apart from the reason. */
  readonly rawFinishReason?: string | null | undefined;
}

/** Collects what is reported once, at the end of an answer. */
export interface Summary<Usage> {
  readonly note: (note: SummaryNote<Usage>) => void;
  /**
   * Notes that the answer is complete, and why: in our word and in the provider's. A `cancelled`
   * answer has the reason `other`. The stream may still bring usage.
   */
  readonly finish: (reason?: FinishReason | 'cancelled', raw?: string | null) => void;
  /** Notes that the model refused to answer, which is a `contentFilter`. */
  readonly refuse: () => void;
  /** Notes that the answer goes on after all. Its finish reason stays until the next one. */
  readonly reopen: () => void;
  readonly isFinished: () => boolean;
  /** The `usage` event so far, for use before an `error` event. */
  readonly usageEvents: () => Events;
  /**
   * The last events: what is left of the calls, usage, the state of the provider, `done`. The
   * finish reason is `toolCalls` if calls wait for the app, and never if none do.
   */
  readonly end: (calls?: Pick<ToolCalls, 'end' | 'isWaiting'>, state?: ProviderState) => Events;
}

// A server decides how many names there are, and each message could bring another one.
const MAX_NAMES = 64;

/** Joins the counts of two messages: of the first 64, one that the later leaves out stays. */
export function mergeCounts<Counts extends object>(earlier: Counts, later: Counts): Counts {
  let merged = later;
  let names = 0;
  // Nearly always the later message has all counts, and then nothing is copied.
  for (const name in earlier) {
    if (++names > MAX_NAMES) break;
    if (later[name] != null || earlier[name] == null) continue;
    if (merged === later) merged = { ...later };
    merged[name] = earlier[name];
  }
  return merged;
}

const noCalls = { end: () => [], isWaiting: () => false };

/**
 * Makes an empty summary.
 *
 * @param toUsage turns the provider's token counts into ours; called once, at the end
 * @param combine joins the counts of two messages; by default a count that the later one leaves out
 *   stays
 *
 * @example
 * ```ts
 * import { summary } from 'rxjs-chat-stream/protocols';
 *
 * const answer = summary(({ tokens }: { tokens: number }) => ({ outputTokens: tokens }));
 * answer.note({ responseId: 'r1', usage: { tokens: 5 } });
 * answer.finish('stop', 'end_turn');
 * answer.end().map(({ type }) => type); // => ['usage', 'done']
 * ```
 */
export function summary<Usage extends object>(
  toUsage: (usage: Usage) => TokenUsage,
  combine: (earlier: Usage, later: Usage) => Usage = mergeCounts,
): Summary<Usage> {
  let responseId: string | undefined;
  let model: string | undefined;
  let usage: Usage | undefined;
  let isFinished = false;
  let isRefused = false;
  let finishReason: FinishReason | 'cancelled' | undefined;
  let rawFinishReason: string | undefined;

  const usageSoFar = (): Events => (usage === undefined ? noEvents : usageEvents(toUsage(usage)));

  const reasonOf = (isWaiting: boolean): FinishReason | undefined => {
    if (finishReason === 'cancelled') return 'other';
    if (isRefused && finishReason !== 'length') return 'contentFilter';
    if (finishReason === 'length' || finishReason === 'contentFilter') return finishReason;
    if (isWaiting) return 'toolCalls';
    return finishReason === 'toolCalls' ? 'stop' : finishReason;
  };
  const isCut = (): boolean =>
    finishReason === 'cancelled' || /length|contentFilter/.test(reasonOf(false) ?? '');

  return {
    note: (note) => {
      responseId = note.responseId || responseId;
      model = note.model || model;
      rawFinishReason = note.rawFinishReason || rawFinishReason;
      const later = note.usage ?? undefined;
      if (later !== undefined) usage = usage === undefined ? later : combine(usage, later);
    },
    finish: (reason, raw) => {
      isFinished = true;
      finishReason = reason;
      rawFinishReason = raw || rawFinishReason;
    },
    refuse: () => {
      isRefused = true;
    },
    reopen: () => {
      isFinished = false;
    },
    isFinished: () => isFinished,
    usageEvents: usageSoFar,
    end: (calls = noCalls, state) => {
      const reason = reasonOf(calls.isWaiting());
      return [
        ...calls.end(isCut()),
        ...usageSoFar(),
        ...(state ? [providerStateEvent(state)] : noEvents),
        doneEvent({
          ...(reason && { finishReason: reason }),
          ...(rawFinishReason && { rawFinishReason }),
          ...(responseId && { responseId }),
          ...(model && { model }),
        }),
      ];
    },
  };
}
