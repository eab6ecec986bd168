import { Answer, Count } from './answer.mjs';
import { bytesOf, makeCorpus } from './corpus.mjs';
import { serve } from './serve.mjs';
import { quantile } from './timing.mjs';
import { wires } from './wires.mjs';

const usedHeap = () => process.memoryUsage().heapUsed;

/** The bytes of heap in use while a client reads so many events: at most, and those that are held right before the end. */
export async function memoryOf({ read }, wire, size) {
  const bytes = bytesOf(makeCorpus(size), wires[wire], '16 KiB reads');
  // What is made once, by the first, is not of this answer.
  await read(serve(bytes), new Count());
  globalThis.gc();
  const before = usedHeap();
  let peak = before;
  let held;
  const onRead = (index) => {
    peak = Math.max(peak, usedHeap());
    if (index < bytes.reads.length - 1) return;
    globalThis.gc();
    held = usedHeap();
  };
  await read(serve(bytes, onRead), new Count());
  return { size, peak: peak - before, held: held - before };
}

const WARM_UPS = 3;
const RUNS = 3;

/** The µs from the moment at which the bytes of an event are there to the moment at which the event is. */
export async function delayOf({ read }, wire) {
  const bytes = bytesOf(makeCorpus(10_000), wires[wire], 'one event per read');
  const ahead = wires[wire].head.length - 1;
  const arrivals = new Float64Array(bytes.reads.length);
  const delays = [];
  for (let run = 0; run < WARM_UPS + RUNS; run++) {
    if (run === WARM_UPS) delays.length = 0;
    const onRead = (index) => {
      arrivals[index] = performance.now();
    };
    const onEvent = (count) => delays.push(performance.now() - arrivals[ahead + count]);
    await read(serve(bytes, onRead), new Answer(onEvent));
  }
  return { p50: quantile(delays, 0.5) * 1000, p99: quantile(delays, 0.99) * 1000 };
}
