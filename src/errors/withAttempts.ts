import type { StreamingError } from './errors.js';

/**
 * Copies an error as the one of the attempt after the `earlier` ones. It copies, because other
 * subscribers may share the original; and it copies properties instead of calling a constructor,
 * because the class may be of another bundle.
 */
export function withAttempts<E extends StreamingError>(
  error: E,
  earlier: readonly StreamingError[],
): E {
  const copy: Error = new Error(error.message);
  Object.setPrototypeOf(copy, Object.getPrototypeOf(error));
  Object.defineProperties(copy, {
    ...Object.getOwnPropertyDescriptors(error),
    stack: { value: error.stack, configurable: true, writable: true },
    attempt: { value: earlier.length + 1, enumerable: true },
    attempts: { value: [...earlier], enumerable: true },
  });
  // It now has the prototype and every own property of an `E`.
  return copy as E;
}
