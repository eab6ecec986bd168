import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { inspect } from 'node:util';
import { startFaultServer } from '../../build/test/reliability/faultServer.js';
import { wires } from '../wires.mjs';
import { withinBound } from '../withinBound.mjs';
import { apiKey, prompt, secret } from './faults.mjs';

// In ms. How long to wait, after a client has ended, for another attempt or an unhandled rejection.
const aftermath = 100;

const logged = [];
for (const method of ['debug', 'error', 'info', 'log', 'warn']) {
  console[method] = (...values) => logged.push(...values.map((value) => inspect(value)));
}

let unhandled = 0;
process.on('unhandledRejection', () => {
  unhandled += 1;
});

/** Runs one client against one fault, and reports what could be seen from outside. */
export async function observe(client, fault) {
  const errors = [];
  let got = '';
  let end = 'bound';
  let cancelledAt;
  logged.length = 0;
  unhandled = 0;

  const elsewhere = await startFaultServer((connection) => connection.respond(404, {}, ''));
  const posts = [];
  const { listen, closed } = watchedServer();
  const server = await startFaultServer((connection) => {
    posts.push(performance.now());
    return fault.answer(connection, wires[client.protocol], elsewhere.url);
  }, listen);
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

  await withinBound(fault.cancel ? closed : finished, fault.bound);
  await wait(aftermath);
  const closedAt = await withinBound(closed, 0);
  const seen = {
    text: fault.text,
    bound: fault.bound,
    got,
    end,
    errors: [...errors],
    posts: [...posts],
    elsewhere: elsewhere.posts.map((post) => JSON.stringify(post)),
    closedAfter:
      closedAt === undefined || cancelledAt === undefined ? undefined : closedAt - cancelledAt,
    logLeaks: logged.some((line) => line.includes(secret)) ? ['console'] : [],
    unhandled,
  };

  run.cancel();
  await Promise.all([server.stop(), elsewhere.stop()]);
  return seen;
}

/** Makes a TCP server; `closed` resolves with the time at which its first connection closed. */
function watchedServer() {
  let onClose;
  const closed = new Promise((resolve) => {
    onClose = () => resolve(performance.now());
  });
  const listen = (onSocket) =>
    createServer((socket) => {
      socket.once('close', onClose);
      onSocket(socket);
    });
  return { listen, closed };
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

// Many classes do not set `name`, so they inherit 'Error'.
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
    // A cyclic error has no JSON that could leak.
    return '';
  }
};
