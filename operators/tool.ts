import type { JsonSchema } from '../src/request/tools.js';
import { aJsonSchema } from '../src/request/toolFaults.js';
import { isSchema, type Schema } from '../src/schema/schema.js';
import { aFunction, anObject, aString, assertOptions, optional } from '../src/validation.js';
import type { Tool, ToolContext } from './internal/tool.js';

/** Options of {@link tool}. */
export interface ToolOptions<A> {
  /** When to call it, and what it returns. @defaultValue none */
  readonly description?: string | undefined;
  /** The arguments: an io-ts codec or a Standard Schema value, which validates at once. */
  readonly input: Schema<A>;
  /** The JSON Schema of the arguments. @defaultValue that of `input`; see `jsonSchemaOf` */
  readonly parameters?: JsonSchema | undefined;
  /** Whether the user must approve a call before it runs. @defaultValue `false` */
  readonly needsApproval?: boolean | ((input: NoInfer<A>) => boolean) | undefined;
  /**
   * Runs a call. It returns the result or what emits it: a Promise, an Observable, an
   * AsyncIterable, a generator or a ReadableStream, whose last value is the result.
   * @defaultValue none: calls wait for the app
   */
  readonly run?: ((input: NoInfer<A>, context: ToolContext) => unknown) | undefined;
}

const rules = {
  description: /*#__PURE__*/ optional(aString),
  input: { is: isSchema, words: 'an io-ts codec or a value of Standard Schema' },
  parameters: /*#__PURE__*/ optional(aJsonSchema),
  needsApproval: /*#__PURE__*/ optional({
    is: (value) => typeof value === 'boolean' || typeof value === 'function',
    words: 'a boolean or a function',
  }),
  run: /*#__PURE__*/ optional(aFunction),
};

/**
 * Makes a tool for `withTools`. The schema decides what `run` and `needsApproval` get.
 *
 * @returns the tool
 * @throws TypeError when an option is of a wrong kind
 *
 * @example
 * ```ts
 * import * as t from 'io-ts';
 * import { tool } from 'rxjs-chat-stream/operators';
 *
 * const add = tool({
 *   description: 'Adds two numbers.',
 *   input: t.type({ a: t.number, b: t.number }),
 *   run: ({ a, b }) => a + b,
 * });
 * add.description; // => 'Adds two numbers.'
 * ```
 */
export function tool<A>(options: ToolOptions<A>): Tool {
  assertOptions('tool', { options }, { options: anObject });
  const { description, input, parameters, needsApproval, run } = options;
  const made: Tool = { description, input, parameters, needsApproval, run };
  assertOptions('tool', { ...made }, rules);
  return made;
}
