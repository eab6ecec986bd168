// Runs a worker in workerd once, with the rules of a compatibility date.
import { readFileSync } from 'node:fs';
import { Log, LogLevel, Miniflare } from 'miniflare';

const [script, compatibilityDate, body] = process.argv.slice(2);
const miniflare = new Miniflare({
  modules: true,
  script: readFileSync(script, 'utf8'),
  compatibilityDate,
  log: new Log(LogLevel.NONE),
});
const response = await miniflare.dispatchFetch('http://worker.example', { method: 'POST', body });
process.stdout.write(await response.text());
await miniflare.dispose();
