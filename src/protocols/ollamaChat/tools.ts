import type { ChatRequest } from '../../request/request.js';
import type { ResponseFormat } from '../../request/tools.js';
import { check, type Fault, oneOf, optional } from '../../validation.js';

/** Checks what Ollama cannot be told of tools. */
export const toolFaults = ({ tools, toolChoice }: ChatRequest): readonly Fault[] => [
  // Without its tools, the model calls none.
  check('toolChoice', toolChoice, {
    ...optional(oneOf('auto', 'none')),
    words: '"auto" or "none": ollamaChat cannot send another',
  }),
  Array.isArray(tools) && tools.some((tool) => Object(tool).strict === true)
    ? 'tools must not be strict: ollamaChat cannot send it'
    : undefined,
];

/** The `format` of the answer; none for text. */
export const formatOf = (format: ResponseFormat): unknown =>
  format.type === 'text' ? undefined : (format.schema ?? 'json');
