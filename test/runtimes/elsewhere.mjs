// Plays the exchanges on each runtime, against a server that breaks connections as networks do.
import { startFaultServer } from '../../build/test/reliability/faultServer.js';
import { exchanges } from './exchanges.mjs';
import { runtimes } from './runtimes.mjs';

const token = 'sk-SECRET-1234567890';

const faultsOf = (name, { events, end, error, words = '' }, posts) => {
  const { expected } = exchanges[name];
  const text = events.map((event) => (event.type === 'content' ? event.text : '')).join('');
  const differing = Object.entries(expected.error ?? {}).filter(
    ([key, value]) => error?.[key] !== value,
  );
  return [
    ...([expected.end].flat().includes(end) ? [] : [`it ended with ${end}`]),
    ...(text === (expected.text ?? '') ? [] : [`its text was ${JSON.stringify(text)}`]),
    ...differing.map(([key]) => `${key} was ${error?.[key]}`),
    ...(posts === (expected.posts ?? 1) ? [] : [`${posts} requests arrived`]),
    ...(words.includes('SECRET') ? ['the error has the token'] : []),
  ];
};

/** Plays all exchanges on a runtime. Returns a line for each fault. */
async function playOn({ play }) {
  const arrived = new Map();
  const server = await startFaultServer((connection) => {
    const name = decodeURIComponent(connection.request.headers['x-exchange']);
    arrived.set(name, (arrived.get(name) ?? 0) + 1);
    return exchanges[name].answer(connection);
  });
  try {
    const plan = Object.entries(exchanges).map(([name, { config, unsubscribeAfter }]) => ({
      name,
      config,
      unsubscribeAfter,
    }));
    const { seen, unhandled } = await play({ exchanges: plan, baseUrl: server.url, token });
    const isLeft = await server.isLeft();
    return [
      ...seen.flatMap((each) =>
        faultsOf(each.name, each, arrived.get(each.name) ?? 0).map(
          (fault) => `${each.name}: ${fault}`,
        ),
      ),
      ...unhandled.map((reason) => `unhandled rejection: ${reason}`),
      ...(isLeft ? [] : ['a connection was left open']),
    ];
  } finally {
    await server.stop();
  }
}

/** Why a runtime cannot run here; `undefined` if it can. */
const obstacle = ({ version }) => {
  try {
    version();
    return undefined;
  } catch (error) {
    return String(error.message).split('\n')[0];
  }
};

/** Plays all exchanges on all runtimes, and says so. Returns whether all is as it should be. */
export async function playElsewhere() {
  const count = Object.keys(exchanges).length;
  let isGreen = true;
  for (const runtime of runtimes) {
    const reason = obstacle(runtime);
    if (reason !== undefined) {
      console.log(`${runtime.name}: skipped: ${reason}`);
      continue;
    }
    const faults = await playOn(runtime).catch((error) => [`it did not run: ${error.message}`]);
    isGreen &&= faults.length === 0;
    const outcome = faults.length === 0 ? `${count} exchanges passed` : 'failed';
    console.log(`${runtime.name} ${runtime.version()}: ${outcome}`);
    for (const fault of faults) console.log(`  ${fault}`);
  }
  return isGreen;
}
