import { cuts } from './corpus.mjs';
import { count, digits, spread } from './figures.mjs';
import { wires } from './wires.mjs';

const CALL = '`sendStreamingChat`';
const [AT_ONCE] = Object.keys(cuts);

/** A target that is met below `most`, or above `least`. */
const target = (title, measured, value, { most = Infinity, least = -Infinity }) => ({
  title,
  measured,
  met: value <= most && value >= least,
});

const byName = (rows, wanted) => rows.find(({ name }) => name === wanted);

/** The ratios of a client in some cells, the highest first, with the number of events. */
const ratiosOf = (cells, client, ratio) =>
  cells
    .flatMap(({ size, cut, rows }) => {
      const row = byName(rows, client);
      return row === undefined ? [] : [{ size, cut, ...row[ratio] }];
    })
    .sort((a, b) => b.ratio - a.ratio);

const toLimit = ({ wire, cells }, cut, most) => {
  const ofCut = cells.filter((cell) => cut === undefined || cell.cut === cut);
  const [worst] = ratiosOf(ofCut, CALL, 'toLimit');
  return target(
    `${wires[wire].title}, ${cut ?? 'all reads'}: at most ${most} × the limit`,
    `${spread(worst)}, at ${count(worst.size)} events${cut ? '' : `, ${worst.cut}`}`,
    worst.ratio,
    { most },
  );
};

const faster = ({ cells }, peer, least) => {
  const ofCut = cells.filter(({ cut }) => cut === AT_ONCE);
  const worst = ratiosOf(ofCut, peer, 'toOurs').at(-1);
  return target(
    `at least ${least} × as fast as ${peer}, ${AT_ONCE}`,
    `${spread(worst)}, at ${count(worst.size)} events`,
    worst.ratio,
    { least },
  );
};

const MOST_GROWTH = 1.15;
const MEDIUM = 10_000;

const growthOfTime = ({ wire, cells }, longest) => {
  const nsOf = (name, cut, size) =>
    byName(cells.find((cell) => cell.cut === cut && cell.size === size).rows, name).ns;
  const growthOf = (name) =>
    Math.max(...Object.keys(cuts).map((cut) => nsOf(name, cut, longest) / nsOf(name, cut, MEDIUM)));
  return target(
    `${wires[wire].title}: time of an event at ${count(longest)} at most ${MOST_GROWTH} × that at ${count(MEDIUM)}`,
    `${digits(growthOf(CALL))}, the limit ${digits(growthOf('the limit'))}`,
    growthOf(CALL),
    { most: MOST_GROWTH },
  );
};

const growthOfHeap = ({ wire, memory }, longest) => {
  const { rows } = byName(memory, CALL);
  const heldAt = (size) => rows.find((row) => row.size === size).held / size;
  return target(
    `${wires[wire].title}: heap held per event at ${count(longest)} at most ${MOST_GROWTH} × that at ${count(MEDIUM)}`,
    `${digits(heldAt(longest))} bytes, ${digits(heldAt(MEDIUM))} bytes`,
    heldAt(longest),
    // Less than a byte is nothing.
    { most: MOST_GROWTH * Math.max(heldAt(MEDIUM), 1) },
  );
};

const growth = (result) => {
  const longest = Math.max(...result.cells.map(({ size }) => size));
  return longest === MEDIUM ? [] : [growthOfTime(result, longest), growthOfHeap(result, longest)];
};

const [, ...PIECEMEAL] = Object.keys(cuts);

const STEPS = [
  '`timeoutBetweenChunks(60_000)`',
  '`sampleTps()`',
  '`coalesceContent()`, quiet',
  'both deadlines of a call, on, per read',
];

const largest = (title, sizes, most) => {
  const [[name, size]] = Object.entries(sizes).sort(([, a], [, b]) => b - a);
  return target(`${title}: at most ${most} bytes`, `${size}, ${name}`, size, { most });
};

const atMost = (title, measured, most) => target(title, spread(measured), measured.ratio, { most });

/** The targets of each part, by what it measured; ours is the last of the rows of a part. */
const targets = {
  streamingChat: (result) => [
    toLimit(result, AT_ONCE, 1.15),
    ...PIECEMEAL.map((cut) => toLimit(result, cut, 1.1)),
    ...growth(result),
  ],
  openAiChat: (result) => [
    toLimit(result, undefined, 1.3),
    faster(result, 'openai `create`', 2.5),
    ...growth(result),
  ],
  anthropicMessages: (result) => [
    toLimit(result, undefined, 1.3),
    faster(result, '@anthropic-ai/sdk `create`', 1.5),
    ...growth(result),
  ],
  uiMessageStream: (result) => [
    toLimit(result, undefined, 1.3),
    faster(result, 'ai `DefaultChatTransport`', 10),
    ...growth(result),
  ],
  agUi: (result) => [
    toLimit(result, undefined, 1.3),
    faster(result, '@ag-ui/client `HttpAgent.run`', 1.4),
    faster(result, '@ag-ui/client `runAgent`', 20),
    ...growth(result),
  ],
  event: (rows) => [
    atMost('one event of 4 MB in reads of 1 KiB: at most 3 × `JSON.parse`', rows.at(-1).times, 3),
  ],
  block: (rows) => [
    // As much more as is granted to the call.
    atMost('50k events in one read: block at most 1.15 × the limit', rows.at(-1).times, 1.15),
  ],
  streams: (rows) => {
    const { mostBehind, toLimit } = rows.at(-1);
    return [
      target(
        '200 streams: none is left behind; p99 of the delay is told',
        `${mostBehind} events behind, p99 ${spread(toLimit)} × the limit`,
        mostBehind,
        { most: 0 },
      ),
    ];
  },
  operators: (rows) =>
    STEPS.map((name) => atMost(`${name}: at most 3 × rxjs \`map\``, byName(rows, name).times, 3)),
  chain: (rows) => [
    atMost("the README's chain: at most 1.5 × the bare call", rows.at(-1).times, 1.5),
  ],
  sizes: ({ call, operators, protocols, furtherProtocols }) => [
    largest('gzip of the call, with all it needs but rxjs', call, 9000),
    largest('gzip of each operator', operators, 1000),
    largest('gzip of what each protocol adds to the call', protocols, 2000),
    largest('gzip of what each adds to a call that has another', furtherProtocols, 2000),
  ],
};

/** What was wanted of each part, what it is, and whether that is enough. */
export const targetsOf = (results) =>
  Object.entries(results).flatMap(([part, result]) => targets[part](result));
