import type { SseMessage } from '../../framing/framing.js';
import { fieldsOf } from '../../json/json.js';
import { badEvent } from '../kit/badEvent.js';
import { concatEvents, type Events, noEvents } from '../kit/events.js';
import { readAs, type Reader } from '../kit/jsonDecoder.js';
import { sources } from '../kit/sources.js';
import type { ToolCalls } from '../kit/toolCalls.js';
import { typeOf } from '../kit/typeOf.js';
import { firstInput } from './block.js';
import type { Index } from './blocks.js';
import type { Content, TextKind } from './content.js';
import * as wire from './wire.js';

/** Reads the messages of content blocks. */
export interface BlockReaders {
  readonly readStart: Reader;
  readonly readDelta: Reader;
  readonly readStop: Reader;
}

export function blockReaders(
  content: Content,
  calls: ToolCalls,
  onUnknown: (message: SseMessage) => void,
): BlockReaders {
  const { begin, find, textEvents, addInput } = content;
  const cite = sources();

  const readUnknown = (message: SseMessage): Events => {
    onUnknown(message);
    return noEvents;
  };

  const citeAll = (citations: readonly wire.Citation[]): Events =>
    citations.flatMap((citation) => cite(wire.toSource(citation)));

  const readTextStart = readAs(wire.textStart, ({ index, content_block: start }) =>
    begin(index, start, (block) =>
      concatEvents(citeAll(start.citations ?? []), textEvents(block, 'text', start.text)),
    ),
  );
  const readThinkingStart = readAs(wire.thinkingStart, ({ index, content_block: start }) =>
    begin(index, start, (block) => textEvents(block, 'thinking', start.thinking)),
  );
  const readCallStart = readAs(wire.callStart, ({ index, content_block: start }) =>
    begin(index, start, (block) => {
      const { id, name, type } = start;
      const providerExecuted = type !== 'tool_use';
      const key = block.number;
      const events = calls.push({ key, id, name, argumentsText: '', providerExecuted });
      // A call that comes whole is one event, at the end of the block.
      return firstInput(block) === '{}' ? events : noEvents;
    }),
  );
  const readResult = readAs(wire.resultStart, ({ index, content_block: start }) =>
    begin(index, start, (_, isNew) => {
      const { tool_use_id: id, content: result, is_error } = start;
      const isError = is_error === true || typeOf(result).endsWith('_error');
      return isNew ? calls.result({ id, result, isError }) : noEvents;
    }),
  );
  const readKeptStart = readAs(wire.blockStart, ({ index, content_block: start }) =>
    begin(index, start, () => noEvents),
  );
  const readOtherStart = readAs(wire.blockStart, ({ index, content_block: start }, message) =>
    begin(index, start, () => readUnknown(message)),
  );

  const readStart: Reader = (message, json) => {
    const type = typeOf(fieldsOf(json)['content_block']);
    switch (type) {
      case 'text':
        return readTextStart(message, json);
      case 'thinking':
        return readThinkingStart(message, json);
      case 'tool_use':
      case 'server_tool_use':
      case 'mcp_tool_use':
        return readCallStart(message, json);
      case 'redacted_thinking':
      case 'compaction':
        return readKeptStart(message, json);
      default:
        return wire.isResult(type) ? readResult(message, json) : readOtherStart(message, json);
    }
  };

  const readUnknownDelta = (index: Index, message: SseMessage): Events => {
    const block = find(index, 'other');
    if (block !== undefined) block.isWhole = false;
    return readUnknown(message);
  };
  const addText = (index: Index, kind: TextKind, delta: string): Events => {
    const block = find(index, kind);
    return block === undefined
      ? begin(index, { type: kind }, (begun) => textEvents(begun, kind, delta))
      : textEvents(block, kind, delta);
  };
  const readTextDelta = readAs(wire.textDelta, ({ index, delta }) =>
    addText(index, 'text', delta.text),
  );
  const readThinkingDelta = readAs(wire.thinkingDelta, ({ index, delta }) =>
    addText(index, 'thinking', delta.thinking),
  );
  const readInputDelta = readAs(wire.inputJsonDelta, ({ index, delta }, message) => {
    const block = content.findCall(index);
    if (block?.kind === 'other') return readUnknownDelta(index, message);
    if (block !== undefined) return addInput(block, delta.partial_json);
    if (delta.partial_json === '') return noEvents;
    throw badEvent(message, 'index must be that of an open block');
  });
  const readSignatureDelta = readAs(wire.signatureDelta, ({ index, delta }, message) => {
    const block = find(index, 'thinking');
    if (block === undefined) return readUnknown(message);
    block.more.set('signature', delta.signature);
    return noEvents;
  });
  const readCitationsDelta = readAs(wire.citationsDelta, ({ index, delta: { citation } }) => {
    find(index, 'text')?.citations.push(citation);
    return citeAll([citation]);
  });
  const readCompactionDelta = readAs(wire.blockDelta, ({ index, delta }, message) => {
    const block = find(index, 'compaction');
    if (block === undefined) return readUnknown(message);
    const { type: _type, ...more } = delta;
    for (const [name, value] of Object.entries(more)) block.more.set(name, value);
    return noEvents;
  });
  const readOtherDelta = readAs(wire.blockDelta, ({ index }, message) =>
    readUnknownDelta(index, message),
  );

  return {
    readStart,
    readDelta: (message, json) => {
      switch (typeOf(fieldsOf(json)['delta'])) {
        case 'text_delta':
          return readTextDelta(message, json);
        case 'thinking_delta':
          return readThinkingDelta(message, json);
        case 'input_json_delta':
          return readInputDelta(message, json);
        case 'signature_delta':
          return readSignatureDelta(message, json);
        case 'citations_delta':
          return readCitationsDelta(message, json);
        case 'compaction_delta':
          return readCompactionDelta(message, json);
        default:
          return readOtherDelta(message, json);
      }
    },
    readStop: readAs(wire.blockStop, ({ index }) => content.stop(index)),
  };
}
