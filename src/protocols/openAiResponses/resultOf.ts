import { type Fields, fieldsOf } from '../../json/json.js';
import type { ToolResult } from '../kit/toolCalls.js';
import { typeOf } from '../kit/typeOf.js';

const isKnown = (value: unknown): boolean => value !== undefined && value !== null;

/** The result in the item of a call that the provider ran, or in that of an output. */
export const resultOf = (item: Fields): Omit<ToolResult, 'id'> | undefined => {
  const isImage = typeOf(item) === 'image_generation_call';
  const { sources } = fieldsOf(item['action']);
  const result = [
    item['error'],
    item['output'],
    item['outputs'],
    item['results'],
    isImage ? undefined : item['result'],
    item['tools'],
    Array.isArray(sources) && sources.length > 0 ? sources : undefined,
  ].find(isKnown);
  const isError = isKnown(item['error']) || item['status'] === 'failed';
  return result === undefined && !isError ? undefined : { result, isError };
};
