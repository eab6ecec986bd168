// Reads every fixture with our protocol and with the official clients, and fails if they differ
// in a way that expected.mjs does not list. Also reads what published server encoders send.
// `--write` puts the first table into docs/protocols.md.
import { readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { markdownTable } from '../report/markdownTable.mjs';
import { readManifest } from '../report/readManifest.mjs';
import { writeBetween } from '../report/writeBetween.mjs';
import { readOurs } from './clients/ours.mjs';
import { expected } from './expected.mjs';
import { answerOf, difference } from './observe.mjs';
import { servers } from './servers.mjs';

const page = new URL('../../docs/protocols.md', import.meta.url);
const folder = new URL('../../test/fixtures/', import.meta.url);

const types = { sse: 'text/event-stream', ndjson: 'application/x-ndjson' };

const read = (file) => readFileSync(new URL(file, folder));

const fixturesOf = (protocol, head = '') =>
  readdirSync(new URL(protocol, folder))
    .filter((file) => !file.endsWith('.json'))
    .map((file) => {
      const [title, extension] = file.split('.');
      const { options } = JSON.parse(read(`${protocol}/${title}.json`));
      const body = Buffer.concat([Buffer.from(head), read(`${protocol}/${file}`)]);
      const headers = { 'content-type': types[extension] };
      return { title, options, fetch: async () => new Response(body, { headers }) };
    });

const compareOne = async (protocol, client, { title, options, fetch }) => {
  const ours = await answerOf(() => readOurs(protocol, options, fetch));
  const theirs = await answerOf(() => client.read(fetch));
  const bothFail = ours.error !== undefined && theirs.error !== undefined;
  return { title, ours, theirs, bothFail, differs: difference(ours, theirs) };
};

const isSame = (one) => (other) => one.title === other.title && one.differs === other.differs;

const compareClient = async (protocol, client) => {
  const seen = [];
  for (const fixture of fixturesOf(protocol, client.head)) {
    seen.push(await compareOne(protocol, client, fixture));
  }
  const listed = (expected[client.method] ?? []).flatMap(({ fixtures, ...rest }) =>
    fixtures.map((title) => ({ ...rest, title })),
  );
  return {
    protocol,
    client,
    seen,
    explained: listed.filter((one) => seen.some(isSame(one))),
    unexplained: seen.filter((one) => one.differs !== '' && !listed.some(isSame(one))),
    outdated: listed.filter((one) => !seen.some(isSame(one))),
  };
};

const countRow = ({ protocol, client, seen, explained, unexplained }) => [
  `\`${protocol}\``,
  `${client.package} ${readManifest(client.package).version}`,
  `\`${client.method}\``,
  ...[
    seen,
    seen.filter(({ differs, bothFail }) => differs === '' && !bothFail),
    seen.filter(({ bothFail }) => bothFail),
    explained,
    unexplained,
  ].map((some) => String(some.length)),
];

const reasonRows = ({ client }) =>
  (expected[client.method] ?? []).map(({ differs, why, fixtures }) => [
    `\`${client.method}\``,
    differs,
    why,
    fixtures.join(', '),
  ]);

const summary = (all) =>
  markdownTable([
    [
      'protocol',
      'official client',
      'read by',
      'fixtures',
      'same answer',
      'both fail',
      'explained',
      'unexplained',
    ],
    ...all.map(countRow),
  ]);

const reasons = (all) =>
  markdownTable([['read by', 'difference', 'why', 'fixtures'], ...all.flatMap(reasonRows)]);

const shown = ({ answer, error }) =>
  answer === undefined ? String(error).slice(0, 200) : JSON.stringify(answer);

const complaintsOf = ({ client, unexplained, outdated }) => [
  ...unexplained.map(({ title, differs, ours, theirs }) =>
    [
      `${client.method}, ${title}: ${differs}`,
      `  ours:   ${shown(ours)}`,
      `  theirs: ${shown(theirs)}`,
    ].join('\n'),
  ),
  ...outdated.map(
    ({ title, differs }) =>
      `${client.method}, ${title}: listed as "${differs}", which no longer holds`,
  ),
];

const complaintsOfServer = async ({ title, protocol, answer, expected: wanted }) => {
  const reply = await readOurs(protocol, {}, answer).catch((error) => ({ error: String(error) }));
  const isWanted = (name) => isDeepStrictEqual(reply[name], wanted[name]);
  return Object.keys(wanted).every(isWanted)
    ? []
    : [`${title}:\n  expected: ${JSON.stringify(wanted)}\n  got:      ${JSON.stringify(reply)}`];
};

const { values: options } = parseArgs({ options: { write: { type: 'boolean' } } });
// Some clients also log the errors that they throw.
console.warn = console.error = () => {};
const all = [];
// The default protocol has no official client.
for (const protocol of readdirSync(folder).filter((name) => name !== 'streamingChat')) {
  const { clients } = await import(`./clients/${protocol}.mjs`);
  for (const client of clients) all.push(await compareClient(protocol, client));
}
const ofServers = await Promise.all(servers.map(complaintsOfServer));
const complaints = [...all.flatMap(complaintsOf), ...ofServers.flat()];
const encoders = `Also read from server encoders: ${servers.map(({ title }) => title).join(', ')}.`;
console.log([summary(all), reasons(all), encoders, ...complaints].join('\n\n'));
if (options.write) writeBetween(page, 'compare', summary(all));
process.exit(complaints.length === 0 ? 0 : 1);
