import * as t from 'io-ts';
import { EMPTY, map, type Observable, of } from 'rxjs';
import {
  accumulateContent,
  accumulateObject,
  accumulateReply,
  coalesceContent,
  type DeepPartial,
  elementsOf,
  errorAsEvent,
  type ObjectReply,
  retryOnNetwork,
  sampleTps,
  type Sentence,
  smoothContent,
  splitReasoning,
  splitSentences,
  throwOnErrorEvent,
  timeoutBetweenChunks,
  tool,
  withTools,
} from '../../operators/index.js';
import type {
  ContentEvent,
  DoneEvent,
  ErrorEvent,
  ReasoningEvent,
  ResetEvent,
  RetryingEvent,
  StreamEvent,
  ToolResultEvent,
  TpsEvent,
} from '../../src/events.js';
import type { ChatReply, ReplyToolCall } from '../../src/reply/reply.js';
import type { ChatMessage } from '../../src/request/messages.js';
import type { StreamingChatRequest } from '../../src/request/request.js';
import { aText, standardSchema } from '../helpers/standardSchema.js';
import { exactly } from '../helpers/types.js';

type Narrow = ContentEvent | DoneEvent;

interface City {
  readonly name: string;
  readonly kind: 'town' | 'village';
  readonly streets: readonly { readonly houses: number; readonly tags: string[] }[];
}

/** A city of which anything may be missing. */
interface CityBeginning {
  readonly name?: string;
  readonly kind?: string;
  readonly streets?: readonly { readonly houses?: number; readonly tags?: string[] }[];
}

const aCity = standardSchema<City>(() => ({ issues: [] }));
const text = t.type({ text: t.string });

const narrow$: Observable<Narrow> = EMPTY;
const failing$: Observable<Narrow | ErrorEvent> = EMPTY;

const chat$: (request: StreamingChatRequest) => Observable<StreamEvent> = () => EMPTY;

const city = tool({
  input: t.type({ city: t.string, days: t.union([t.number, t.undefined]) }),
  needsApproval: (input) =>
    exactly<{ city: string; days: number | undefined }>()(input).city.length > 9,
  run: (input, { call, history, signal }) => {
    exactly<{ city: string; days: number | undefined }>()(input);
    exactly<ReplyToolCall>()(call);
    exactly<readonly ChatMessage[]>()(history);
    exactly<AbortSignal>()(signal);
    return of(input);
  },
});
const place = tool({
  input: aText,
  parameters: {},
  run: (input) => exactly<string>()(input).length,
});

/** What the compiler is to infer and to reject; compiling it is the test. */
export interface OperatorTypes {
  /** What a source of few types of event becomes, without annotations. */
  readonly inferred: readonly Observable<unknown>[];
  /** Calls with options that are wrong; they are not run. */
  readonly rejected: readonly (() => unknown)[];
}

/** The types of every operator, by name. */
export const operatorTypes: Readonly<Record<string, OperatorTypes>> = {
  accumulateContent: {
    inferred: [exactly<Observable<string>>()(narrow$.pipe(accumulateContent()))],
    rejected: [
      // @ts-expect-error -- it takes no options
      () => accumulateContent({}),
    ],
  },
  accumulateObject: {
    inferred: [
      exactly<Observable<ObjectReply<unknown>>>()(narrow$.pipe(accumulateObject())),
      exactly<Observable<ObjectReply<{ text: string }>>>()(narrow$.pipe(accumulateObject(text))),
      exactly<Observable<City | DeepPartial<City> | undefined>>()(
        narrow$.pipe(
          accumulateObject(aCity),
          map(({ value }) => value),
        ),
      ),
      exactly<Observable<CityBeginning>>()(EMPTY as Observable<DeepPartial<City>>),
    ],
    rejected: [
      // @ts-expect-error -- no schema
      () => accumulateObject({}),
      // @ts-expect-error -- the name of a tool is not a place
      () => accumulateObject(text, { from: 'weather' }),
      // @ts-expect-error -- the value is unknown without a schema
      () => narrow$.pipe(accumulateObject()).subscribe(({ value }) => value.text),
    ],
  },
  accumulateReply: {
    inferred: [exactly<Observable<ChatReply>>()(narrow$.pipe(accumulateReply()))],
    rejected: [
      // @ts-expect-error -- a misspelt option
      () => accumulateReply({ every: 5 }),
    ],
  },
  coalesceContent: {
    inferred: [exactly<Observable<Narrow>>()(narrow$.pipe(coalesceContent()))],
    rejected: [
      // @ts-expect-error -- a misspelt option
      () => coalesceContent({ intervall: 5 }),
    ],
  },
  elementsOf: {
    inferred: [
      exactly<Observable<unknown>>()(narrow$.pipe(elementsOf())),
      exactly<Observable<City>>()(narrow$.pipe(elementsOf(aCity, { at: ['cities'] }))),
      exactly<Observable<{ text: string }>>()(narrow$.pipe(elementsOf(text))),
    ],
    rejected: [
      // @ts-expect-error -- one key is no path
      () => elementsOf(text, { at: 'cities' }),
      // @ts-expect-error -- a misspelt option
      () => elementsOf(text, { path: [] }),
    ],
  },
  errorAsEvent: {
    inferred: [exactly<Observable<Narrow | ErrorEvent>>()(narrow$.pipe(errorAsEvent()))],
    rejected: [
      // @ts-expect-error -- it takes no options
      () => errorAsEvent({}),
    ],
  },
  retryOnNetwork: {
    inferred: [
      exactly<Observable<Narrow | ResetEvent | RetryingEvent>>()(narrow$.pipe(retryOnNetwork())),
    ],
    rejected: [
      // @ts-expect-error -- texts do not say whether there is a network
      () => retryOnNetwork({ online: of('yes') }),
      // @ts-expect-error -- an unknown choice
      () => retryOnNetwork({ retryUntil: 'done' }),
      // @ts-expect-error -- an unknown choice
      () => retryOnNetwork({ midStream: 'go on' }),
    ],
  },
  sampleTps: {
    inferred: [exactly<Observable<Narrow | TpsEvent>>()(narrow$.pipe(sampleTps()))],
    rejected: [
      // @ts-expect-error -- a number as text
      () => sampleTps({ window: '5' }),
      // @ts-expect-error -- a counter of events; it is given the text
      () => sampleTps({ countTokens: (event: StreamEvent) => event.type.length }),
    ],
  },
  splitReasoning: {
    inferred: [
      exactly<Observable<Narrow | ReasoningEvent | ResetEvent>>()(narrow$.pipe(splitReasoning())),
    ],
    rejected: [
      // @ts-expect-error -- a pair without its closing text
      () => splitReasoning({ tags: [{ open: '[THINK]' }] }),
      // @ts-expect-error -- an unknown choice
      () => splitReasoning({ startInside: 'maybe' }),
      // @ts-expect-error -- one name is no list of names
      () => splitReasoning({ tags: 'think' }),
      // @ts-expect-error -- numbers are no events
      () => of(1).pipe(splitReasoning()),
    ],
  },
  smoothContent: {
    inferred: [exactly<Observable<Narrow>>()(narrow$.pipe(smoothContent({ by: /,/ })))],
    rejected: [
      // @ts-expect-error -- no such unit
      () => smoothContent({ by: 'letter' }),
    ],
  },
  splitSentences: {
    inferred: [exactly<Observable<Sentence>>()(narrow$.pipe(splitSentences({ locale: 'de' })))],
    rejected: [
      // @ts-expect-error -- it cuts into sentences, not words
      () => splitSentences({ by: 'word' }),
    ],
  },
  throwOnErrorEvent: {
    inferred: [exactly<Observable<Narrow>>()(failing$.pipe(throwOnErrorEvent()))],
    rejected: [
      // @ts-expect-error -- it takes no options
      () => throwOnErrorEvent({}),
    ],
  },
  timeoutBetweenChunks: {
    inferred: [exactly<Observable<Narrow>>()(narrow$.pipe(timeoutBetweenChunks({ each: 1 })))],
    rejected: [
      // @ts-expect-error -- `each` is required
      () => timeoutBetweenChunks({ first: 5 }),
    ],
  },
  withTools: {
    inferred: [
      exactly<Observable<Narrow | ToolResultEvent>>()(
        withTools(() => narrow$, { city })({ modelId: 'm' }),
      ),
      // The request is that of the function.
      exactly<Observable<StreamEvent>>()(
        withTools((request: StreamingChatRequest) => chat$(request), { city, place })({
          accessToken: 't',
          message: 'Hi',
          modelId: 'm',
          providerSlug: 'p',
        }),
      ),
    ],
    rejected: [
      // @ts-expect-error -- a list of tools; the names are their keys
      () => withTools(() => narrow$, [city]),
      // @ts-expect-error -- a misspelt option
      () => withTools(() => narrow$, { city }, { rounds: 5 }),
      // @ts-expect-error -- an unknown choice
      () => withTools(() => narrow$, { city }, { onToolError: 'throw' }),
      // @ts-expect-error -- the request lacks what the function needs
      () => withTools((request: StreamingChatRequest) => chat$(request), {})({ modelId: 'm' }),
      // @ts-expect-error -- the schema has no such field
      () => tool({ input: t.type({ city: t.string }), run: ({ place }) => place }),
      // @ts-expect-error -- the schema has another type
      () => tool({ input: aText, run: (input: number) => input }),
      // @ts-expect-error -- no answer to whether it needs approval
      () => tool({ input: aText, needsApproval: (input) => input }),
      // @ts-expect-error -- without a schema
      () => tool({ run: () => 1 }),
    ],
  },
};
