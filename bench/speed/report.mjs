import { markdownTable } from '../table.mjs';
import { cuts } from './corpus.mjs';
import { count, digits, megabytes, spread } from './figures.mjs';
import { wires } from './wires.mjs';

const NONE = '–';
const LONGEST_OF_PEERS = 100_000;

const unique = (values) => [...new Set(values)];
const byName = (rows, wanted) => rows.find(({ name }) => name === wanted);
const namesIn = (cells) => unique(cells.flatMap(({ rows }) => rows.map(({ name }) => name)));

const table = (header, rows, cellsOf) => markdownTable([header, ...rows.map(cellsOf)]);

const timeOf = (row) => {
  if (row === undefined) return NONE;
  return row.name === 'the limit' ? `${digits(row.ns)} ns` : spread(row.toLimit);
};

/** A row for each client of each wire, and a column for each length. */
const timeTable = (cut) => (all) => {
  const sizes = unique(all.flatMap(({ cells }) => cells.map(({ size }) => size)));
  const rows = all.flatMap(({ wire, cells }) => {
    const ofCut = cells.filter((cell) => cell.cut === cut);
    return namesIn(ofCut).map((name) => [
      wires[wire].title,
      name,
      ...ofCut.map(({ rows }) => timeOf(byName(rows, name))),
    ]);
  });
  return markdownTable([['wire', 'client', ...sizes.map(count)], ...rows]);
};

const rateTable = (all) => {
  const rows = all.flatMap(({ wire, cells }) => {
    const sizes = cells.map(({ size }) => size).filter((size) => size <= LONGEST_OF_PEERS);
    const longest = cells.filter(({ size }) => size === Math.max(...sizes));
    return namesIn(longest).map((name) => [
      wires[wire].title,
      name,
      ...longest.map(({ bytesPerEvent, rows }) => {
        const { ns } = byName(rows, name);
        return `${digits(1e6 / ns)}k, ${digits((bytesPerEvent * 1000) / ns)} MB`;
      }),
    ]);
  });
  return markdownTable([['wire', 'client', ...Object.keys(cuts)], ...rows]);
};

const memoryTable = (all) => {
  const sizes = unique(all.flatMap(({ cells }) => cells.map(({ size }) => size)));
  const rows = all.flatMap(({ wire, memory }) =>
    memory.map(({ name, rows }) => [
      wires[wire].title,
      name,
      ...sizes.map((wanted) => {
        const row = rows.find(({ size }) => size === wanted);
        return row === undefined ? NONE : `${megabytes(row.peak)} / ${megabytes(row.held)}`;
      }),
    ]),
  );
  return markdownTable([['wire', 'client', ...sizes.map(count)], ...rows]);
};

const delayTable = (all) =>
  markdownTable([
    ['wire', 'client', 'p50', 'p99'],
    ...all.flatMap(({ wire, delays }) =>
      delays.map(({ name, p50, p99 }) => [wires[wire].title, name, digits(p50), digits(p99)]),
    ),
  ]);

const corpusTable = (all) =>
  markdownTable([
    ['wire', 'bytes per event', 'SHA-256 of the bytes of 1k events'],
    ...all.map(({ wire, digest, cells }) => [
      wires[wire].title,
      digits(cells[0].bytesPerEvent),
      `\`${digest}\``,
    ]),
  ]);

const comparison = (unit, times) => (rows) =>
  table(['', unit, times], rows, (row) => [row.name, digits(row.median), spread(row.times)]);

const sizeTable = ({ call, operators, protocols, furtherProtocols }) =>
  markdownTable([
    ['import', 'bytes', 'beside another protocol'],
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

/** What is told of each part, `of` the results. */
const sections = [
  {
    title: 'Targets',
    about: 'The worst case of each; in brackets where the middle half of the rounds lies.',
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
    about: 'Of the limit in ns, of the others in times the limit.',
    of: 'wires',
    text: timeTable(cut),
  })),
  {
    title: 'The bytes',
    about: 'The same on every machine and in every run, in all three kinds of reads.',
    of: 'wires',
    text: corpusTable,
  },
  {
    title: 'Rates',
    about: 'Thousands of events and MB of the wire in a second.',
    of: 'wires',
    text: rateTable,
  },
  {
    title: 'Memory',
    about:
      'MB of heap, 16 KiB reads, the text thrown away: the most that was seen, garbage included, and what is held right before the end.',
    of: 'wires',
    text: memoryTable,
  },
  {
    title: 'Delay',
    about: 'µs from the moment that the bytes are there to that of the event, one event per read.',
    of: 'wires',
    text: delayTable,
  },
  {
    title: 'One large event',
    about: '4 MB in reads of 1 KiB, beside `JSON.parse` of its data alone.',
    of: 'event',
    text: comparison('ms', 'times `JSON.parse`'),
  },
  {
    title: 'Many events at once',
    about: '50k in one read: how long nothing else can run.',
    of: 'block',
    text: comparison('ms', 'times the limit'),
  },
  {
    title: 'Many streams at once',
    about:
      '200 on one thread; each gets an event in every turn of the event loop. The delay of an event in ms, and by how many events a stream was behind at the end of a turn.',
    of: 'streams',
    text: (rows) =>
      table(
        ['', 'p50', 'p99', 'p99, times the limit', 'most behind'],
        rows,
        ({ name, p50, p99, toLimit, mostBehind }) => [
          name,
          digits(p50),
          digits(p99),
          spread(toLimit),
          String(mostBehind),
        ],
      ),
  },
  {
    title: 'Operators',
    about: 'What each adds per event, of 100k that come all at once.',
    of: 'operators',
    text: comparison('ns', 'times rxjs `map`'),
  },
  {
    title: 'A chain of operators',
    about: 'The five of the README behind the call, 100k events in 16 KiB reads.',
    of: 'chain',
    text: comparison('ms', 'times the bare call'),
  },
  {
    title: 'Sizes',
    about:
      'Bytes after gzip, minified, without rxjs: the call with all else that it needs, each operator alone, and what each protocol adds to the call, and to a call that has another one.',
    of: 'sizes',
    text: sizeTable,
  },
  {
    title: 'What the call is made of',
    about:
      'Minified bytes before gzip, which takes off two thirds, by the package or the folder that they come from.',
    of: 'sizes',
    text: partTable,
  },
];

/** All results, as Markdown; those of parts that were not measured are left out. */
export const report = (results) =>
  sections
    .filter(({ of }) => of in results)
    .map(({ title, about, of, text }) => `### ${title}\n\n${about}\n\n${text(results[of])}`)
    .join('\n\n');
