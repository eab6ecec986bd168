import { markdownTable } from '../report/markdownTable.mjs';
import { wires } from '../wires.mjs';
import { cuts, MAX_PEER_EVENTS } from './corpus.mjs';
import { count, digits, megabytes, spread } from './figures.mjs';
import { byName, LIMIT } from './names.mjs';

const NONE = '–';

const unique = (values) => [...new Set(values)];
const namesIn = (cells) => unique(cells.flatMap(({ rows }) => rows.map(({ name }) => name)));

const table = (header, rows, cellsOf) => markdownTable([header, ...rows.map(cellsOf)]);

const timeOf = (row) => {
  if (row === undefined) return NONE;
  return row.name === LIMIT ? `${digits(row.ns)} ns` : spread(row.toLimit);
};

/** A row for each client of each protocol, and a column for each length. */
const timeTable = (cut) => (all) => {
  const sizes = unique(all.flatMap(({ cells }) => cells.map(({ size }) => size)));
  const rows = all.flatMap(({ protocol, cells }) => {
    const ofCut = cells.filter((cell) => cell.cut === cut);
    return namesIn(ofCut).map((name) => [
      wires[protocol].title,
      name,
      ...ofCut.map(({ rows }) => timeOf(byName(rows, name))),
    ]);
  });
  return markdownTable([['protocol', 'client', ...sizes.map(count)], ...rows]);
};

const throughputTable = (all) => {
  const rows = all.flatMap(({ protocol, cells }) => {
    const sizes = cells.map(({ size }) => size).filter((size) => size <= MAX_PEER_EVENTS);
    const longest = cells.filter(({ size }) => size === Math.max(...sizes));
    return namesIn(longest).map((name) => [
      wires[protocol].title,
      name,
      ...longest.map(({ bytesPerEvent, rows }) => {
        const { ns } = byName(rows, name);
        return `${digits(1e6 / ns)}k, ${digits((bytesPerEvent * 1000) / ns)} MB`;
      }),
    ]);
  });
  return markdownTable([['protocol', 'client', ...Object.keys(cuts)], ...rows]);
};

const memoryTable = (all) => {
  const sizes = unique(all.flatMap(({ cells }) => cells.map(({ size }) => size)));
  const rows = all.flatMap(({ protocol, memory }) =>
    memory.map(({ name, rows }) => [
      wires[protocol].title,
      name,
      ...sizes.map((wanted) => {
        const row = rows.find(({ size }) => size === wanted);
        return row === undefined ? NONE : `${megabytes(row.peak)} / ${megabytes(row.held)}`;
      }),
    ]),
  );
  return markdownTable([['protocol', 'client', ...sizes.map(count)], ...rows]);
};

const delayTable = (all) =>
  markdownTable([
    ['protocol', 'client', 'p50', 'p99'],
    ...all.flatMap(({ protocol, delays }) =>
      delays.map(({ name, p50, p99 }) => [wires[protocol].title, name, digits(p50), digits(p99)]),
    ),
  ]);

const corpusTable = (all) =>
  markdownTable([
    ['protocol', 'bytes per event', 'SHA-256 of the bytes of 1k events'],
    ...all.map(({ protocol, digest, cells }) => [
      wires[protocol].title,
      digits(cells[0].bytesPerEvent),
      `\`${digest}\``,
    ]),
  ]);

const jsonTable = (cells) => {
  const sizes = unique(cells.map(({ size }) => size));
  const rows = unique(cells.map(({ document }) => document)).flatMap((document) => {
    const ofDocument = cells.filter((cell) => cell.document === document);
    return namesIn(ofDocument).map((name) => [
      document,
      name,
      ...ofDocument.map(({ rows }) => {
        const row = byName(rows, name);
        if (row === undefined) return NONE;
        return row === rows[0] ? `${digits(row.ms)} ms` : spread(row.times);
      }),
    ]);
  });
  return markdownTable([['JSON', 'reader', ...sizes.map((size) => `${count(size)}B`)], ...rows]);
};

const comparison = (unit, times) => (rows) =>
  table(['', unit, times], rows, (row) => [row.name, digits(row.median), spread(row.times)]);

const sizeTable = ({ call, operators, protocols, furtherProtocols }) =>
  markdownTable([
    ['import', 'bytes', 'with another protocol'],
    ...Object.entries({ ...call, ...operators }).map(([name, size]) => [
      `\`${name}\``,
      String(size),
      '',
    ]),
    ...Object.entries(protocols).map(([name, size]) => [
      `\`${name}\``,
      `+ ${size}`,
      `+ ${furtherProtocols[name]}`,
    ]),
  ]);

const partTable = ({ parts }) =>
  markdownTable([
    ['part', 'bytes'],
    ...parts.map(([part, bytes]) => [`\`${part}\``, String(bytes)]),
  ]);

/** The sections of the report; `of` names the result that each shows. */
const sections = [
  {
    title: 'Targets',
    about: 'The worst case of each target. The brackets hold the middle half of the rounds.',
    of: 'targets',
    text: (targets) =>
      table(['target', 'measured', ''], targets, ({ title, measured, met }) => [
        title,
        measured,
        met ? 'met' : '**not met**',
      ]),
  },
  ...Object.keys(cuts).map((cut) => ({
    title: `Time per event, ${cut}`,
    about: 'The limit in ns, the others as multiples of the limit.',
    of: 'protocols',
    text: timeTable(cut),
  })),
  {
    title: 'Bytes',
    about: 'The same on every machine, in every run and in all three kinds of reads.',
    of: 'protocols',
    text: corpusTable,
  },
  {
    title: 'Throughput',
    about: 'Thousands of events, and MB of the response body, per second.',
    of: 'protocols',
    text: throughputTable,
  },
  {
    title: 'Memory',
    about:
      'MB of heap in 16 KiB reads, without the text, which is discarded: ' +
      'the peak, garbage included, and what is held right before the end.',
    of: 'protocols',
    text: memoryTable,
  },
  {
    title: 'Delay',
    about: 'µs from the arrival of the bytes to the event, one event per read.',
    of: 'protocols',
    text: delayTable,
  },
  {
    title: 'One large event',
    about: '4 MB in reads of 1 KiB, compared with `JSON.parse` of its data alone.',
    of: 'event',
    text: comparison('ms', '× `JSON.parse`'),
  },
  {
    title: 'Many events at once',
    about: '50k events in one read: how long they block the thread.',
    of: 'block',
    text: comparison('ms', '× the limit'),
  },
  {
    title: 'Many streams at once',
    about:
      '200 streams on one thread; in every turn of the event loop each gets one event. ' +
      'The delay of an event in ms, and the maximum number of events that a stream lagged behind ' +
      'at the end of a turn.',
    of: 'streams',
    text: (rows) =>
      table(
        ['', 'p50', 'p99', 'p99, × the limit', 'maximum lag'],
        rows,
        ({ name, p50, p99, toLimit, maxLag }) => [
          name,
          digits(p50),
          digits(p99),
          spread(toLimit),
          String(maxLag),
        ],
      ),
  },
  {
    title: 'Operators',
    about: 'What each operator adds per event, in a synchronous stream of 100k events.',
    of: 'operators',
    text: comparison('ns', '× rxjs `map`'),
  },
  {
    title: 'JSON while it streams',
    about:
      'In deltas of 20 characters: the parser alone in ms, the others as multiples of it. ' +
      'A dash stands for what would take minutes.',
    of: 'json',
    text: jsonTable,
  },
  {
    title: 'A chain of operators',
    about: 'The call with the five operators of the README, 100k events in 16 KiB reads.',
    of: 'chain',
    text: comparison('ms', '× the bare call'),
  },
  {
    title: 'Sizes',
    about:
      'Bytes, minified and gzipped, without rxjs: the call with its other dependencies, ' +
      'each operator alone, and what each protocol adds to the call, ' +
      'or to a call that has another protocol.',
    of: 'sizes',
    text: sizeTable,
  },
  {
    title: 'Parts of the call',
    about: 'Minified bytes by package or folder, before gzip, which saves two thirds.',
    of: 'sizes',
    text: partTable,
  },
];

/** Formats the results as Markdown, without the parts that were not measured. */
export const report = (results) =>
  sections
    .filter(({ of }) => of in results)
    .map(({ title, about, of, text }) => `### ${title}\n\n${about}\n\n${text(results[of])}`)
    .join('\n\n');
