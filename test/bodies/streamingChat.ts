import type { Cases } from './conversations.js';
import { imageQuestion, pixel, toolLoop, weather } from './conversations.js';

/** A part of what a user says, or of what a tool returns. */
type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image_url'; readonly image_url: { readonly url: string } }
  | {
      readonly type: 'file';
      readonly file: { readonly url: string; readonly media_type: string; readonly name?: string };
    };

type Turn =
  | { readonly role: 'system'; readonly content: string }
  | { readonly role: 'user'; readonly content: string | readonly Part[] }
  | {
      readonly role: 'assistant';
      readonly content: string;
      readonly reasoning?: string;
      readonly tool_calls?: readonly {
        readonly id: string;
        readonly name: string;
        readonly arguments: string;
        readonly provider_executed?: true;
      }[];
      readonly provider_state?: { readonly protocol: string; readonly state: unknown };
    }
  | {
      readonly role: 'tool';
      readonly tool_call_id: string;
      readonly name?: string;
      readonly content?: string | readonly Part[];
      readonly is_error?: true;
      readonly approval?: {
        readonly id: string;
        readonly approved: boolean;
        readonly reason?: string;
      };
    };

/** What a server of the default protocol gets. */
interface Body {
  readonly message?: string | readonly Part[];
  readonly model_id: string;
  readonly provider_slug: string;
  readonly history?: readonly Turn[];
  readonly system_prompt?: string;
  readonly stop?: readonly string[];
  readonly reasoning_effort?: string;
  readonly tools?: readonly object[];
  readonly tool_choice?: string | { readonly name: string };
  readonly response_format?: object;
}

const fixed = { model_id: 'a-model', provider_slug: 'a' };

const hi = { message: 'Hi', ...fixed };

const state = { signature: 'c2ln', blocks: [null, 1] };

export const streamingChat = {
  'a question': { request: {}, body: hi },
  'turns of text, as ever': {
    request: {
      systemPrompt: 'Be brief.',
      history: [
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: 'Hello' },
        { role: 'assistant', content: 'Hello!' },
        { role: 'user', content: ' ' },
        { role: 'assistant', content: '' },
      ],
      stopSequences: ['END'],
      reasoningEffort: 'low',
    },
    body: {
      ...hi,
      history: [
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: 'Hello' },
        { role: 'assistant', content: 'Hello!' },
      ],
      system_prompt: 'Be brief.',
      stop: ['END'],
      reasoning_effort: 'low',
    },
  },
  'an image question': {
    request: imageQuestion,
    body: {
      ...fixed,
      message: [
        { type: 'text', text: 'What is this?' },
        { type: 'image_url', image_url: { url: `data:image/png;base64,${pixel}` } },
      ],
    },
  },
  'files and links': {
    request: {
      message: [
        { type: 'image', url: 'https://pictures.example/cat.png' },
        { type: 'image', url: 'data:image/svg+xml,%3Csvg%2F%3E' },
        { type: 'file', base64: 'JVBERi0=', mediaType: 'application/pdf', name: 'a.pdf' },
        { type: 'file', url: 'https://files.example/a.mp3', mediaType: 'audio/mpeg' },
      ],
    },
    body: {
      ...fixed,
      message: [
        { type: 'image_url', image_url: { url: 'https://pictures.example/cat.png' } },
        { type: 'image_url', image_url: { url: 'data:image/svg+xml,%3Csvg%2F%3E' } },
        {
          type: 'file',
          file: {
            url: 'data:application/pdf;base64,JVBERi0=',
            media_type: 'application/pdf',
            name: 'a.pdf',
          },
        },
        { type: 'file', file: { url: 'https://files.example/a.mp3', media_type: 'audio/mpeg' } },
      ],
    },
  },
  'a tool loop': {
    request: toolLoop,
    body: {
      ...fixed,
      history: [
        { role: 'user', content: 'Weather in Ulm and Bonn?' },
        {
          role: 'assistant',
          content: 'I look.',
          tool_calls: [
            { id: 'call_1', name: 'weather', arguments: '{"city":"Ulm"}' },
            { id: 'call_2', name: 'weather', arguments: '{"city":"Bonn"}' },
          ],
        },
        { role: 'tool', tool_call_id: 'call_1', name: 'weather', content: '{"sun":true}' },
        { role: 'tool', tool_call_id: 'call_2', content: 'No such city', is_error: true },
      ],
      tools: [weather],
      tool_choice: 'auto',
    },
  },
  'all that a turn may have, the state of any provider included': {
    request: {
      history: [
        {
          role: 'assistant',
          content: '',
          reasoning: 'Hm.',
          toolCalls: [
            { id: 's', name: 'search', argumentsText: '', providerExecuted: true },
            { id: 'a', name: 'delete', argumentsText: '{' },
            { id: 'b', name: 'map', argumentsText: '{}' },
          ],
          providerState: { protocol: 'anthropicMessages', state },
        },
        { role: 'tool', toolCallId: 'a', approval: { id: 'q', approved: false, reason: 'No.' } },
        {
          role: 'tool',
          toolCallId: 'b',
          content: [
            { type: 'text', text: 'A map.' },
            { type: 'image', base64: pixel, mediaType: 'image/png' },
          ],
        },
        {
          role: 'assistant',
          content: '',
          providerState: { protocol: 'openAiResponses', state: [state] },
        },
      ],
    },
    body: {
      ...hi,
      history: [
        {
          role: 'assistant',
          content: '',
          reasoning: 'Hm.',
          tool_calls: [
            { id: 's', name: 'search', arguments: '', provider_executed: true },
            { id: 'a', name: 'delete', arguments: '{' },
            { id: 'b', name: 'map', arguments: '{}' },
          ],
          provider_state: { protocol: 'anthropicMessages', state },
        },
        {
          role: 'tool',
          tool_call_id: 'a',
          approval: { id: 'q', approved: false, reason: 'No.' },
        },
        {
          role: 'tool',
          tool_call_id: 'b',
          content: [
            { type: 'text', text: 'A map.' },
            { type: 'image_url', image_url: { url: `data:image/png;base64,${pixel}` } },
          ],
        },
        {
          role: 'assistant',
          content: '',
          provider_state: { protocol: 'openAiResponses', state: [state] },
        },
      ],
    },
  },
  'tools and a format': {
    request: {
      tools: [{ ...weather, strict: true }],
      toolChoice: { name: 'weather' },
      responseFormat: { type: 'json', name: 'place', schema: { type: 'object' }, strict: false },
    },
    body: {
      ...hi,
      tools: [{ ...weather, strict: true }],
      tool_choice: { name: 'weather' },
      response_format: { type: 'json', name: 'place', schema: { type: 'object' }, strict: false },
    },
  },
  'text, and no tools': {
    request: { tools: [], toolChoice: 'none', responseFormat: { type: 'text' } },
    body: { ...hi, tool_choice: 'none', response_format: { type: 'text' } },
  },
} satisfies Cases<Body>;
