import { copyJson } from '../../json/copyJson.js';
import { type Fields, isFields, itemsOf } from '../../json/json.js';
import type { AssistantMessage } from '../../request/messages.js';
import type { StateContent } from '../kit/exchanges.js';
import { typeOf } from '../kit/typeOf.js';

const PROTOCOL = 'uiMessageStream';

/** Whether a turn has the state of another protocol. */
export const isForeign = ({ providerState }: AssistantMessage): boolean =>
  providerState != null && providerState.protocol !== PROTOCOL;

/** Whether a part is a call. */
export const isTool = (part: Fields): boolean => typeOf(part) === 'tool';

const hasTexts = (part: Fields, ...names: readonly string[]): boolean =>
  names.every((name) => typeof part[name] === 'string');

/** Whether a part is one that the decoder writes; others may come from a broken store. */
const isPart = (part: unknown): part is Fields => {
  if (!isFields(part)) return false;
  switch (typeOf(part)) {
    case 'step-start':
      return true;
    case 'text':
    case 'reasoning':
      return hasTexts(part, 'text');
    case 'tool':
      return hasTexts(part, 'toolCallId');
    case 'custom':
      return hasTexts(part, 'kind');
    case 'file':
    case 'reasoning-file':
      return hasTexts(part, 'mediaType', 'url');
    default:
      return false;
  }
};

/** The parts of a message in the state of a turn; none if it has no state that the server reads. */
export function stateParts({ providerState }: AssistantMessage): readonly Fields[] {
  if (providerState?.protocol !== PROTOCOL) return [];
  const parts = itemsOf(copyJson(providerState.state));
  return parts.every(isPart) ? parts : [];
}

/** What the parts of a state have of their turn. */
export const contentOf = (parts: readonly Fields[]): StateContent => ({
  callIds: parts.filter(isTool).map((part) => String(part['toolCallId'])),
  text: parts
    .filter((part) => typeOf(part) === 'text' && part['text'] !== '')
    .map((part) => String(part['text']))
    .join('\n\n'),
});
