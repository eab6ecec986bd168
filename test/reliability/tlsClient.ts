import { play } from './play.js';

// A program of its own, because Node reads whom to trust only when it starts: plays one request to the given address.
const [baseUrl = ''] = process.argv.slice(2);
const seen = await play({}, baseUrl, (tell) => {
  process.on('unhandledRejection', tell);
  return () => process.off('unhandledRejection', tell);
});
process.stdout.write(JSON.stringify(seen));
