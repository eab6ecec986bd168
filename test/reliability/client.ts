import { play } from './play.js';

// A program of its own, for what jest keeps from a test: Node reads whom to trust only when it
// starts, and jest hides the dispatcher of `fetch`. Plays one request to the given address.
const [baseUrl = ''] = process.argv.slice(2);
const seen = await play({}, baseUrl, (report) => {
  process.on('unhandledRejection', report);
  return () => process.off('unhandledRejection', report);
});
process.stdout.write(JSON.stringify(seen));
