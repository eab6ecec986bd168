import type { Fields } from '../../json/json.js';
import type { ChatRequest, ReasoningEffort } from '../../request/request.js';
import { messageOf, turnsOf } from '../kit/conversation.js';
import type { SettingNames } from '../kit/settingFields.js';

/** Gemini has no level for no thoughts at all. Models before Gemini 3 take a budget only. */
const thinkingConfig = (effort: ReasoningEffort): object =>
  effort === 'none' ? { thinkingBudget: 0 } : { thinkingLevel: effort.toUpperCase() };

export const settings: SettingNames = {
  maxTokens: 'maxOutputTokens',
  temperature: 'temperature',
  topP: 'topP',
  frequencyPenalty: 'frequencyPenalty',
  presencePenalty: 'presencePenalty',
  stopSequences: 'stopSequences',
  reasoningEffort: (effort) => ({ thinkingConfig: thinkingConfig(effort) }),
};

const partsOf = (texts: readonly unknown[]): readonly { readonly text: unknown }[] =>
  texts.map((text) => ({ text }));

export const body = (request: ChatRequest, generationConfig: Fields): object => {
  const turns = turnsOf(request);
  // Gemini's turns are of the user or the model, so system turns become instructions.
  const instructions = [
    ...(request.systemPrompt ? [request.systemPrompt] : []),
    ...turns.filter(({ role }) => role === 'system').map(({ content }) => content),
  ];
  return {
    systemInstruction: instructions.length === 0 ? undefined : { parts: partsOf(instructions) },
    contents: [...turns, ...messageOf(request)]
      .filter(({ role }) => role !== 'system')
      .map(({ role, content }) => ({
        role: role === 'assistant' ? 'model' : 'user',
        parts: partsOf([content]),
      })),
    generationConfig,
  };
};
