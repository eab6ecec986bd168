import { describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import { type Redactor, redactor } from '../../../src/errors/redactor.js';

const hiding = (...credentials: readonly string[]): Redactor =>
  redactor(() => ({ credentials, prompts: [] }));
const hidingPrompts = (...prompts: readonly string[]): Redactor =>
  redactor(() => ({ credentials: [], prompts }));

describe('redactor', () => {
  it('replaces each secret everywhere', () => {
    expect(hiding('sk-123456').text('sk-123456 and Bearer sk-123456')).toBe(
      '[redacted] and Bearer [redacted]',
    );
  });

  it('replaces all of a secret that contains another', () => {
    expect(hiding('sk-123456', 'Bearer sk-123456').text('(Bearer sk-123456)')).toBe('([redacted])');
  });

  it('keeps text that is too short to be a secret', () => {
    expect(hiding('', 't', 'token').text('the token')).toBe('the token');
  });

  it('reads a secret as text, not as a pattern', () => {
    expect(hiding('a.c$&(').text('abcdef a.c$&(')).toBe('abcdef [redacted]');
  });

  it('finds a secret whose white space has changed', () => {
    expect(hiding(' my secret:\n\tline  two ').text('(my secret: line\ntwo)')).toBe('([redacted])');
  });

  it('finds a secret that is quoted as JSON', () => {
    const secret = 'say "all"\nof it';
    expect(hiding(secret).text(`got ${JSON.stringify({ secret })}`)).toBe(
      'got {"secret":"[redacted]"}',
    );
  });

  it('returns one line without control characters', () => {
    expect(hiding().text(' two\r\nlines \u001b[31mred\n')).toBe('two lines [31mred');
  });

  it('cuts a long text after hiding its secrets', () => {
    expect(hiding().text('x'.repeat(3000))).toHaveLength(2000);
    expect(hiding('sk-123456').text(`${'x'.repeat(1994)}sk-123456`)).toBe(
      `${'x'.repeat(1994)}[redac`,
    );
  });

  it('hides the start of a secret at the end of a text, but no ordinary word', () => {
    const { text } = hiding('request of a user', 'sk-1234567890');
    expect(text('no: sk-1234567')).toBe('no: [redacted]');
    expect(text('no: sk-123456')).toBe('no: sk-123456');
    expect(text('no: sk-1234567 and so on')).toBe('no: sk-1234567 and so on');
    expect(text('a bad request')).toBe('a bad request');
  });

  it.each([
    ['JSON in ASCII', 'caf\\u00e9 \\"a/b\\"'],
    ['JSON with escaped slashes', 'café \\"a\\/b\\"'],
    ['JSON of JSON', 'café \\\\\\"a/b\\\\\\"'],
    ['a form', 'caf%C3%A9+%22a%2Fb%22'],
    ['a URL', 'caf%C3%A9%20%22a%2Fb%22'],
    ['markup', 'café &#34;a/b&#34;'],
  ])('hides a secret in %s', (_, written) => {
    expect(hiding('café "a/b"').text(`no: ${written}!`)).toBe('no: [redacted]!');
  });

  describe('hides a part of a credential', () => {
    const token = 'sk-aB3dE6gH9jK2mN5pQ8sT';
    const { text } = hiding(token);

    it('from 12 characters on, and no shorter one', () => {
      expect(text(`no: ${token.slice(4, 16)}!`)).toBe('no: [redacted]!');
      expect(text(`no: ${token.slice(4, 15)}!`)).toBe(`no: ${token.slice(4, 15)}!`);
      expect(text(`no: ${token.slice(0, 13)}***${token.slice(-12)}!`)).toBe(
        'no: [redacted]***[redacted]!',
      );
    });

    it.each([
      ['line ends', 'sk-aB3\r\ndE6gH9\njK2mN5pQ8sT'],
      ['a space after each character', [...token].join(' ')],
      ['marks without width', 'sk-aB3dE6\u200bgH9jK2\u00admN5pQ8sT'],
      ['another case', token.toUpperCase()],
    ])('with %s', (_, written) => {
      expect(text(`no: ${written}!`)).toBe('no: [redacted]!');
    });

    it('of a header or a cookie that has it among others', () => {
      expect(hiding(`theme=dark; sid=${token}; a=b`).text(`got ${token}`)).toBe('got [redacted]');
    });

    it('and not the word before it', () => {
      const { text } = hiding(`Bearer ${token}`);
      expect(text(`no key for ${token}`)).toBe('no key for [redacted]');
      expect(text(`no: Bearer ${token}`)).toBe('no: [redacted]');
    });

    it('at each of its places', () => {
      expect(text(`${token} and ${token}, ${token}`)).toBe('[redacted] and [redacted], [redacted]');
    });

    it('and leaves other words as they are', () => {
      const words = 'The request failed: unauthorized, see https://a.example/docs_and-more';
      expect(text(words)).toBe(words);
    });

    it('in little time, also where text and credential are one character again and again', () => {
      const start = process.cpuUsage();
      expect(hiding('a'.repeat(100_000)).text('a'.repeat(100_000))).toBe('[redacted]');
      const { user, system } = process.cpuUsage(start);
      // It takes 2 ms, and without its bounds more than a second.
      expect(user + system).toBeLessThan(300_000);
    });
  });

  describe('hides a prompt', () => {
    const prompt = 'Translate "this" to French,\nplease: the quick brown fox jumps over it.';
    const { text } = hidingPrompts('Hello?', prompt);

    it('as a whole', () => {
      expect(text('Hello? is no prompt')).toBe('[redacted] is no prompt');
      expect(text(JSON.stringify({ prompt }))).toBe('{"prompt":"[redacted]"}');
    });

    it('as far as a text quotes its beginning, from 32 characters on', () => {
      const [short, long] = [prompt.slice(0, 31), prompt.slice(0, 32)];
      expect(text(`no: ${short}…`)).toBe(`no: ${short.replace('\n', ' ')}…`);
      expect(text(`no: ${long}…`)).toBe('no: [redacted]…');
      expect(text(`no: ${JSON.stringify(prompt.slice(0, 40)).slice(1, -1)}…`)).toBe(
        'no: [redacted]…',
      );
    });

    it('after any white space', () => {
      const spaced = `${' '.repeat(20_000)}${prompt}`;
      expect(hidingPrompts(spaced).text(`no: ${prompt}!`)).toBe('no: [redacted]!');
    });

    it.each([9, 10, 11])('that has a pair of surrogates at character %d', (place) => {
      const emoji = `${'x'.repeat(place)}😀${'y'.repeat(40)}`;
      const { text } = hidingPrompts(emoji);
      for (const written of [
        emoji,
        JSON.stringify(emoji).slice(1, -1),
        encodeURIComponent(emoji),
      ]) {
        expect(text(`no: ${written}!`)).toBe('no: [redacted]!');
      }
    });

    it('but not a part like another text', () => {
      expect(text('the quick brown fox jumps over it')).toBe('the quick brown fox jumps over it');
    });

    it('that is longer than what is searched', () => {
      const long = '漢字かな'.repeat(10_000);
      expect(hidingPrompts(long).text(`no: ${long}`)).toBe('no: [redacted]');
      expect(hidingPrompts(` \n${long}`).text(`no: ${long.slice(0, 500)}!`)).toBe(
        'no: [redacted]!',
      );
    });

    // In ms of the processor; the fastest of some is the one without a collector's pause.
    const cost = (prompts: readonly string[]): number => {
      const once = (): number => {
        const start = process.cpuUsage();
        hidingPrompts(...prompts).text('The provider returned: 漢字 Please try again');
        const { user, system } = process.cpuUsage(start);
        return (user + system) / 1000;
      };
      return Math.min(...Array.from({ length: 5 }, once));
    };

    it.each([
      ['long ones', ['漢字かな'.repeat(500_000)]],
      ['many', Array.from({ length: 20_000 }, (_, at) => `Please say "${at}" in 漢字`)],
    ])('at a cost that does not grow with it: %s', (_, prompts) => {
      // Preparing each in all its writings took more than a second.
      expect(cost(prompts)).toBeLessThan(200);
    });
  });

  it('makes a cause even of an object that cannot be read', () => {
    const unreadable = {
      get message(): never {
        throw new Error('no');
      },
    };
    for (const failure of [unreadable, { message: Object.create(null) }]) {
      expect(hiding().cause(failure)).toMatchObject({ message: 'unknown cause' });
    }
  });

  it('keeps only the name, message, code, frames and causes of a cause', () => {
    const inner = Object.assign(new Error('connect to sk-123456'), {
      code: 'ECONNREFUSED',
      headers: { key: 'sk-123456' },
    });
    const cause = hiding('sk-123456').cause(
      new TypeError('failed for sk-123456', { cause: inner }),
    );
    expect(cause).toBeInstanceOf(Error);
    expect(cause).toMatchObject({ name: 'TypeError', message: 'failed for [redacted]' });
    expect(cause.stack).toMatch(/^TypeError: failed for \[redacted\]\n +at .*redactor\.test/);
    expect(cause.cause).toMatchObject({ message: 'connect to [redacted]', code: 'ECONNREFUSED' });
    expect(inspect(cause, { depth: 9, showHidden: true })).not.toContain('sk-123456');
  });

  it('hides secrets in codes, and keeps numeric codes', () => {
    const cause = (code: unknown): unknown =>
      hiding('sk-123456').cause(Object.assign(new Error('x'), { code }));
    expect(cause('E-sk-123456')).toMatchObject({ code: 'E-[redacted]' });
    expect(cause(7)).toMatchObject({ code: 7 });
    expect(cause({ key: 'sk-123456' })).not.toHaveProperty('code');
    expect(cause(undefined)).not.toHaveProperty('code');
    expect(hiding().cause(new Error('x', { cause: undefined }))).not.toHaveProperty('cause');
  });

  it.each([
    ['text', 'sk-123456!', '[redacted]!'],
    ['nothing', undefined, 'undefined'],
    ['an object without a message', Object.create(null), 'unknown cause'],
  ])('makes an Error of %s', (_, thrown, message) => {
    expect(hiding('sk-123456').cause(thrown).message).toBe(message);
  });

  it('keeps a bounded number of frames', () => {
    const deep = Object.assign(new Error('x'), {
      stack: `Error: x\n${'    at a (b.js:1:2)\n'.repeat(999)}`,
    });
    expect(hiding().cause(deep).stack?.split('\n')).toHaveLength(51);
  });

  it('cuts off a circular chain of causes', () => {
    const round = new Error('round');
    round.cause = round;
    let depth = 0;
    for (let cause: unknown = hiding().cause(round); cause instanceof Error; cause = cause.cause)
      depth++;
    expect(depth).toBeLessThan(10);
  });
});
