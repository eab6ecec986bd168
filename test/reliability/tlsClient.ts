import { play } from './play.js';

// A program of its own, because Node reads whom to trust only when it starts: plays one request to
// the given address.
const [baseUrl = ''] = process.argv.slice(2);
const seen = await play({}, baseUrl, (report) => {
  process.on('unhandledRejection', report);
  return () => process.off('unhandledRejection', report);
});
process.stdout.write(JSON.stringify(seen));
