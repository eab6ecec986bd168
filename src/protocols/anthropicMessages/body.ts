import type { Fields } from '../../json/json.js';
import type { ChatMessage } from '../../request/messages.js';
import type { ChatRequest } from '../../request/request.js';
import { conversation } from '../kit/conversation.js';
import { unlessEmpty } from '../kit/jsonBody.js';
import type { SettingNames } from '../kit/settingFields.js';

/** Anthropic requires a limit, and each of its models allows this one. */
export const defaults = { max_tokens: 8192 };

/** It has no penalties, and no effort below `low`. Its models think only where they are told to. */
export const settings: SettingNames = {
  maxTokens: 'max_tokens',
  temperature: 'temperature',
  topP: 'top_p',
  stopSequences: 'stop_sequences',
  reasoningEffort: (effort) =>
    effort === 'none'
      ? { thinking: { type: 'disabled' } }
      : {
          thinking: { type: 'adaptive' },
          output_config: { effort: effort === 'minimal' ? 'low' : effort },
        },
};

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

export const body = (request: ChatRequest, given: Fields): object => {
  const turns = conversation(request);
  return {
    model: request.modelId,
    system: unlessEmpty(textOf(turns.filter(isSystem))),
    messages: joined(turns.filter((turn) => !isSystem(turn))),
    stream: true,
    ...given,
  };
};
