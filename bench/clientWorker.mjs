// One client in a thread of its own: its globals, its console and its unhandled rejections stay its own.
import { parentPort, workerData } from 'node:worker_threads';
import { faults } from './faults.mjs';
import { observe } from './observe.mjs';

const { client } = await import(workerData.module);
const { title, packages, wire, timeoutOption, cancelBy, notApplicable = {} } = client;

const cells = [];
for (const fault of faults) {
  const reason = notApplicable[fault.id];
  cells.push(reason ? `n/a: ${reason}` : fault.verdict(await observe(client, fault)));
}
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort.postMessage({ title, packages, wire: wire.name, timeoutOption, cancelBy, cells });
