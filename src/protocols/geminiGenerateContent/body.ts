import type { AuthorizedRequest, ResolvedRequest } from '../../request/request.js';
import { turnsOf } from '../kit/conversation.js';
import { samplingFields } from '../kit/samplingFields.js';

const partsOf = (texts: readonly string[]): readonly { readonly text: string }[] =>
  texts.map((text) => ({ text }));

export const body = (request: ResolvedRequest<AuthorizedRequest>): object => {
  const turns = turnsOf(request);
  // Gemini's turns are of the user or the model, so system turns become instructions.
  const instructions = [
    ...(request.systemPrompt ? [request.systemPrompt] : []),
    ...turns.filter(({ role }) => role === 'system').map(({ content }) => content),
  ];
  return {
    systemInstruction: instructions.length === 0 ? undefined : { parts: partsOf(instructions) },
    contents: [
      ...turns
        .filter(({ role }) => role !== 'system')
        .map(({ role, content }) => ({
          role: role === 'assistant' ? 'model' : 'user',
          parts: partsOf([content]),
        })),
      { role: 'user', parts: partsOf([request.message]) },
    ],
    generationConfig: samplingFields(
      request,
      'maxOutputTokens',
      'temperature',
      'topP',
      'frequencyPenalty',
      'presencePenalty',
    ),
    // Gemini takes these names too, so `extraBody` must not set them.
    generation_config: request.extraBody?.['generation_config'] && samplingFields(request),
    system_instruction: undefined,
    model: undefined,
  };
};
