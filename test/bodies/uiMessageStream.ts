import type { UIMessage } from 'ai';
import { type Cases, imageQuestion, pixel, toolLoop } from './conversations.js';

/** The body that `DefaultChatTransport` sends, with what an app adds. */
interface Body {
  readonly id?: string;
  readonly messages: UIMessage[];
  readonly trigger: 'submit-message' | 'regenerate-message';
  readonly messageId?: string;
  readonly model: string;
}

const fixed = { model: 'a-model', trigger: 'submit-message' } as const;

const hi = { role: 'user', parts: [{ type: 'text', text: 'Hi' }] } as const;

const approval = { id: 'a1', approved: true, reason: 'Go on.' };

const waiting = {
  role: 'assistant' as const,
  content: '',
  toolCalls: [{ id: 'c', name: 'delete', argumentsText: '{"path":"a"}' }],
};

const anthropic = { anthropic: { signature: 'c2ln' } };

export const uiMessageStream = {
  'a question': {
    request: {},
    body: { ...fixed, messages: [{ id: 'message-0', ...hi, parts: [...hi.parts] }] },
  },
  'an image question': {
    request: imageQuestion,
    body: {
      ...fixed,
      messages: [
        {
          id: 'message-0',
          role: 'user',
          parts: [
            { type: 'text', text: 'What is this?' },
            { type: 'file', mediaType: 'image/png', url: `data:image/png;base64,${pixel}` },
          ],
        },
      ],
    },
  },
  'files and links': {
    request: {
      message: [
        { type: 'image', url: 'https://pictures.example/cat.png' },
        { type: 'file', base64: 'JVBERi0=', mediaType: 'application/pdf', name: 'a.pdf' },
      ],
    },
    body: {
      ...fixed,
      messages: [
        {
          id: 'message-0',
          role: 'user',
          parts: [
            { type: 'file', mediaType: 'image/*', url: 'https://pictures.example/cat.png' },
            {
              type: 'file',
              mediaType: 'application/pdf',
              url: 'data:application/pdf;base64,JVBERi0=',
              filename: 'a.pdf',
            },
          ],
        },
      ],
    },
  },
  'a tool loop': {
    request: { history: toolLoop.history, systemPrompt: 'Be brief.' },
    body: {
      ...fixed,
      messageId: 'message-1',
      messages: [
        {
          id: 'message-system',
          role: 'system',
          parts: [{ type: 'text', text: 'Be brief.' }],
        },
        {
          id: 'message-0',
          role: 'user',
          parts: [{ type: 'text', text: 'Weather in Ulm and Bonn?' }],
        },
        {
          id: 'message-1',
          role: 'assistant',
          parts: [
            { type: 'text', text: 'I look.' },
            {
              type: 'tool-weather',
              toolCallId: 'call_1',
              input: { city: 'Ulm' },
              state: 'output-available',
              output: { sun: true },
            },
            {
              type: 'tool-weather',
              toolCallId: 'call_2',
              input: { city: 'Bonn' },
              state: 'output-error',
              errorText: 'No such city',
            },
          ],
        },
      ],
    },
  },
  'the metadata of the provider where it belongs': {
    request: {
      history: [
        { role: 'user', content: 'When?' },
        {
          role: 'assistant',
          content: 'I look.',
          reasoning: 'Hm.',
          toolCalls: [
            { id: 's', name: 'search', argumentsText: '{}', providerExecuted: true },
            { id: 'c', name: 'now', argumentsText: '' },
          ],
          providerState: {
            protocol: 'uiMessageStream',
            state: [
              { type: 'step-start' },
              { type: 'reasoning', text: 'Hm.', providerMetadata: anthropic },
              { type: 'tool', toolCallId: 's', output: [1] },
              { type: 'text', text: 'I look.' },
              { type: 'tool', toolCallId: 'c', callProviderMetadata: anthropic },
            ],
          },
        },
        { role: 'tool', toolCallId: 'c', content: 'noon' },
      ],
    },
    body: {
      ...fixed,
      messageId: 'message-1',
      messages: [
        { id: 'message-0', role: 'user', parts: [{ type: 'text', text: 'When?' }] },
        {
          id: 'message-1',
          role: 'assistant',
          parts: [
            { type: 'step-start' },
            { type: 'reasoning', text: 'Hm.', providerMetadata: anthropic },
            {
              type: 'tool-search',
              toolCallId: 's',
              input: {},
              providerExecuted: true,
              output: [1],
              state: 'output-available',
            },
            { type: 'text', text: 'I look.' },
            {
              type: 'tool-now',
              toolCallId: 'c',
              input: {},
              callProviderMetadata: anthropic,
              state: 'output-available',
              output: 'noon',
            },
          ],
        },
      ],
    },
  },
  'an approval of a call that the server signed': {
    request: {
      history: [
        { role: 'user', content: 'Delete it.' },
        {
          ...waiting,
          providerState: {
            protocol: 'uiMessageStream',
            state: [
              {
                type: 'tool',
                toolCallId: 'c',
                approval: {
                  approvalId: 'a1',
                  signature: 'c2ln',
                  reason: 'It is the last one.',
                  inputSchemaInput: { path: 'b' },
                },
              },
            ],
          },
        },
        { role: 'tool', toolCallId: 'c', approval },
      ],
    },
    body: {
      ...fixed,
      messageId: 'message-1',
      messages: [
        { id: 'message-0', role: 'user', parts: [{ type: 'text', text: 'Delete it.' }] },
        {
          id: 'message-1',
          role: 'assistant',
          parts: [
            {
              type: 'tool-delete',
              toolCallId: 'c',
              input: { path: 'a' },
              state: 'approval-responded',
              approval: {
                ...approval,
                signature: 'c2ln',
                requestReason: 'It is the last one.',
                inputSchemaInput: { path: 'b' },
              },
            },
          ],
        },
      ],
    },
  },
  'reasoning without state': {
    request: {
      history: [
        { role: 'user', content: 'When?' },
        { role: 'assistant', content: 'Now.', reasoning: 'Hm.' },
      ],
    },
    body: {
      ...fixed,
      messages: [
        { id: 'message-0', role: 'user', parts: [{ type: 'text', text: 'When?' }] },
        {
          id: 'message-1',
          role: 'assistant',
          parts: [
            { type: 'reasoning', text: 'Hm.' },
            { type: 'text', text: 'Now.' },
          ],
        },
        { id: 'message-2', role: 'user', parts: [...hi.parts] },
      ],
    },
  },
} satisfies Cases<Body>;
