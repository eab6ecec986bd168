/** Defines the globals that @microsoft/fetch-event-source takes its timers and listeners from. */
export function defineBrowserGlobals() {
  globalThis.window = globalThis;
  globalThis.document = { hidden: false, addEventListener() {}, removeEventListener() {} };
}
