import { expect, it } from '@jest/globals';
import { fileName, isImage, partData } from '../../../../src/protocols/index.js';
import { partUrl } from '../../../../src/protocols/kit/partData.js';
import { growth } from '../../../helpers/growth.js';

const mediaType = 'text/plain';

it.each<readonly [string, string]>([
  ['data:text/plain;base64,YSBi', 'YSBi'],
  ['data:text/plain;charset=utf-8;BASE64,YSBi', 'YSBi'],
  ['data:,a%20b', 'YSBi'],
  ['data:,ä', 'w6Q='],
  ['data:,%C3%A4', 'w6Q='],
  ['data:,%ff%FE', '//4='],
  ['data:,100%', 'MTAwJQ=='],
])('the data in %s is %s', (url, base64) => {
  expect(partData({ type: 'file', url, mediaType })).toEqual({ mediaType, base64 });
});

it('the type of an image is in its URL', () => {
  expect(partData({ type: 'image', url: 'data:image/gif;base64,AAAA' })).toEqual({
    mediaType: 'image/gif',
    base64: 'AAAA',
  });
});

it('the data of a part on the web is not known', () => {
  expect(partData({ type: 'image', url: 'https://a.example/data:,a' })).toBeUndefined();
});

it('a file may be an image', () => {
  expect(isImage({ type: 'file', base64: '', mediaType: 'IMAGE/png' })).toBe(true);
  expect(isImage({ type: 'file', base64: '', mediaType: 'x-image/png' })).toBe(false);
});

it.each([
  ['application/pdf', 'file.pdf'],
  ['text/plain;charset=utf-8', 'file.txt'],
])('a file without a name is named by its type: %s', (type, name) => {
  const file = { type: 'file', base64: '', mediaType: type } as const;
  expect(fileName(file)).toBe(name);
  expect(fileName({ ...file, name: 'a' })).toBe('a');
});

it('the app knows the type better than the URL', () => {
  const part = { type: 'file', url: 'data:text/plain,a', mediaType: 'text/markdown' } as const;
  expect(partData(part)).toEqual({ mediaType: 'text/markdown', base64: 'YQ==' });
});

it('the URL of a part is its own, or has its data', () => {
  expect(partUrl({ type: 'image', url: 'https://a.example/a' })).toBe('https://a.example/a');
  expect(partUrl({ type: 'file', base64: 'YQ==', mediaType })).toBe('data:text/plain;base64,YQ==');
});

it('takes time in proportion to the data', () => {
  const run = (size: number): void => {
    const url = `data:,${'%C3%A4'.repeat(size)}`;
    expect(partData({ type: 'image', url })?.base64.length).toBeGreaterThan(size);
  };
  expect(growth(run, 50_000)).toBeLessThan(9);
});
