import { describe, expect, it } from '@jest/globals';
import { StreamingNetworkError } from '../../../src/errors/errors.js';
import { withAttempts } from '../../../src/errors/withAttempts.js';
import { family } from '../../helpers/errorFamily.js';

describe.each(family)('withAttempts of %s', (error, fields) => {
  const earlier = [
    new StreamingNetworkError('gone', { code: 'CONNECTION_LOST', phase: 'sent' }),
    new StreamingNetworkError('refused', { code: 'CONNECT_FAILED', phase: 'connect' }),
  ];
  const copy = withAttempts(error, earlier);

  it('has the number of its attempt and the earlier errors', () => {
    expect({ ...copy, name: copy.name }).toStrictEqual({
      ...fields,
      attempt: 3,
      attempts: earlier,
    });
  });

  it('keeps the message, the stack and the class, and stays an Error', () => {
    expect([copy.message, copy.stack, copy.constructor]).toEqual([
      error.message,
      error.stack,
      error.constructor,
    ]);
    expect(Object.prototype.toString.call(copy)).toBe('[object Error]');
  });

  it('does not change the original', () => {
    expect(copy).not.toBe(error);
    expect([error.attempt, error.attempts]).toEqual([1, []]);
  });
});
