import { expect, it } from '@jest/globals';
import { redactor } from '../../../src/errors/redactor.js';
import { toTransportError } from '../../../src/errors/toTransportError.js';

const fail = (): never => {
  throw new Error('hidden');
};
const revoked = Proxy.revocable({}, {});
revoked.revoke();

it.each([
  [
    'a field that throws',
    {
      message: 'x',
      get code() {
        return fail();
      },
    },
  ],
  [
    'a cause that throws',
    {
      code: 1,
      get cause() {
        return fail();
      },
    },
  ],
  ['a Proxy that throws', new Proxy({}, { get: fail, has: fail, ownKeys: fail })],
  ['a revoked Proxy', revoked.proxy],
])('makes a typed error of %s', (_, failure) => {
  const redact = redactor(() => ({ credentials: [], prompts: [] }));
  const error = toTransportError(failure, { phase: 'sent', host: 'a.example', redact });
  expect(error).toMatchObject({ kind: 'network', code: 'CONNECT_FAILED', phase: 'sent' });
});
