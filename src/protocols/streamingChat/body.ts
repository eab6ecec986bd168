import { copyJson } from '../../json/copyJson.js';
import type { Fields } from '../../json/json.js';
import type { ChatMessage, UserPart } from '../../request/messages.js';
import type { ChatRequest } from '../../request/request.js';
import { turnsOf } from '../kit/conversation.js';
import { unlessEmpty } from '../kit/jsonBody.js';
import { partUrl } from '../kit/partData.js';
import type { SettingNames } from '../kit/settingFields.js';

export const settings: SettingNames = {
  maxTokens: 'max_tokens',
  temperature: 'temperature',
  topP: 'top_p',
  frequencyPenalty: 'frequency_penalty',
  presencePenalty: 'presence_penalty',
  stopSequences: 'stop',
  reasoningEffort: 'reasoning_effort',
  // Nothing but what has been checked: an app may keep more in these objects.
  tools: (tools) => ({
    tools: tools.map(({ name, description, parameters, strict }) => ({
      name,
      description,
      parameters,
      strict,
    })),
  }),
  toolChoice: (choice) => ({
    tool_choice: typeof choice === 'string' ? choice : { name: choice.name },
  }),
  responseFormat: (format) => {
    const { type } = format;
    if (type === 'text') return { response_format: { type } };
    const { name, schema, strict } = format;
    return { response_format: { type, name, schema, strict } };
  },
};

const wirePart = (part: UserPart): object => {
  switch (part.type) {
    case 'text':
      return { type: 'text', text: part.text };
    case 'image':
      return { type: 'image_url', image_url: { url: partUrl(part) } };
    case 'file': {
      const { mediaType, name } = part;
      return {
        type: 'file',
        file: { url: partUrl(part), media_type: mediaType, name: name ?? undefined },
      };
    }
  }
};

const wireContent = (content: string | readonly UserPart[] | null | undefined): unknown =>
  typeof content === 'string' ? content : content?.map(wirePart);

const wireTurn = (turn: ChatMessage): object => {
  switch (turn.role) {
    case 'system':
      return { role: turn.role, content: turn.content };
    case 'user':
      return { role: turn.role, content: wireContent(turn.content) };
    case 'assistant': {
      const { role, content, reasoning, toolCalls, providerState } = turn;
      return {
        role,
        content,
        reasoning: unlessEmpty(reasoning),
        tool_calls: unlessEmpty(toolCalls)?.map(
          ({ id, name, argumentsText, providerExecuted }) => ({
            id,
            name,
            arguments: argumentsText,
            provider_executed: providerExecuted ?? undefined,
          }),
        ),
        provider_state: providerState
          ? { protocol: providerState.protocol, state: copyJson(providerState.state) }
          : undefined,
      };
    }
    case 'tool': {
      const { role, toolCallId, name, content, isError, approval } = turn;
      return {
        role,
        tool_call_id: toolCallId,
        name: name ?? undefined,
        content: wireContent(content),
        is_error: isError || undefined,
        approval: approval
          ? { id: approval.id, approved: approval.approved, reason: approval.reason ?? undefined }
          : undefined,
      };
    }
  }
};

interface WithProvider {
  readonly providerSlug?: string | undefined;
}

export const body = (request: ChatRequest & WithProvider, given: Fields): object => ({
  message: wireContent(request.message),
  model_id: request.modelId,
  provider_slug: unlessEmpty(request.providerSlug),
  history: unlessEmpty(turnsOf(request).map(wireTurn)),
  system_prompt: unlessEmpty(request.systemPrompt),
  ...given,
});
