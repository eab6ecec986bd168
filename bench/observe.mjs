import { setTimeout as wait } from 'node:timers/promises';
import { inspect } from 'node:util';
import { startFaultServer } from './faultServer.mjs';
import { apiKey, prompt, secret } from './faults.mjs';

// What a client does too late to be part of its answer: another attempt, an unhandled rejection.
const aftermath = 100;

const logged = [];
for (const method of ['debug', 'error', 'info', 'log', 'warn']) {
  console[method] = (...values) => logged.push(...values.map((value) => inspect(value)));
}

let unhandled = 0;
process.on('unhandledRejection', () => {
  unhandled += 1;
});

/** Lets one client meet one fault, and tells what could be seen from outside. */
export async function observe(client, fault) {
  const errors = [];
  let got = '';
  let end = 'bound';
  let cancelledAt;
  logged.length = 0;
  unhandled = 0;

  const elsewhere = await startFaultServer((connection) =>
    connection.respond(404, 'text/plain', ''),
  );
  const server = await startFaultServer((connection) =>
    fault.answer(connection, client.wire, elsewhere.url),
  );
  const run = client.start({
    url: server.url,
    apiKey: fault.apiKey ?? apiKey,
    prompt,
    limits: fault.limits ?? {},
    onText: (text) => {
      got += text;
      if (fault.cancel && cancelledAt === undefined) {
        cancelledAt = performance.now();
        run.cancel();
      }
    },
    onError: (error) => errors.push(describeError(client, error)),
  });
  const finished = run.finished.then(
    () => {
      end = 'completed';
    },
    (error) => {
      end = 'failed';
      errors.push(describeError(client, error));
    },
  );

  await withinBound(fault.cancel ? server.closed : finished, fault.bound);
  await wait(aftermath);
  const closedAt = await withinBound(server.closed, 0);
  const seen = {
    text: fault.text,
    bound: fault.bound,
    got,
    end,
    errors: [...errors],
    posts: server.posts.map(({ at }) => at),
    elsewhere: elsewhere.posts.map(({ text }) => text),
    closedAfter:
      closedAt === undefined || cancelledAt === undefined ? undefined : closedAt - cancelledAt,
    logLeaks: logged.some((line) => line.includes(secret)) ? ['console'] : [],
    unhandled,
  };

  run.cancel();
  await Promise.all([server.stop(), elsewhere.stop()]);
  return seen;
}

async function withinBound(promise, bound) {
  const over = new AbortController();
  try {
    return await Promise.race([promise, wait(bound, undefined, { signal: over.signal })]);
  } finally {
    over.abort();
  }
}

function describeError(client, error) {
  return {
    name: client.errorName?.(error) ?? nameOf(error),
    shown: inspect(error, { depth: 8 }),
    leaks: Object.entries(partsOf(error))
      .filter(([, text]) => text.includes(secret))
      .map(([part]) => part),
  };
}

// Many classes leave `name` at the one they inherit.
const nameOf = (error) => {
  if (!(error instanceof Error)) return typeof error;
  return error.name === 'Error' ? error.constructor.name : error.name;
};

const partsOf = (error) => ({
  message: String(error?.message),
  stack: String(error?.stack),
  cause: inspect(error?.cause, { depth: 8 }),
  JSON: jsonOf(error),
});

const jsonOf = (error) => {
  try {
    return JSON.stringify(error) ?? '';
  } catch {
    // A cycle: nothing can be read there.
    return '';
  }
};
