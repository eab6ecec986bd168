import { describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import { redactor } from '../../../src/errors/redactor.js';

describe('redactor', () => {
  it('replaces each secret everywhere', () => {
    expect(redactor(() => ['sk-123456']).text('sk-123456 and Bearer sk-123456')).toBe(
      '[redacted] and Bearer [redacted]',
    );
  });

  it('replaces all of a secret that contains another', () => {
    expect(redactor(() => ['sk-123456', 'Bearer sk-123456']).text('(Bearer sk-123456)')).toBe(
      '([redacted])',
    );
  });

  it('keeps text that is too short to be a secret', () => {
    expect(redactor(() => ['', 't', 'token']).text('the token')).toBe('the token');
  });

  it('reads a secret as text, not as a pattern', () => {
    expect(redactor(() => ['a.c$&(']).text('abcdef a.c$&(')).toBe('abcdef [redacted]');
  });

  it('finds a secret whose white space has changed', () => {
    expect(redactor(() => [' my secret:\n\tline  two ']).text('(my secret: line\ntwo)')).toBe(
      '([redacted])',
    );
  });

  it('finds a secret that is quoted as JSON', () => {
    const secret = 'say "all"\nof it';
    expect(redactor(() => [secret]).text(`got ${JSON.stringify({ secret })}`)).toBe(
      'got {"secret":"[redacted]"}',
    );
  });

  it('returns one line without control characters', () => {
    expect(redactor(() => []).text(' two\r\nlines \u001b[31mred\n')).toBe('two lines [31mred');
  });

  it('cuts a long text after hiding its secrets', () => {
    expect(redactor(() => []).text('x'.repeat(3000))).toHaveLength(2000);
    expect(redactor(() => ['sk-123456']).text(`${'x'.repeat(1994)}sk-123456`)).toBe(
      `${'x'.repeat(1994)}[redac`,
    );
  });

  it('hides the start of a secret at the end of a text, but no ordinary word', () => {
    const { text } = redactor(() => ['request of a user', 'sk-1234567890']);
    expect(text('no: sk-12345678')).toBe('no: [redacted]');
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
    expect(redactor(() => ['café "a/b"']).text(`no: ${written}!`)).toBe('no: [redacted]!');
  });

  it('makes a cause even of an object that cannot be read', () => {
    const unreadable = {
      get message(): never {
        throw new Error('no');
      },
    };
    for (const failure of [unreadable, { message: Object.create(null) }]) {
      expect(redactor(() => []).cause(failure)).toMatchObject({ message: 'unknown cause' });
    }
  });

  it('keeps only the name, message, code, frames and causes of a cause', () => {
    const inner = Object.assign(new Error('connect to sk-123456'), {
      code: 'ECONNREFUSED',
      headers: { key: 'sk-123456' },
    });
    const cause = redactor(() => ['sk-123456']).cause(
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
      redactor(() => ['sk-123456']).cause(Object.assign(new Error('x'), { code }));
    expect(cause('E-sk-123456')).toMatchObject({ code: 'E-[redacted]' });
    expect(cause(7)).toMatchObject({ code: 7 });
    expect(cause({ key: 'sk-123456' })).not.toHaveProperty('code');
    expect(cause(undefined)).not.toHaveProperty('code');
    expect(redactor(() => []).cause(new Error('x', { cause: undefined }))).not.toHaveProperty(
      'cause',
    );
  });

  it.each([
    ['text', 'sk-123456!', '[redacted]!'],
    ['nothing', undefined, 'undefined'],
    ['an object without a message', Object.create(null), 'unknown cause'],
  ])('makes an Error of %s', (_, thrown, message) => {
    expect(redactor(() => ['sk-123456']).cause(thrown).message).toBe(message);
  });

  it('cuts off a circular chain of causes', () => {
    const round = new Error('round');
    round.cause = round;
    let depth = 0;
    for (
      let cause: unknown = redactor(() => []).cause(round);
      cause instanceof Error;
      cause = cause.cause
    )
      depth++;
    expect(depth).toBeLessThan(10);
  });
});
