import type { Observable } from 'rxjs';
import { isEvent } from '../src/isEvent.js';
import { fieldsOf } from '../src/json/json.js';
import { pushThrough } from '../src/rx/pushThrough.js';
import type { Schema } from '../src/schema/schema.js';
import { assertOptions } from '../src/validation.js';
import { answerJson, type JsonPlace } from './internal/answerJson.js';
import { badOutput } from './internal/badOutput.js';
import { checkOutput } from './internal/checkOutput.js';
import { outputRules } from './internal/outputRules.js';

/** Options of {@link elementsOf}. */
export interface ElementsOfOptions {
  /**
   * Where the JSON is: in the text of the answer, or in the arguments of calls of a tool, as in
   * `{ tool: 'search' }`.
   * @defaultValue `'content'`
   */
  readonly from?: JsonPlace;
  /**
   * The keys that lead to the array, such as `['result', 'rows']`.
   * @defaultValue `[]`, which is the JSON itself
   */
  readonly at?: readonly string[];
}

const rules = {
  ...outputRules,
  at: {
    is: (value: unknown) =>
      Array.isArray(value) && value.every((each: unknown) => typeof each === 'string'),
    words: 'a list of keys',
  },
};

const isDone = isEvent('done');
const isReset = isEvent('reset');

/** TODO */
export function elementsOf<A = unknown>(
  schema?: Schema<A>,
  { from = 'content', at = [] }: ElementsOfOptions = {},
): <E extends { readonly type: string }>(source: Observable<E>) => Observable<A> {
  assertOptions('elementsOf', { schema, from, at }, rules);
  // A copy, since the list may change after the call.
  const path = [...at];

  return pushThrough((output) => {
    const json = answerJson(from, path);
    // How many elements there have been, in this attempt.
    let count = 0;

    return {
      push: (event) => {
        if (isReset(event)) count = 0;
        json.push(event);
        for (const element of json.takeElements()) {
          if (output.closed) return;
          const what = `Element ${count++} of the answer`;
          output.next(checkOutput('elementsOf', schema, element, what));
        }
        if (json.isBroken()) throw badOutput(`The answer is not JSON after element ${count - 1}`);
        if (!isDone(event)) return;
        const array = path.reduce<unknown>(
          (value, key) => fieldsOf(value)[key],
          json.result(event),
        );
        if (!Array.isArray(array)) {
          const place = path.length === 0 ? '' : ` at ${path.join('.')}`;
          throw badOutput(`The JSON of the answer has no array${place}`);
        }
      },
    };
  });
}
