/** The error with which a platform reports a lost connection. */
export const connectionReset = (): TypeError =>
  new TypeError('The connection was lost', {
    cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
  });
