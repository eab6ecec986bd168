import { describe, expect, it } from '@jest/globals';
import { requestSecrets } from '../../../src/request/secrets.js';
import { request } from '../../helpers/samples.js';

const baseUrl = new URL('https://chat.example/?key=a%2Fparameter&flag');

describe('requestSecrets', () => {
  it('has the token, the headers that grant access, and the parameters of the URL', () => {
    const secrets = requestSecrets();
    secrets.note({
      accessToken: 'token-1',
      headers: {
        Authorization: 'Bearer token-1',
        Cookie: 'theme=dark; sid="cookie-1"',
        'Proxy-Authorization': `Basic ${btoa('ada:basic-1')}`,
        Accept: 'text/event-stream',
      },
    });
    const { credentials } = secrets.of(request, baseUrl);
    for (const one of ['token-1', 'cookie-1', 'basic-1', 'a/parameter', 'a%2Fparameter']) {
      expect(credentials).toContain(one);
    }
    expect(credentials).not.toContain('text/event-stream');
  });

  it('has what the last eight attempts have sent', () => {
    const secrets = requestSecrets();
    for (let attempt = 1; attempt <= 10; attempt++) {
      secrets.note({ accessToken: `token-${attempt}`, headers: { 'X-Key': `key-${attempt}` } });
    }
    const { credentials } = secrets.of(request, baseUrl);
    expect(credentials).toEqual(expect.arrayContaining(['token-3', 'key-3', 'token-10', 'key-10']));
    expect(credentials).not.toContain('token-2');
  });

  it('has each text of the conversation', () => {
    const conversation = {
      ...request,
      message: [
        { type: 'text', text: 'a part' },
        { type: 'image', base64: 'aW1hZ2U=' },
      ],
      systemPrompt: 'the system',
      history: [
        { role: 'user', content: 'a turn' },
        {
          role: 'assistant',
          content: 'an answer',
          reasoning: 'a thought',
          toolCalls: [{ id: 'c', name: 'f', argumentsText: '{"some":1}' }],
        },
        { role: 'tool', toolCallId: 'c', content: [{ type: 'text', text: 'a result' }] },
      ],
    };
    // A request of any kind may be redacted: it is not yet checked.
    const { prompts } = requestSecrets().of(conversation as never, baseUrl);
    const texts = ['a part', 'aW1hZ2U=', 'the system', 'a turn', 'an answer', 'a thought'];
    expect(prompts).toEqual([...texts, '{"some":1}', 'a result']);
  });

  it('takes a request of any kind', () => {
    const round: { content?: unknown } = {};
    round.content = [round];
    const odd = { ...request, message: 7, systemPrompt: null, history: [null, 'a turn', round] };
    expect(requestSecrets().of(odd as never, baseUrl).prompts).toEqual(['a turn']);
  });

  it('takes little time for many turns', () => {
    const history = Array.from({ length: 20_000 }, (_, at) => ({
      role: at % 2 ? 'assistant' : 'user',
      content: `turn ${at}`,
    }));
    const start = process.cpuUsage();
    // The roles are those of a history, which the compiler does not infer.
    expect(requestSecrets().of({ ...request, history } as never, baseUrl).prompts).toHaveLength(
      20_001,
    );
    const { user, system } = process.cpuUsage(start);
    expect(user + system).toBeLessThan(1_000_000);
  });
});
