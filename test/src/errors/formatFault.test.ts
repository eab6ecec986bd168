import { describe, expect, it } from '@jest/globals';
import { types } from 'node:util';
import { StreamingFormatError } from '../../../src/errors/errors.js';
import { formatFault } from '../../../src/errors/formatFault.js';
import { isStreamingError } from '../../../src/errors/isStreamingError.js';

describe('formatFault', () => {
  it('makes a StreamingFormatError that is no native Error', () => {
    const fault = formatFault('BAD_JSON', () => 'no JSON');
    expect(fault).toBeInstanceOf(StreamingFormatError);
    expect(types.isNativeError(fault)).toBe(false);
    expect(isStreamingError(fault)).toBe(true);
    const real = new StreamingFormatError('no JSON', { code: 'BAD_JSON', phase: 'streaming' });
    for (const field of [...Object.keys(real), 'message'] as (keyof StreamingFormatError)[]) {
      expect(fault[field]).toEqual(real[field]);
    }
    expect(JSON.parse(JSON.stringify(fault))).toMatchObject({
      code: 'BAD_JSON',
      message: 'no JSON',
    });
  });

  it('writes its message when it is read', () => {
    let written = 0;
    const fault = formatFault('BAD_EVENT', () => `written ${++written} times`);
    expect(written).toBe(0);
    expect(fault.message).toBe('written 1 times');
  });
});
