import type { ChatMessage, ChatRequest } from '../../request/request.js';
import { conversation } from '../kit/conversation.js';
import { unlessEmpty } from '../kit/jsonBody.js';
import { samplingFields } from '../kit/samplingFields.js';

// Anthropic requires a limit, and each of its models allows this one.
const DEFAULT_MAX_TOKENS = 8192;

const textOf = (turns: readonly ChatMessage[]): string =>
  turns.map(({ content }) => content).join('\n\n');

const isSystem = ({ role }: ChatMessage): boolean => role === 'system';

/**
 * Joins turns of one role in a row. Anthropic reads them as one anyway; in llama.cpp, the chat
 * templates of many models refuse them.
 */
const joined = (turns: readonly ChatMessage[]): readonly ChatMessage[] => {
  const all: ChatMessage[] = [];
  for (const turn of turns) {
    const last = all.at(-1);
    if (last?.role === turn.role) all.splice(-1, 1, { ...turn, content: textOf([last, turn]) });
    else all.push(turn);
  }
  return all;
};

export const body = (request: ChatRequest): object => {
  const turns = conversation(request);
  return {
    model: request.modelId,
    system: unlessEmpty(textOf(turns.filter(isSystem))),
    messages: joined(turns.filter((turn) => !isSystem(turn))),
    stream: true,
    ...samplingFields(request, 'temperature', 'top_p'),
    max_tokens: request.maxTokens ?? DEFAULT_MAX_TOKENS,
  };
};
