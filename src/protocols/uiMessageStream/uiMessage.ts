import type { ProviderState, ReplyFile } from '../../eventDetails.js';
import type { StreamEvent } from '../../events.js';
import type { Fields } from '../../json/json.js';
import type { Events } from '../kit/events.js';
import { files, type Files, sources, type Sources } from '../kit/sources.js';
import { type MessageCalls, messageCalls } from './messageCalls.js';
import { eventOf, saysSomething, stateOf, stepStart } from './messagePart.js';
import { type MessageTexts, messageTexts } from './messageTexts.js';
import { partList } from './partList.js';

/** Assembles a message of several steps, each of which a `reset-step` may void. */
export interface UiMessage<E> {
  readonly texts: Pick<MessageTexts, 'start' | 'add' | 'end' | 'note'>;
  readonly calls: Omit<MessageCalls, 'beginStep' | 'dropStep'>;
  readonly source: Sources;
  readonly file: Files;
  /** Takes an event of the app. It replaces the one of the same key, if it has a key. */
  readonly event: (event: E, key: string | undefined) => readonly E[];
  /** Takes a part that only its provider understands. */
  readonly opaque: (json: Fields) => void;
  readonly beginStep: () => void;
  /** Voids the step. Returns the events before it, to be emitted again; none for an empty step. */
  readonly resetStep: () => readonly (StreamEvent | E)[] | undefined;
  readonly state: () => ProviderState | undefined;
}

export function uiMessage<E extends { readonly type: string }>(): UiMessage<E> {
  const list = partList<E>();
  const texts = messageTexts(list);
  const calls = messageCalls(list);
  let cite = sources();
  let attach = files();

  const place = (events: Events): Events => {
    for (const event of events) {
      if (event.type !== 'source' && event.type !== 'file') continue;
      list.place({ kind: 'counted', event });
      list.note(0);
    }
    return events;
  };
  /** Counts what is left after a reset. */
  const recount = (): void => {
    cite = sources();
    attach = files();
    for (const part of list.all()) {
      if (part.kind !== 'counted') continue;
      if (part.event.type === 'source') cite(part.event);
      else attach(part.event);
    }
  };

  return {
    texts,
    calls,
    source: (source) => place(cite(source)),
    file: (file: ReplyFile) => place(attach(file)),
    event: (event, key) => {
      list.placeEvent(event, key);
      return [event];
    },
    opaque: (json) => {
      if (saysSomething(json['providerMetadata'])) list.place({ kind: 'opaque', json });
    },
    beginStep: () => {
      if (list.all().at(-1) !== stepStart) list.place(stepStart);
      list.beginStep();
      texts.endImplied();
      calls.beginStep();
    },
    resetStep: () => {
      const dropped = list.dropStep();
      calls.dropStep(dropped);
      texts.dropStep(dropped);
      if (dropped.every((part) => eventOf(part) === undefined)) return undefined;
      const events = list.replay();
      recount();
      return events;
    },
    state: () => {
      const state = stateOf(list.all());
      return state && { protocol: 'uiMessageStream', state };
    },
  };
}
