import { statusOfCode } from './statusOfCode.js';

const retryableStatuses: ReadonlySet<number | undefined> = new Set([
  408, 425, 429, 500, 502, 503, 504, 529,
]);

// OpenAI answers 429 for a used-up quota too, but waiting does not refill it. DeepSeek's
// `insufficient_system_resource` is an overload, and Alibaba's `Throttling.RateQuota` a rate: they
// pass.
const usedUp = new RegExp(
  '^(?!.*throttl).*' +
    '(quota|usage_?limit|billing|payment|credit|balance(?!r)|insufficient(?!_system))',
  'i',
);

/**
 * Whether a failure passes, so that the same request may succeed later: by its status, or by the
 * server's code where it has no status. The exceptions of AWS decide by their names: it answers 400
 * for some that pass.
 */
export function isRetryable(status: number | undefined, code = ''): boolean {
  if (usedUp.test(code)) return false;
  const isNamed = status === undefined || /exception$/i.test(code);
  return retryableStatuses.has(status) || (isNamed && retryableStatuses.has(statusOfCode(code)));
}
