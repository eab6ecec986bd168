// Runs one client against every fault, in a thread of its own: so its globals, its console and
// its unhandled rejections stay apart from those of other clients.
import { parentPort, workerData } from 'node:worker_threads';
import { faults } from './faults.mjs';
import { observe } from './observe.mjs';

const { client } = await import(workerData.module);
const { title, packages, protocol, timeoutOption, cancelBy, notApplicable = {} } = client;

const cells = [];
for (const fault of faults) {
  const reason = notApplicable[fault.id];
  cells.push(reason ? `n/a: ${reason}` : fault.verdict(await observe(client, fault)));
}
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort.postMessage({ title, packages, protocol, timeoutOption, cancelBy, cells });
