import { TestEnvironment } from 'jest-environment-jsdom';

/** jsdom has no `fetch`. An app that lends it Node's has to lend what goes with it. */
export default class extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, { nodeFetch: fetch, AbortController, AbortSignal });
  }
}
