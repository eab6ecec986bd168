import {
  contentEvent,
  doneEvent,
  errorEvent,
  reasoningEvent,
  resetEvent,
  toolCallEvent,
  usageEvent,
} from '../../eventConstructors.js';
import type { StreamEvent } from '../../events.js';

/** What the letters of a diagram mean where a test gives no value. */
export const defaultValues: Readonly<Record<string, StreamEvent>> = {
  c: /*#__PURE__*/ contentEvent('c'),
  r: /*#__PURE__*/ reasoningEvent('r'),
  t: /*#__PURE__*/ toolCallEvent({ index: 0, id: 't', name: 't', argumentsText: '{}' }),
  u: /*#__PURE__*/ usageEvent({ inputTokens: 1, outputTokens: 1, totalTokens: 2 }),
  e: /*#__PURE__*/ errorEvent('e'),
  x: /*#__PURE__*/ resetEvent(2),
  d: /*#__PURE__*/ doneEvent(),
};

const time = /(^|\s)\d+(?:\.\d+)?(?:ms|s|m)(?=\s|$)/g;

/**
 * The values of the letters in a diagram: those given, else the default ones.
 * @throws TypeError for a letter that has neither
 */
export function valuesOf(
  name: string,
  marbles: string,
  given: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const values = { ...defaultValues, ...given };
  const unknown = [...marbles.replace(time, '')].find(
    (each) => !/[-|#()^!\s]/.test(each) && !Object.hasOwn(values, each),
  );
  if (unknown === undefined) return values;
  throw new TypeError(
    `${name}: the letter ${unknown} has no value; without values there are ` +
      `${Object.keys(defaultValues).join(', ')}`,
  );
}
