import type { TokenUsage } from '../../src/eventDetails.js';
import type {
  DoneEvent,
  ProviderStateEvent,
  StreamEvent,
  ToolResultEvent,
} from '../../src/events.js';
import { isEvent, isTerminal } from '../../src/isEvent.js';
import { reduceReply } from '../../src/reply/reduceReply.js';
import { type ChatReply, emptyReply } from '../../src/reply/reply.js';
import type { Progress } from './progress.js';
import { replayLog } from './replayLog.js';
import { sumOfUsage } from './sumOfUsage.js';

/** How a round ended that left calls for the app. */
export interface RoundEnd<E> {
  readonly reply: ChatReply;
  /** Held back, since another round may follow. */
  readonly state: (E & ProviderStateEvent) | undefined;
  readonly done: E & DoneEvent;
}

/** Takes the events of a round. */
export interface ToolRound<E> {
  /** Returns whether the round is over. */
  readonly push: (event: E) => boolean;
  /** Emits what was held back, when the source ends or fails. */
  readonly flush: () => void;
}

// A call of an answer that was cut may lack arguments, or was not meant.
const cut: ReadonlySet<unknown> = new Set(['length', 'contentFilter', 'other']);

const isCall = isEvent('toolCall');
const isResult = isEvent('toolResult');

/** Whether a call waits for the app: it is not run by the provider, or only with approval. */
export const isOpen = (call: ChatReply['toolCalls'][number]): boolean =>
  !('result' in call) && !(call.providerExecuted && !call.approvalId);

/**
 * Makes a round: numbers calls and parts after those of the rounds before, adds usage up, and
 * repeats those rounds after a `reset`.
 *
 * @param onCalls takes the end of the round instead of `output`, if it leaves calls for the app
 */
export function toolRound<E extends { readonly type: string }>(
  progress: Progress<E>,
  output: (event: E | ToolResultEvent) => void,
  onCalls: (end: RoundEnd<E>) => void,
): ToolRound<E> {
  // What this round has emitted since its start or its last `reset`.
  let log = replayLog<E>(Infinity);
  let calls = 0;
  let parts = { content: 0, reasoning: 0 };
  let usage: TokenUsage | undefined;
  let state: (E & ProviderStateEvent) | undefined;
  let isStateHeld = false;

  // The changed event has the fields of the one it replaces, which is of the union `E`.
  const pass = (event: { readonly type: string }): void => {
    log.add(event as E);
    output(event as E);
  };
  const flush = (): void => {
    const held = isStateHeld ? state : undefined;
    isStateHeld = false;
    if (held) output(held);
  };
  const reset = (event: E): void => {
    log = replayLog(Infinity);
    calls = 0;
    parts = { content: 0, reasoning: 0 };
    usage = undefined;
    state = undefined;
    isStateHeld = false;
    output(event);
    for (const each of progress.repeat()) output(each);
  };

  const end = (done: E & DoneEvent): void => {
    const events = calls > 0 && !cut.has(done.finishReason) ? log.events() : [];
    const ids = new Set(events.map((event) => (isCall(event) ? event.id : undefined)));
    // A result of an earlier answer would become a call of this one.
    const spoken = events
      .filter((event) => !isResult(event) || ids.has(event.id))
      .reduce(reduceReply, emptyReply);
    if (!spoken.toolCalls.some(isOpen)) {
      flush();
      return output(done);
    }
    progress.calls += calls;
    progress.parts.content += parts.content;
    progress.parts.reasoning += parts.reasoning;
    progress.usage = usage ? sumOfUsage(progress.usage, usage) : progress.usage;
    for (const event of events) progress.log.add(event);
    onCalls({
      reply: state ? reduceReply(spoken, state) : spoken,
      state: isStateHeld ? state : undefined,
      done,
    });
  };

  const take = (event: E): void => {
    // An event of the app takes the default branch.
    const known = event as E & StreamEvent;
    switch (known.type) {
      case 'content':
      case 'reasoning': {
        const { type, text, part = 0 } = known;
        if (text !== '') parts[type] = Math.max(parts[type], part + 1);
        const before = progress.parts[type];
        return pass(before === 0 ? known : { ...known, part: before + part });
      }
      case 'toolCall': {
        const { index } = known;
        calls = Math.max(calls, index + 1);
        return pass(progress.calls === 0 ? known : { ...known, index: progress.calls + index });
      }
      case 'usage':
        usage = known.usage;
        return pass(
          progress.usage ? { ...known, usage: sumOfUsage(progress.usage, usage) } : known,
        );
      case 'providerState':
        state = known;
        isStateHeld = calls > 0;
        return isStateHeld ? undefined : output(known);
      case 'reset':
        return reset(known);
      case 'error':
        flush();
        return output(known);
      case 'done':
        return end(known);
      default:
        return pass(known);
    }
  };

  return {
    push: (event) => {
      progress.receive(event);
      take(event);
      return isTerminal(event);
    },
    flush,
  };
}
