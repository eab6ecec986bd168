import { describe, expect, it } from '@jest/globals';
import { toolCalls } from '../../../../src/protocols/kit/toolCalls.js';
import { jsonEnd } from '../../../../src/json/jsonEnd.js';

const call = (index: number, id: string, name: string, argumentsText: string) => ({
  type: 'toolCall',
  index,
  id,
  name,
  argumentsText,
});

describe('toolCalls', () => {
  it('puts a delta to the call of its id, else of its key, else to the last call', () => {
    const { push, count } = toolCalls();
    push({ key: 0, id: 'a', name: 'x', argumentsText: '' });
    push({ key: 1, id: 'b', name: 'y', argumentsText: '' });
    expect(push({ key: 1, id: 'a', argumentsText: '1' })).toEqual([call(0, 'a', 'x', '1')]);
    expect(push({ key: 0, argumentsText: '2' })).toEqual([call(0, 'a', 'x', '2')]);
    expect(push({ argumentsText: '3' })).toEqual([call(1, 'b', 'y', '3')]);
    expect(count()).toBe(2);
  });

  it('begins another call at a new id, a new name, or a name after complete arguments', () => {
    const { push } = toolCalls(jsonEnd);
    const indexOf = (delta: { readonly id?: string; readonly name?: string }): unknown =>
      push({ key: 0, argumentsText: '{}', ...delta })[0]?.index;
    expect(indexOf({ id: 'a', name: 'x' })).toBe(0);
    expect(indexOf({ id: 'b', name: 'x' })).toBe(1);
    expect(indexOf({ name: 'y' })).toBe(2);
    expect(indexOf({ name: 'y' })).toBe(3);
  });

  it('holds arguments until the name is known, and emits a nameless call at the end', () => {
    const { push, end } = toolCalls();
    expect(push({ key: 0, id: 'a', argumentsText: '{"n":' })).toEqual([]);
    expect(push({ key: 0, name: 'x', argumentsText: '1}' })).toEqual([
      call(0, 'a', 'x', '{"n":1}'),
    ]);
    expect(push({ key: 1, argumentsText: '{}' })).toEqual([]);
    expect(end()).toEqual([call(1, 'call_1', '', '{}')]);
  });

  it('emits the arguments of a complete call unless some have come, and no repetition', () => {
    const { push, complete } = toolCalls();
    expect(complete({ id: 'a', name: 'x', argumentsText: '{}' })).toEqual([
      call(0, 'a', 'x', '{}'),
    ]);
    expect(complete({ id: 'a', name: 'z', argumentsText: '{}' })).toEqual([]);
    push({ id: 'b', name: 'y', argumentsText: '{"n":1}' });
    expect(complete({ id: 'b', name: 'y', argumentsText: '{"n":1}' })).toEqual([]);
  });

  it('takes each complete call without id and key for another one', () => {
    const { complete } = toolCalls();
    const each = { name: 'x', argumentsText: '{}' };
    expect([...complete(each), ...complete(each), ...complete({ ...each, id: 'a' })]).toEqual([
      call(0, 'call_0', 'x', '{}'),
      call(1, 'call_1', 'x', '{}'),
      call(2, 'a', 'x', '{}'),
    ]);
  });

  it('lets a released id name another call', () => {
    const { complete, push, release } = toolCalls();
    complete({ key: 'a', id: 'a', name: 'x', argumentsText: '{}' });
    release('a');
    expect(push({ key: 'a', name: 'x', argumentsText: '' })).toEqual([call(1, 'call_1', 'x', '')]);
    release('a');
    expect(complete({ key: 'c', id: 'a', name: 'y', argumentsText: '[]' })).toEqual([
      call(2, 'a', 'y', '[]'),
    ]);
  });

  it('forgets calls when it rewinds, with their ids and keys', () => {
    const { push, count, rewind } = toolCalls();
    push({ key: 0, id: 'a', name: 'x', argumentsText: '' });
    push({ key: 1, id: 'b', name: 'y', argumentsText: '' });
    rewind(1);
    expect(count()).toBe(1);
    expect(push({ key: 0, argumentsText: '1' })).toEqual([call(0, 'a', 'x', '1')]);
    expect(push({ key: 1, name: 'y', argumentsText: '' })).toEqual([call(1, 'call_1', 'y', '')]);
    rewind(1);
    expect(push({ key: 1, id: 'b', name: 'z', argumentsText: '' })).toEqual([
      call(1, 'b', 'z', ''),
    ]);
  });
});
