import { isFields } from '../../json/json.js';
import { guarded, oneOf, orNull, rate, string, struct } from './codecs.js';

// Codecs of what several providers send.

const MAX_TOOL_CALLS = 128;

/** The index of a tool call or a choice. Bounded, because apps use it as the index of an array. */
export const position = /*#__PURE__*/ guarded(
  `a whole number from 0 to ${MAX_TOOL_CALLS - 1}`,
  (value): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < MAX_TOOL_CALLS,
);

/** The complete arguments of a call: an object, or the JSON text that the model wrote. */
export const wholeArguments = /*#__PURE__*/ orNull(
  /*#__PURE__*/ oneOf('an object', string, /*#__PURE__*/ guarded('an object', isFields)),
);

/** The speed that llama.cpp reports, in each protocol that it serves. */
export const timings = /*#__PURE__*/ orNull(
  /*#__PURE__*/ struct({ predicted_per_second: /*#__PURE__*/ orNull(rate) }),
);
