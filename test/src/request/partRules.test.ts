import { describe, expect, it } from '@jest/globals';
import { anthropicMessages } from '../../../src/protocols/index.js';
import { requestFaults } from '../../../src/request/requestFaults.js';
import type { ResolvedRequest } from '../../../src/request/request.js';
import { request } from '../../helpers/samples.js';

const withPart = (part: object): ResolvedRequest => ({
  ...request,
  accessToken: 'sk-1234567',
  // What JavaScript can pass, the types or not.
  message: [part as never],
});

const faultsOf = (part: object): string => requestFaults(withPart(part)).filter(Boolean).join('; ');

const image = { type: 'image' };
const text = { type: 'file', mediaType: 'text/plain' };

describe('a part', () => {
  it.each([
    { ...image, url: 'https://a.example/b.png' },
    { ...image, url: 'data:image/png;base64,iVBORw0KGgo=' },
    { ...image, url: 'DATA:image/svg+xml,%3Csvg/%3E' },
    { ...image, base64: 'iVBORw0KGgo', mediaType: 'image/png' },
    { ...image, url: 'data:image/png,%89PNG%0d%FF' },
    { ...text, base64: 'YQ==' },
    { ...text, base64: 'YWI' },
    { ...text, url: 'data:,a%20b' },
    { ...text, url: 'data:text/plain;charset=utf-8;base64,YQ==', name: 'a.txt' },
  ])('may be %j', (part) => {
    expect(faultsOf(part)).toBe('');
  });

  it.each([
    [{ ...image, url: 'http://a.example/b.png' }, 'message[0].url must be an https: or data: URL'],
    [{ ...image, url: 'https://' }, 'message[0].url must be an https: or data: URL'],
    [{ ...image, url: 'data:image/png' }, 'message[0].url must be an https: or data: URL'],
    [{ ...image, url: 'data:image/png,' }, 'message[0].url must be an https: or data: URL'],
    [{ ...image, url: 'data:image/png,%f' }, 'message[0].url must be an https: or data: URL'],
    [{ ...image, url: 'data:image/png,%' }, 'message[0].url must be an https: or data: URL'],
    [
      { ...image, url: 'data:image/png;base64,a b' },
      'message[0].url must be an https: or data: URL',
    ],
    [
      { ...image, url: 'data:image/png;base64,YWJjZ' },
      'message[0].url must be an https: or data: URL',
    ],
    [{ ...image, url: 5 }, 'message[0].url must be an https: or data: URL'],
    [
      { ...image, base64: 'YWJjZ', mediaType: 'image/png' },
      'message[0].base64 must be base64 text',
    ],
    [{ ...image, base64: 'Y===', mediaType: 'image/png' }, 'message[0].base64 must be base64 text'],
    [{ ...text, base64: 'Y-_' }, 'message[0].base64 must be base64 text'],
    [{ ...text, base64: 5 }, 'message[0].base64 must be base64 text'],
  ])('must not be %j', (part, fault) => {
    expect(faultsOf(part)).toBe(fault);
  });

  it.each([
    { ...image, url: 'data:image/png,%' },
    { ...text, base64: 'Y' },
    { ...text, url: 'data:text/plain;base64,!' },
  ])('is a fault, not a failure, of a protocol that reads its data: %j', (part) => {
    expect(anthropicMessages().encode(withPart(part))).toMatchObject({
      left: { code: 'INVALID_REQUEST', message: expect.stringContaining('message[0].') },
    });
  });
});
