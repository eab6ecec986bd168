import type { Fields } from '../../json/json.js';
import type { UserPart } from '../../request/messages.js';
import type { Carried } from '../kit/carried.js';
import { exchanges } from '../kit/exchanges.js';
import { identifiedConversation, type IdentifiedRequest } from '../kit/identifiedConversation.js';
import { partData } from '../kit/partData.js';
import { addStep, assistantParts } from './assistantParts.js';

export const carries: Carried = {
  // What a tool returns is JSON for the server, whose code decides what the model gets of it.
  part: (_, role) => (role === 'tool' ? 'left out' : undefined),
  approval: () => true,
};

/** A message of the AI SDK. */
interface WireMessage {
  readonly id: string;
  readonly role: string;
  readonly parts: Fields[];
}

const partOf = (part: UserPart): Fields => {
  if (part.type === 'text') return { type: 'text', text: part.text };
  const data = partData(part);
  return {
    type: 'file',
    mediaType: data?.mediaType ?? ('mediaType' in part ? part.mediaType : 'image/*'),
    // The SDK takes the data of a URL for base64.
    url: data ? `data:${data.mediaType};base64,${data.base64}` : 'url' in part && part.url,
    filename: 'name' in part ? (part.name ?? undefined) : undefined,
  };
};

const contentParts = (content: string | readonly UserPart[]): readonly Fields[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : content.map(partOf);

/**
 * The conversation as messages of the AI SDK. There, a call and its result are one part, and an
 * answer is one message: what the model says after results is its next step.
 */
export function messages(request: IdentifiedRequest, conversation: string): readonly WireMessage[] {
  const all: WireMessage[] = [];
  const givenIds = new Set(request.history?.map(({ id }) => id));
  let hasResults = false;
  const turns = exchanges<{ readonly id: string }>(identifiedConversation(request, conversation));
  for (const { turn, results } of turns) {
    const { id, role } = turn;
    const parts = role === 'assistant' ? assistantParts(turn, results) : contentParts(turn.content);
    const last = all.at(-1);
    const isNextStep = id === last?.id || (hasResults && !givenIds.has(id));
    if (last?.role === 'assistant' && role === 'assistant' && isNextStep) {
      addStep(last.parts, parts);
    } else if (parts.length > 0) {
      all.push({ id, role, parts: [...parts] });
    }
    hasResults = results.length > 0;
  }
  return all;
}
