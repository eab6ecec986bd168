import { wires } from '../wires.mjs';
import { cuts } from './corpus.mjs';
import { count, digits, spread } from './figures.mjs';
import { byName, CALL, LIMIT } from './names.mjs';

const [AT_ONCE, ...PIECEMEAL] = Object.keys(cuts);

/** A target, which is met if the value lies between `min` and `max`. */
const target = (title, measured, value, { min = -Infinity, max = Infinity }) => ({
  title,
  measured,
  met: value >= min && value <= max,
});

/** The ratios of a client in some cells, the highest first, with the cell's size and cut. */
const ratiosOf = (cells, client, ratio) =>
  cells
    .flatMap(({ size, cut, rows }) => {
      const row = byName(rows, client);
      return row === undefined ? [] : [{ size, cut, ...row[ratio] }];
    })
    .sort((a, b) => b.ratio - a.ratio);

const toLimit = ({ protocol, cells }, cut, max) => {
  const ofCut = cells.filter((cell) => cut === undefined || cell.cut === cut);
  const [worst] = ratiosOf(ofCut, CALL, 'toLimit');
  return target(
    `${wires[protocol].title}, ${cut ?? 'all reads'}: at most ${max} × the limit`,
    `${spread(worst)}, at ${count(worst.size)} events${cut ? '' : `, ${worst.cut}`}`,
    worst.ratio,
    { max },
  );
};

const faster = ({ cells }, peer, min) => {
  const ofCut = cells.filter(({ cut }) => cut === AT_ONCE);
  const worst = ratiosOf(ofCut, peer, 'toOurs').at(-1);
  return target(
    `at least ${min} × as fast as ${peer}, ${AT_ONCE}`,
    `${spread(worst)}, at ${count(worst.size)} events`,
    worst.ratio,
    { min },
  );
};

const MAX_GROWTH = 1.15;
const MEDIUM = 10_000;

/** Compares a value per event of the longest answer with that of a medium one. */
const growthTarget = ({ protocol }, what, longest, measured, value, max) =>
  target(
    `${wires[protocol].title}: ${what} at ${count(longest)} ` +
      `at most ${MAX_GROWTH} × that at ${count(MEDIUM)}`,
    measured,
    value,
    { max },
  );

const growthOfTime = (result, longest) => {
  const nsOf = (name, cut, size) => {
    const { rows } = result.cells.find((cell) => cell.cut === cut && cell.size === size);
    return byName(rows, name).ns;
  };
  const growthOf = (name) =>
    Math.max(...Object.keys(cuts).map((cut) => nsOf(name, cut, longest) / nsOf(name, cut, MEDIUM)));
  const measured = `${digits(growthOf(CALL))}, the limit ${digits(growthOf(LIMIT))}`;
  return growthTarget(result, 'time per event', longest, measured, growthOf(CALL), MAX_GROWTH);
};

const growthOfHeap = (result, longest) => {
  const { rows } = byName(result.memory, CALL);
  const heldAt = (size) => rows.find((row) => row.size === size).held / size;
  const measured = `${digits(heldAt(longest))} bytes, ${digits(heldAt(MEDIUM))} bytes`;
  // Less than one byte per event counts as one.
  const max = MAX_GROWTH * Math.max(heldAt(MEDIUM), 1);
  return growthTarget(result, 'heap held per event', longest, measured, heldAt(longest), max);
};

const growth = (result) => {
  const longest = Math.max(...result.cells.map(({ size }) => size));
  return longest === MEDIUM ? [] : [growthOfTime(result, longest), growthOfHeap(result, longest)];
};

const TIMED_OPERATORS = [
  '`timeoutBetweenChunks(60_000)`',
  '`sampleTps()`',
  '`coalesceContent()`, quiet',
  'both deadlines of a call, on, per read',
];

const largest = (title, sizes, max) => {
  const [[name, size]] = Object.entries(sizes).sort(([, a], [, b]) => b - a);
  return target(`${title}: at most ${max} bytes`, `${size}, ${name}`, size, { max });
};

const atMost = (title, measured, max) => target(title, spread(measured), measured.ratio, { max });

/** The targets of each part; ours is the last row in the results of a comparison. */
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
    // The same allowance as for the time per event.
    atMost('50k events in one read: blocks at most 1.15 × the limit', rows.at(-1).times, 1.15),
  ],
  streams: (rows) => {
    const { maxLag, toLimit } = rows.at(-1);
    return [
      target(
        '200 streams: none lags',
        `${maxLag} events behind, p99 of the delay ${spread(toLimit)} × the limit`,
        maxLag,
        { max: 0 },
      ),
    ];
  },
  operators: (rows) =>
    TIMED_OPERATORS.map((name) =>
      atMost(`${name}: at most 3 × rxjs \`map\``, byName(rows, name).times, 3),
    ),
  json: (cells) =>
    cells
      .filter(({ size }) => size === Math.max(...cells.map((cell) => cell.size)))
      .map(({ document, size, rows }) =>
        atMost(
          `\`accumulateObject()\`, ${document} of ${count(size)}B: at most 3 × its parser alone`,
          byName(rows, '`accumulateObject()`').times,
          3,
        ),
      ),
  chain: (rows) => [
    atMost("the README's chain: at most 1.5 × the bare call", rows.at(-1).times, 1.5),
  ],
  sizes: ({ call, operators, protocols, furtherProtocols }) => [
    largest('gzip of the call with all its dependencies but rxjs', call, 9000),
    largest('gzip of each operator', operators, 1000),
    largest('gzip of what each protocol adds to the call', protocols, 2000),
    largest('gzip of what each adds to a call with another protocol', furtherProtocols, 2000),
  ],
};

/** The targets of the measured parts: title, measured value, and whether it is met. */
export const targetsOf = (results) =>
  Object.entries(results).flatMap(([part, result]) => targets[part](result));
