import { wires } from '../wires.mjs';
import { Answer, CountingAnswer } from './answer.mjs';
import { bytesOf, makeCorpus } from './corpus.mjs';
import { serve } from './serve.mjs';
import { quantile } from './timing.mjs';

const usedHeap = () => process.memoryUsage().heapUsed;

/**
 * Measures the bytes of heap that a client uses while it reads `size` events: the peak, and what
 * it holds right before the end of the answer.
 */
export async function memoryOf({ read }, protocol, size) {
  const bytes = bytesOf(makeCorpus(size), wires[protocol], '16 KiB reads');
  // A first answer, so that what is created only once is not counted.
  await read(serve(bytes), new CountingAnswer());
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
  await read(serve(bytes, onRead), new CountingAnswer());
  return { size, peak: peak - before, held: held - before };
}

const WARM_UPS = 3;
const RUNS = 3;

/** Measures the delay of an event in µs, from the moment its bytes are available. */
export async function delayOf({ read }, protocol) {
  const bytes = bytesOf(makeCorpus(10_000), wires[protocol], 'one event per read');
  const ahead = wires[protocol].head.length - 1;
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
