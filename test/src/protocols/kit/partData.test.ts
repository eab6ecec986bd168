import { expect, it } from '@jest/globals';
import { fileName, isImage, partData } from '../../../../src/protocols/index.js';

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
