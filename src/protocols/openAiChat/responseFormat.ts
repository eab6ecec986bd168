import type { ResponseFormat } from '../../request/tools.js';

/** The format of the answer; OpenAI wants a name for a schema. */
export const responseFormat = (format: ResponseFormat): object => {
  if (format.type === 'text') return { type: 'text' };
  const { name = 'answer', schema, strict } = format;
  return schema
    ? { type: 'json_schema', json_schema: { name, schema, strict } }
    : { type: 'json_object' };
};
