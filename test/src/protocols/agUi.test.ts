import { describe, expect, it } from '@jest/globals';
import { isRight } from 'fp-ts/lib/Either.js';
import type { Observable } from 'rxjs';
import { sendStreamingChat, type StreamEvent } from '../../../src/index.js';
import { agUi, type AgUiRequest } from '../../../src/protocols/index.js';
import { toEither } from '../../../src/protocols/kit/toEither.js';

const request = {
  message: 'Hello',
  modelId: 'a-model',
  threadId: 'thread-1',
  runId: 'run-1',
} as const;

const encode = (more: Partial<AgUiRequest> = {}) =>
  toEither(agUi().encode({ ...request, ...more, accessToken: 'sk-1234567' }));

const bodyOf = (more: Partial<AgUiRequest>): unknown => {
  const encoded = encode(more);
  return isRight(encoded) ? JSON.parse(encoded.right.body) : encoded.left;
};

const least = {
  threadId: 'thread-1',
  runId: 'run-1',
  messages: [{ id: 'thread-1-0', role: 'user', content: 'Hello' }],
  forwardedProps: { model: 'a-model' },
  state: {},
  tools: [],
  context: [],
};

describe('encode', () => {
  it('writes the smallest request with every field that AG-UI agents require', () => {
    expect(encode()).toEqual({
      _tag: 'Right',
      right: {
        path: '',
        headers: {
          Authorization: 'Bearer sk-1234567',
          'Content-Type': 'application/json',
          Accept: 'text/event-stream',
        },
        body: JSON.stringify(least),
      },
    });
  });

  const tool = { name: 'time', description: 'Tells the time', parameters: { type: 'object' } };
  const context = { description: 'Where', value: 'Bonn' };

  it.each<readonly [string, Partial<AgUiRequest>, object]>([
    [
      'what the agent may use',
      { state: { step: 1 }, tools: [tool], context: [context] },
      { state: { step: 1 }, tools: [tool], context: [context] },
    ],
    [
      'model and sampling beside what else is forwarded',
      {
        forwardedProps: { theme: 'dark', topP: 0.5 },
        maxTokens: 9,
        temperature: 0,
        frequencyPenalty: -1,
        presencePenalty: 2,
      },
      {
        forwardedProps: {
          theme: 'dark',
          topP: 0.5,
          model: 'a-model',
          maxTokens: 9,
          temperature: 0,
          frequencyPenalty: -1,
          presencePenalty: 2,
        },
      },
    ],
    [
      'the conversation, with the ids that are known and places for the others',
      {
        systemPrompt: 'Be kind.',
        history: [
          { role: 'user', content: 'Hi' },
          { role: 'assistant', content: 'Hi!', id: 'msg-1' },
          { role: 'user', content: ' ' },
        ],
      },
      {
        messages: [
          { id: 'thread-1-system', role: 'system', content: 'Be kind.' },
          { id: 'thread-1-0', role: 'user', content: 'Hi' },
          { id: 'msg-1', role: 'assistant', content: 'Hi!' },
          { id: 'thread-1-3', role: 'user', content: 'Hello' },
        ],
      },
    ],
    [
      'extra fields, also in place of its defaults',
      { extraBody: { resume: [{ interruptId: 'i1', status: 'resolved' }], tools: [tool] } },
      { resume: [{ interruptId: 'i1', status: 'resolved' }], tools: [tool] },
    ],
  ])('writes %s', (_, more, fields) => {
    expect(bodyOf(more)).toStrictEqual({ ...least, ...fields });
  });

  it('takes a path, and no token', () => {
    expect(agUi({ path: '/agent' }).encode({ ...request, accessToken: '' })).toMatchObject({
      right: {
        path: '/agent',
        headers: expect.not.objectContaining({ Authorization: expect.anything() }),
      },
    });
  });

  it.each<readonly [string, object, string]>([
    ['ids', { threadId: 5, runId: '' }, 'threadId must be a non-empty string; runId must be'],
    ['ids of turns', { history: [{ role: 'user', content: 'a', id: 5 }] }, 'history[0].id must be'],
    ['a state', { state: { at: new Date(0) } }, 'state must be JSON'],
    ['a state that writes itself', { state: { toJSON: () => 5 } }, 'state must be JSON'],
    ['tools', { tools: {} }, 'tools must be a list'],
    ['a tool', { tools: [tool, { name: 5 }] }, 'tools[1].name must be'],
    [
      'parameters',
      { tools: [{ ...tool, parameters: () => {} }] },
      'tools[0].parameters must be a JSON Schema',
    ],
    ['a fact', { context: [{ description: 'a', value: 5 }] }, 'context[0] must be a fact'],
    ['props', { forwardedProps: [] }, 'forwardedProps must be an object of JSON values'],
    ['props with a model', { forwardedProps: { model: 'x' } }, 'forwardedProps.model must be left'],
    [
      'props with a setting that is given',
      { topP: 0.5, forwardedProps: { top_p: 1 } },
      'forwardedProps.top_p must be left out: agUi sends topP',
    ],
  ])('refuses %s of the wrong kind', (_, more, words) => {
    expect(bodyOf(more)).toMatchObject({
      code: 'INVALID_REQUEST',
      message: expect.stringContaining(words),
    });
  });

  it('makes a new thread and run id for each request without one', () => {
    const { threadId: _thread, runId: _run, ...stranger } = request;
    const { encode } = agUi();
    const bodies = [{}, {}, { threadId: 'thread-1' }].map((each) => {
      const encoded = toEither(encode({ ...stranger, ...each, accessToken: '' }));
      return isRight(encoded) ? JSON.parse(encoded.right.body) : encoded.left;
    });
    const ids = bodies.flatMap(({ threadId, runId }) => [threadId, runId]);
    expect(new Set(ids).size).toBe(6);
    expect(ids[4]).toBe('thread-1');
    expect(bodies[0].messages[0].id).toBe(`${ids[0]}-0`);
  });

  it('rejects an invalid request', () => {
    expect(bodyOf({ threadId: '', runId: ' ', temperature: 9 })).toMatchObject({
      code: 'INVALID_REQUEST',
      message: expect.stringMatching(/threadId.*runId.*temperature/),
    });
  });
});

describe('decoder', () => {
  it('ends a run whose last event is malformed and skipped', () => {
    const decoder = agUi().decoder();
    const data = '{"type":"RUN_FINISHED","usage":[{"inputTokens":"many"}]}';
    expect(decoder.decode({ event: 'message', data })).toMatchObject({ _tag: 'Left' });
    expect(decoder.end()).toEqual({ _tag: 'Right', right: [{ type: 'done' }] });
  });

  it('leaves a result as text whose JSON is nested too deep to be walked', () => {
    const content = '['.repeat(600) + ']'.repeat(600);
    const data = JSON.stringify({ type: 'TOOL_CALL_RESULT', toolCallId: 'c1', content });
    expect(agUi().decoder().decode({ event: 'message', data })).toEqual({
      _tag: 'Right',
      right: [{ type: 'toolResult', id: 'c1', result: content }],
    });
  });
});

describe('the request', () => {
  it('has the type of the protocol', () => {
    const config = { baseUrl: 'https://agent.example', protocol: agUi() };
    const events$: Observable<StreamEvent> = sendStreamingChat(request, config);
    sendStreamingChat({ message: 'Hello', modelId: 'a-model' }, config);
    // @ts-expect-error -- a field of another protocol
    sendStreamingChat({ ...request, chatId: 'c' }, config);
    expect(events$).toBeDefined();
  });
});
