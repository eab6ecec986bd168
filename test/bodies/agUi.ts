import type { RunAgentInput } from '@ag-ui/core';
import type { AgUiRequest } from '../../src/protocols/index.js';
import { type Cases, imageQuestion, pixel, toolLoop, weather } from './conversations.js';

const ids: Partial<AgUiRequest> = { threadId: 't', runId: 'r' };

const fixed = {
  threadId: 't',
  runId: 'r',
  state: {},
  tools: [],
  context: [],
  forwardedProps: { model: 'a-model' },
};

export const agUi = {
  'a question': {
    request: ids,
    body: { ...fixed, messages: [{ id: 't-0', role: 'user', content: 'Hi' }] },
  },
  'an image question': {
    request: { ...ids, ...imageQuestion },
    body: {
      ...fixed,
      messages: [
        {
          id: 't-0',
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image', source: { type: 'data', value: pixel, mimeType: 'image/png' } },
          ],
        },
      ],
    },
  },
  'files and links': {
    request: {
      ...ids,
      message: [
        { type: 'image', url: 'https://pictures.example/cat.png' },
        { type: 'file', base64: 'JVBERi0=', mediaType: 'application/pdf', name: 'a.pdf' },
        { type: 'file', url: 'https://files.example/a.mp3', mediaType: 'audio/mpeg' },
      ],
    },
    body: {
      ...fixed,
      messages: [
        {
          id: 't-0',
          role: 'user',
          content: [
            { type: 'image', source: { type: 'url', value: 'https://pictures.example/cat.png' } },
            {
              type: 'document',
              source: { type: 'data', value: 'JVBERi0=', mimeType: 'application/pdf' },
              metadata: { filename: 'a.pdf' },
            },
            {
              type: 'audio',
              source: {
                type: 'url',
                value: 'https://files.example/a.mp3',
                mimeType: 'audio/mpeg',
              },
            },
          ],
        },
      ],
    },
  },
  'a tool loop': {
    request: { ...ids, ...toolLoop, toolChoice: undefined },
    body: {
      ...fixed,
      messages: [
        { id: 't-0', role: 'user', content: 'Weather in Ulm and Bonn?' },
        {
          id: 't-1',
          role: 'assistant',
          content: 'I look.',
          toolCalls: [
            {
              id: 'call_1',
              type: 'function',
              function: { name: 'weather', arguments: '{"city":"Ulm"}' },
            },
            {
              id: 'call_2',
              type: 'function',
              function: { name: 'weather', arguments: '{"city":"Bonn"}' },
            },
          ],
        },
        { id: 't-2', role: 'tool', toolCallId: 'call_1', content: '{"sun":true}' },
        {
          id: 't-3',
          role: 'tool',
          toolCallId: 'call_2',
          content: 'No such city',
          error: 'No such city',
        },
      ],
      tools: [weather],
    },
  },
  'encrypted values where they belong': {
    request: {
      ...ids,
      history: [
        { role: 'user', content: 'When?' },
        {
          role: 'assistant',
          content: '',
          reasoning: 'Hm.',
          toolCalls: [{ id: 'c', name: 'now', argumentsText: '' }],
          providerState: {
            protocol: 'agUi',
            state: [
              { subtype: 'message', entityId: 'r1', encryptedValue: 'cjE=', content: 'Hm.' },
              { subtype: 'message', entityId: 'm0', encryptedValue: 'bTA=', role: 'assistant' },
              { subtype: 'message', entityId: 'm1', encryptedValue: 'bTE=' },
              { subtype: 'tool-call', entityId: 'c', encryptedValue: 'Yw==' },
            ],
          },
          id: 'm1',
        },
        { role: 'tool', toolCallId: 'c', content: 'noon' },
      ],
    },
    body: {
      ...fixed,
      messages: [
        { id: 't-0', role: 'user', content: 'When?' },
        { id: 'r1', role: 'reasoning', content: 'Hm.', encryptedValue: 'cjE=' },
        {
          id: 'm1',
          role: 'assistant',
          toolCalls: [
            {
              id: 'c',
              type: 'function',
              function: { name: 'now', arguments: '{}' },
              encryptedValue: 'Yw==',
            },
          ],
          encryptedValue: 'bTE=',
        },
        { id: 't-2', role: 'tool', toolCallId: 'c', content: 'noon' },
      ],
    },
  },
  'reasoning in the clear': {
    request: {
      ...ids,
      history: [
        { role: 'user', content: 'When?' },
        { role: 'assistant', content: 'Now.', reasoning: 'Hm.' },
      ],
    },
    body: {
      ...fixed,
      messages: [
        { id: 't-0', role: 'user', content: 'When?' },
        { id: 't-1-reasoning', role: 'reasoning', content: 'Hm.' },
        { id: 't-1', role: 'assistant', content: 'Now.' },
        { id: 't-2', role: 'user', content: 'Hi' },
      ],
    },
  },
  'what the user said to a call that waited': {
    request: {
      ...ids,
      history: [
        { role: 'user', content: 'Delete it.' },
        {
          role: 'assistant',
          content: '',
          toolCalls: [{ id: 'c', name: 'delete', argumentsText: '{}' }],
        },
        {
          role: 'tool',
          toolCallId: 'c',
          approval: { id: 'i1', approved: false, reason: 'Not this one.' },
        },
      ],
    },
    body: {
      ...fixed,
      messages: [
        { id: 't-0', role: 'user', content: 'Delete it.' },
        {
          id: 't-1',
          role: 'assistant',
          toolCalls: [{ id: 'c', type: 'function', function: { name: 'delete', arguments: '{}' } }],
        },
      ],
      resume: [
        {
          interruptId: 'i1',
          status: 'resolved',
          payload: { approved: false, reason: 'Not this one.' },
        },
      ],
    },
  },
} satisfies Cases<RunAgentInput, AgUiRequest>;
