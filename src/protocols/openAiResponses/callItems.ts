import { type Fields, fieldsOf } from '../../json/json.js';
import { concatEvents, type Events, noEvents } from '../kit/events.js';
import { checkLimit } from '../kit/limits.js';
import type { Files } from '../kit/sources.js';
import type { ToolCalls } from '../kit/toolCalls.js';
import { typeOf } from '../kit/typeOf.js';
import { argumentsOf, frameOf } from './argumentsOf.js';
import { type CallArguments, callArguments } from './callArguments.js';
import { imageOf } from './imageOf.js';
import { isNamed, isProviderExecuted, isStreamed } from './isCall.js';
import { type Place, places } from './places.js';
import { resultOf } from './resultOf.js';
import type { CallItem } from './wire.js';

/** The items of one response that call tools, whoever runs these. */
export interface CallItems {
  readonly begin: (from: CallItem) => Events;
  /** Takes a complete call: what is new of its arguments, and what has come of it. */
  readonly end: (from: CallItem) => Events;
  /** Takes the output of a call that the server ran. */
  readonly output: (from: CallItem) => Events;
  /** The arguments of the call at a place, if that has begun. */
  readonly argumentsAt: (place: Place) => CallArguments | undefined;
  /** Takes a complete text in the arguments of the call at a place. */
  readonly completeField: (place: Place, name: string, value: unknown) => Events;
  /** Ends the JSON of calls that never came complete. */
  readonly close: () => Events;
}

interface KnownCall {
  readonly id: string;
  readonly place: Place;
  readonly arguments: CallArguments;
  /** Emits a delta of the arguments, and whatever else is new about the call. */
  readonly push: (argumentsText: string) => Events;
  item: Fields;
  isRun: boolean;
  /** Whether a text in its arguments has come complete. */
  isWritten: boolean;
  isEnded: boolean;
  hasOutput: boolean;
}

/** Makes the registry of a response without calls; they are pushed to `calls`. */
export function callItems(calls: ToolCalls, files: Files): CallItems {
  const known: KnownCall[] = [];
  const byPlace = places<KnownCall>();
  const byId = new Map<string, KnownCall>();

  const begin = ({ item, output_index }: CallItem): KnownCall => {
    checkLimit('toolCalls', known.length + 1);
    const { id, call_id } = item;
    const { name } = fieldsOf(item);
    const place = { item_id: id, output_index };
    const type = typeOf(item);
    const key = known.length;
    const callId = call_id || id || `call_${key}`;
    const call: KnownCall = {
      id: callId,
      place,
      push: (argumentsText) =>
        calls.push({
          key,
          id: callId,
          name: isNamed(type) && typeof name === 'string' ? name : type,
          argumentsText,
          providerExecuted: call.isRun,
          approvalId: type === 'mcp_approval_request' ? callId : undefined,
        }),
      arguments: callArguments((json) => call.push(json), frameOf(item)),
      item: fieldsOf(item),
      isRun: false,
      isWritten: false,
      isEnded: false,
      hasOutput: false,
    };
    known.push(call);
    byPlace.add(place, call);
    byId.set(callId, call);
    // Some servers send the id of the call as that of the item.
    if (call_id) byPlace.add({ item_id: call_id }, call);
    return call;
  };

  /** Whether a place is not that of a call: gateways give several calls one id. */
  const isElsewhere = (index: number | null | undefined, { place }: KnownCall): boolean =>
    typeof index === 'number' &&
    typeof place.output_index === 'number' &&
    index !== place.output_index;

  const find = (from: CallItem): KnownCall => {
    const { item, output_index } = from;
    const isSame = (call: KnownCall | undefined): call is KnownCall =>
      call !== undefined && (!item.call_id || item.call_id === call.id);
    const ofItem = byPlace.of(item.id);
    if (isSame(ofItem)) return ofItem;
    const ofId = byId.get(item.call_id ?? '');
    if (ofId !== undefined && !isElsewhere(output_index, ofId)) return ofId;
    const ofPlace = byPlace.at({ output_index });
    return isSame(ofPlace) ? ofPlace : begin(from);
  };

  /** Finds the call that is complete or has begun, and takes what its item says now. */
  const update = (from: CallItem): KnownCall => {
    const call = find(from);
    call.item = fieldsOf(from.item);
    call.isRun ||= isProviderExecuted(call.item);
    return call;
  };

  const outcomeOf = (call: KnownCall): Events => {
    const result = call.isRun ? resultOf(call.item) : undefined;
    const image = imageOf(call.item);
    return [
      ...(result ? calls.result({ id: call.id, ...result }) : noEvents),
      ...(image ? files(image) : noEvents),
    ];
  };

  return {
    begin: (from) => {
      // The others come complete, some under another id than they began with.
      const isEarly = isStreamed(typeOf(from.item)) || isProviderExecuted(fieldsOf(from.item));
      return isEarly ? update(from).push('') : noEvents;
    },
    end: (from) => {
      const call = update(from);
      byPlace.release(call.place);
      const written = call.arguments.complete(argumentsOf(call.item));
      const begun = written.length === 0 ? call.push('') : written;
      if (call.isEnded) return begun;
      call.isEnded = true;
      return concatEvents(begun, outcomeOf(call));
    },
    output: ({ item }) => {
      const type = typeOf(item).replace(/output$/, 'call');
      const id = item.call_id || item.id || '';
      // The outputs of OpenAI's tool searches name no call: they come in the order of the calls.
      const call =
        byId.get(id) ?? known.find((each) => typeOf(each.item) === type && !each.hasOutput);
      if (call !== undefined) {
        if (call.hasOutput) return noEvents;
        call.hasOutput = true;
        call.isRun = true;
      }
      const result = resultOf(fieldsOf(item)) ?? { result: null };
      return [...(call?.push('') ?? noEvents), ...calls.result({ id: call?.id ?? id, ...result })];
    },
    argumentsAt: (place) => byPlace.at(place)?.arguments,
    completeField: (place, name, value) => {
      const call = byPlace.at(place);
      // A repetition brings nothing, and would cost as much as the whole item.
      if (!call || call.isWritten || value === undefined || value === null) return noEvents;
      call.isWritten = true;
      call.item = { ...call.item, [name]: value };
      return call.arguments.complete(argumentsOf(call.item));
    },
    close: () => known.flatMap((call) => call.arguments.close()),
  };
}
