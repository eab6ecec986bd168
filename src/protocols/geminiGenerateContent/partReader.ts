import type { ProviderState } from '../../eventDetails.js';
import type { SseMessage } from '../../framing/framing.js';
import { concatEvents, type Events, noEvents } from '../kit/events.js';
import { files } from '../kit/sources.js';
import { textParts } from '../kit/textParts.js';
import type { ToolCalls } from '../kit/toolCalls.js';
import { functionCalls } from './functionCalls.js';
import { modelTurn } from './modelTurn.js';
import { serverTools } from './serverTools.js';
import type { Part } from './wire.js';

/** Reads the parts of the answer. */
export interface PartReader {
  readonly read: (part: Part, message: SseMessage) => Events;
  /** Reads a part that is only text, and not signed. */
  readonly readText: (text: string, isThought: boolean) => Events;
  /** Completes the calls that the server has left open. */
  readonly end: () => Events;
  readonly state: () => ProviderState | undefined;
}

const isOfTool = (part: Part): boolean =>
  Boolean(part.executableCode ?? part.codeExecutionResult ?? part.toolCall ?? part.toolResponse);

const isFile = ({ inlineData, fileData }: Part): boolean => Boolean(inlineData ?? fileData);

export function partReader(calls: ToolCalls): PartReader {
  const numbered = textParts();
  const addFile = files();
  const turn = modelTurn();
  const functions = functionCalls(calls, turn);
  const readTool = serverTools(calls);
  // Text goes on from part to part. Where another kind comes between, another part begins.
  let latest: 'content' | 'reasoning' | undefined;
  let place = 0;

  const textEvents = (type: 'content' | 'reasoning', text: string): Events => {
    if (text !== '' && type !== latest) {
      latest = type;
      place++;
    }
    return numbered(type, place, text);
  };

  const readText = (text: string, isThought: boolean): Events => {
    if (!isThought) turn.addText(text);
    return textEvents(isThought ? 'reasoning' : 'content', text);
  };

  const readFile = ({ thought, inlineData, fileData, audioTranscription }: Part): Events => {
    const { mimeType, displayName } = inlineData ?? fileData ?? {};
    const base64 = inlineData?.data;
    const url = fileData?.fileUri;
    // A thought is a draft of the file that follows.
    if (thought || (!base64 && !url)) return noEvents;
    return addFile({
      mediaType: mimeType || 'application/octet-stream',
      ...(base64 && { base64 }),
      ...(url && { url }),
      ...(displayName && { name: displayName }),
      ...(audioTranscription?.text && { transcript: audioTranscription.text }),
    });
  };

  return {
    read: (part, message) => {
      const { text, thoughtSignature, functionCall } = part;
      const isThought = part.thought === true;
      const isOther = Boolean(functionCall) || isOfTool(part) || isFile(part);
      if (!isOther && !thoughtSignature) return text ? readText(text, isThought) : noEvents;
      if (!functionCall && (thoughtSignature || isOfTool(part))) turn.add(part);
      const texts = textEvents(isThought ? 'reasoning' : 'content', text ?? '');
      if (!isOther) return texts;
      latest = undefined;
      if (functionCall) return concatEvents(texts, functions.read(part, functionCall, message));
      return concatEvents(texts, isOfTool(part) ? readTool(part) : readFile(part));
    },
    readText,
    end: functions.end,
    state: () => {
      const state = turn.parts();
      return state && { protocol: 'geminiGenerateContent', state };
    },
  };
}
