export { type FakeServer, type FakeServerOptions, startFakeServer } from './startFakeServer.js';
