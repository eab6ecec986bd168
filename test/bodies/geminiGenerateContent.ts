import type { Content, FunctionCallingConfigMode, GenerationConfig, Tool } from '@google/genai';
import { type Cases, formats, imageQuestion, pixel, toolLoop, weather } from './conversations.js';

/** The body of a request, of which the client has only the parts as types. */
interface Body {
  readonly contents: Content[];
  readonly systemInstruction?: Content;
  readonly tools?: Tool[];
  readonly toolConfig?: {
    // The values of an enum can be written out only so.
    readonly functionCallingConfig: {
      readonly mode: `${FunctionCallingConfigMode}`;
      readonly allowedFunctionNames?: string[];
    };
  };
  readonly generationConfig: GenerationConfig;
}

const hi = { role: 'user', parts: [{ text: 'Hi' }] };

const fixed = { generationConfig: {} };

const tools = [
  {
    functionDeclarations: [
      {
        name: 'weather',
        description: 'The weather of a city.',
        parametersJsonSchema: weather.parameters,
      },
    ],
  },
];

export const geminiGenerateContent = {
  'a question': { request: {}, body: { ...fixed, contents: [hi] } },
  'an image question': {
    request: imageQuestion,
    body: {
      ...fixed,
      contents: [
        {
          role: 'user',
          parts: [
            { text: 'What is this?' },
            { inlineData: { mimeType: 'image/png', data: pixel } },
          ],
        },
      ],
    },
  },
  'files and links': {
    request: {
      message: [
        { type: 'image', url: 'https://pictures.example/cat.JPG?s=1' },
        { type: 'image', url: 'https://pictures.example/cat' },
        { type: 'file', url: 'https://files.example/a.mp4', mediaType: 'video/mp4', name: 'a' },
      ],
    },
    body: {
      ...fixed,
      contents: [
        {
          role: 'user',
          parts: [
            {
              fileData: {
                mimeType: 'image/jpeg',
                fileUri: 'https://pictures.example/cat.JPG?s=1',
              },
            },
            { fileData: { fileUri: 'https://pictures.example/cat' } },
            {
              fileData: {
                mimeType: 'video/mp4',
                fileUri: 'https://files.example/a.mp4',
                displayName: 'a',
              },
            },
          ],
        },
      ],
    },
  },
  'a tool loop': {
    request: { ...toolLoop, systemPrompt: 'Be brief.' },
    body: {
      ...fixed,
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      contents: [
        { role: 'user', parts: [{ text: 'Weather in Ulm and Bonn?' }] },
        {
          role: 'model',
          parts: [
            { text: 'I look.' },
            { functionCall: { id: 'call_1', name: 'weather', args: { city: 'Ulm' } } },
            { functionCall: { id: 'call_2', name: 'weather', args: { city: 'Bonn' } } },
          ],
        },
        {
          role: 'user',
          parts: [
            { functionResponse: { id: 'call_1', name: 'weather', response: { sun: true } } },
            {
              functionResponse: {
                id: 'call_2',
                name: 'weather',
                response: { error: 'No such city' },
              },
            },
          ],
        },
      ],
      tools,
      toolConfig: { functionCallingConfig: { mode: 'AUTO' } },
    },
  },
  // The calls of Gemini may have no ids; the kit numbers them.
  'rounds of which the last has a signature, and calls without ids': {
    request: {
      modelId: 'gemini-3-pro',
      history: [
        { role: 'user', content: 'When?' },
        {
          role: 'assistant',
          content: 'I look.',
          toolCalls: [
            { id: 'call_0', name: 'now', argumentsText: '{}' },
            { id: 'call_1', name: 'now', argumentsText: '{"zone":"UTC"}' },
          ],
          providerState: {
            protocol: 'geminiGenerateContent',
            state: [
              {
                functionCall: { name: 'now', args: { zone: 'UTC' } },
                thoughtSignature: 'c2ln',
              },
            ],
          },
        },
        { role: 'tool', toolCallId: 'call_0', content: 'noon' },
        {
          role: 'tool',
          toolCallId: 'call_1',
          content: [
            { type: 'text', text: '[12]' },
            { type: 'image', base64: pixel, mediaType: 'image/png' },
          ],
        },
      ],
    },
    body: {
      ...fixed,
      contents: [
        { role: 'user', parts: [{ text: 'When?' }] },
        {
          role: 'model',
          parts: [
            { text: 'I look.' },
            {
              functionCall: { id: 'call_0', name: 'now', args: {} },
              thoughtSignature: 'skip_thought_signature_validator',
            },
          ],
        },
        {
          role: 'user',
          parts: [
            { functionResponse: { id: 'call_0', name: 'now', response: { output: 'noon' } } },
          ],
        },
        {
          role: 'model',
          parts: [
            {
              functionCall: { name: 'now', args: { zone: 'UTC' } },
              thoughtSignature: 'c2ln',
            },
          ],
        },
        {
          role: 'user',
          parts: [
            {
              functionResponse: {
                name: 'now',
                response: { output: [12] },
                parts: [{ inlineData: { mimeType: 'image/png', data: pixel } }],
              },
            },
          ],
        },
      ],
    },
  },
  // Without ids, Gemini goes by the order of the calls.
  'results out of the order of the calls, and objects with the names of Gemini': {
    request: {
      modelId: 'gemini-flash-latest',
      history: [
        { role: 'user', content: 'When?' },
        {
          role: 'assistant',
          content: '',
          toolCalls: [
            { id: 'call_0', name: 'now', argumentsText: '{"zone":"UTC"}' },
            { id: 'call_1', name: 'now', argumentsText: '{"zone":"CET"}' },
          ],
          providerState: {
            protocol: 'geminiGenerateContent',
            state: [
              { text: '', thoughtSignature: 'c2ln' },
              { functionCall: { name: 'now', args: { zone: 'UTC' } } },
              { functionCall: { name: 'now', args: { zone: 'CET' } } },
            ],
          },
        },
        { role: 'tool', toolCallId: 'call_1', content: '{"output":13,"sun":true}' },
        { role: 'tool', toolCallId: 'call_0', content: '{"error":{"code":5}}' },
      ],
    },
    body: {
      ...fixed,
      contents: [
        { role: 'user', parts: [{ text: 'When?' }] },
        {
          role: 'model',
          parts: [
            { text: '', thoughtSignature: 'c2ln' },
            {
              functionCall: { name: 'now', args: { zone: 'UTC' } },
              thoughtSignature: 'skip_thought_signature_validator',
            },
            { functionCall: { name: 'now', args: { zone: 'CET' } } },
          ],
        },
        {
          role: 'user',
          parts: [
            { functionResponse: { name: 'now', response: { output: { error: { code: 5 } } } } },
            {
              functionResponse: { name: 'now', response: { output: { output: 13, sun: true } } },
            },
          ],
        },
      ],
    },
  },
  'calls before the last question, and of an older model, without a signature': {
    request: {
      modelId: 'gemini-3-pro',
      history: [
        { role: 'user', content: 'When?' },
        { role: 'assistant', content: 'I look.' },
        {
          role: 'assistant',
          content: '',
          toolCalls: [{ id: 'c1', name: 'now', argumentsText: '"a' }],
        },
        { role: 'tool', toolCallId: 'c1', content: 'noon' },
      ],
      message: 'And now?',
    },
    body: {
      ...fixed,
      contents: [
        { role: 'user', parts: [{ text: 'When?' }] },
        {
          role: 'model',
          parts: [
            { text: 'I look.' },
            { functionCall: { id: 'c1', name: 'now', args: { INVALID_JSON: '"a' } } },
          ],
        },
        {
          role: 'user',
          parts: [{ functionResponse: { id: 'c1', name: 'now', response: { output: 'noon' } } }],
        },
        { role: 'user', parts: [{ text: 'And now?' }] },
      ],
    },
  },
  'images in results to an older model': {
    request: {
      modelId: 'models/gemini-2.5-flash',
      history: [
        { role: 'user', content: 'Show me.' },
        {
          role: 'assistant',
          content: '',
          toolCalls: [
            { id: 'c1', name: 'look', argumentsText: '' },
            { id: 'c2', name: 'look', argumentsText: '' },
          ],
        },
        {
          role: 'tool',
          toolCallId: 'c1',
          content: [
            { type: 'text', text: 'here' },
            { type: 'image', base64: pixel, mediaType: 'image/png' },
          ],
        },
        { role: 'tool', toolCallId: 'c2', content: 'none' },
      ],
    },
    body: {
      ...fixed,
      contents: [
        { role: 'user', parts: [{ text: 'Show me.' }] },
        {
          role: 'model',
          parts: [
            { functionCall: { id: 'c1', name: 'look', args: {} } },
            { functionCall: { id: 'c2', name: 'look', args: {} } },
          ],
        },
        {
          role: 'user',
          parts: [
            { functionResponse: { id: 'c1', name: 'look', response: { output: 'here' } } },
            { functionResponse: { id: 'c2', name: 'look', response: { output: 'none' } } },
            { inlineData: { mimeType: 'image/png', data: pixel } },
          ],
        },
      ],
    },
  },
  'parts without a call that the app has removed, and with the text that is in none': {
    request: {
      history: [
        { role: 'user', content: 'When?' },
        {
          role: 'assistant',
          content: 'I look.',
          toolCalls: [{ id: 'c2', name: 'now', argumentsText: '{}' }],
          providerState: {
            protocol: 'geminiGenerateContent',
            state: [
              { text: 'Hm.', thought: true, thoughtSignature: 'c2ln' },
              { functionCall: { id: 'c1', name: 'now', args: {} } },
              { functionCall: { id: 'c2', name: 'now', args: {} } },
            ],
          },
        },
        { role: 'tool', toolCallId: 'c2', content: 'noon' },
        {
          role: 'assistant',
          content: '',
          providerState: {
            protocol: 'geminiGenerateContent',
            state: [{ functionCall: { name: 'now', args: {} }, thoughtSignature: 'c2ln' }],
          },
        },
      ],
      message: [
        { type: 'text', text: ' ' },
        { type: 'text', text: 'And now?' },
      ],
    },
    body: {
      ...fixed,
      contents: [
        { role: 'user', parts: [{ text: 'When?' }] },
        {
          role: 'model',
          parts: [
            { text: 'Hm.', thought: true, thoughtSignature: 'c2ln' },
            { text: 'I look.' },
            { functionCall: { id: 'c2', name: 'now', args: {} } },
          ],
        },
        {
          role: 'user',
          parts: [{ functionResponse: { id: 'c2', name: 'now', response: { output: 'noon' } } }],
        },
        { role: 'user', parts: [{ text: 'And now?' }] },
      ],
    },
  },
  'no tool that may be called, though one is strict': {
    request: { tools: [{ ...weather, strict: true }], toolChoice: 'none' },
    body: {
      ...fixed,
      contents: [hi],
      tools,
      toolConfig: { functionCallingConfig: { mode: 'NONE' } },
    },
  },
  'some tool that must be called': {
    request: { tools: [weather], toolChoice: 'required' },
    body: {
      ...fixed,
      contents: [hi],
      tools,
      toolConfig: { functionCallingConfig: { mode: 'ANY' } },
    },
  },
  'rounds whose calls share an id, of which the last has a signature': {
    request: {
      modelId: 'gemini-3-pro',
      history: [
        { role: 'user', content: 'When?' },
        {
          role: 'assistant',
          content: '',
          toolCalls: [
            { id: 'call_0', name: 'zone', argumentsText: '' },
            { id: 'call_0', name: 'now', argumentsText: '' },
          ],
          providerState: {
            protocol: 'geminiGenerateContent',
            state: [{ functionCall: { name: 'now', args: {} }, thoughtSignature: 'c2ln' }],
          },
        },
        { role: 'tool', toolCallId: 'call_0', content: 'UTC' },
        { role: 'tool', toolCallId: 'call_0', content: 'noon' },
      ],
    },
    body: {
      ...fixed,
      contents: [
        { role: 'user', parts: [{ text: 'When?' }] },
        {
          role: 'model',
          parts: [
            {
              functionCall: { id: 'call_0_1', name: 'zone', args: {} },
              thoughtSignature: 'skip_thought_signature_validator',
            },
          ],
        },
        {
          role: 'user',
          parts: [
            { functionResponse: { id: 'call_0_1', name: 'zone', response: { output: 'UTC' } } },
          ],
        },
        {
          role: 'model',
          parts: [{ functionCall: { name: 'now', args: {} }, thoughtSignature: 'c2ln' }],
        },
        {
          role: 'user',
          parts: [{ functionResponse: { name: 'now', response: { output: 'noon' } } }],
        },
      ],
    },
  },
  'one tool that must be called': {
    request: { tools: [weather], toolChoice: { name: 'weather' } },
    body: {
      ...fixed,
      contents: [hi],
      tools,
      toolConfig: {
        functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['weather'] },
      },
    },
  },
  'a strict tool beside one of the provider': {
    request: {
      tools: [{ ...weather, strict: true }],
      extraBody: { tools: [{ googleSearch: {} }] },
    },
    body: {
      ...fixed,
      contents: [hi],
      tools: [...tools, { googleSearch: {} }],
      toolConfig: { functionCallingConfig: { mode: 'VALIDATED' } },
    },
  },
  text: {
    request: formats.text,
    body: { contents: [hi], generationConfig: { responseMimeType: 'text/plain' } },
  },
  JSON: {
    request: formats.json,
    body: { contents: [hi], generationConfig: { responseMimeType: 'application/json' } },
  },
  'JSON with a schema': {
    request: formats.schema,
    body: {
      contents: [hi],
      generationConfig: {
        responseMimeType: 'application/json',
        responseJsonSchema: weather.parameters,
      },
    },
  },
} satisfies Cases<Body>;
