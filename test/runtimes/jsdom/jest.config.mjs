// Runs the package as an app's tests do that need a page: in jsdom, which has no TextDecoder.
export default {
  testEnvironment: './environment.mjs',
  testMatch: ['<rootDir>/*.test.cjs'],
  transform: {},
};
