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
