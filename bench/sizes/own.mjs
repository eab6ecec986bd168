import { readdirSync } from 'node:fs';
import * as operators from '../../dist/node/operators/index.js';
import { markdownTable } from '../report/markdownTable.mjs';
import { bundleSize, root } from './bundleSize.mjs';

// A protocol of the entry `./protocols` is a folder; the default one is in the call already.
const protocols = readdirSync(new URL('../../src/protocols', import.meta.url), {
  withFileTypes: true,
})
  .filter((entry) => entry.isDirectory() && !['kit', 'streamingChat'].includes(entry.name))
  .map(({ name }) => name);

const call = "export { sendStreamingChat } from 'rxjs-chat-stream';";
const operator = (name) => `export { ${name} } from 'rxjs-chat-stream/operators';`;
const protocol = (...names) =>
  `${call} export { ${names.join(', ')} } from 'rxjs-chat-stream/protocols';`;

const gzipped = async (code) =>
  (await bundleSize({ code, from: root, external: ['rxjs'] })).gzipped;

const measure = async (names, sizeOf) =>
  Object.fromEntries(await Promise.all(names.map(async (name) => [name, await sizeOf(name)])));

/**
 * The bytes after gzip, without rxjs, of the call, of each operator alone, and those that each
 * protocol adds: to the call, and to a call that has another protocol already.
 */
export async function measureOwn() {
  const alone = await gzipped(call);
  const [first, second] = protocols;
  return {
    call: { sendStreamingChat: alone },
    operators: await measure(Object.keys(operators), (name) => gzipped(operator(name))),
    protocols: await measure(protocols, async (name) => (await gzipped(protocol(name))) - alone),
    furtherProtocols: await measure(protocols, async (name) => {
      const other = name === first ? second : first;
      return (await gzipped(protocol(other, name))) - (await gzipped(protocol(other)));
    }),
  };
}

/** The sizes of {@link measureOwn} as a table in Markdown. */
export const sizeTable = (sizes) =>
  markdownTable([
    ['', 'import', 'bytes after gzip'],
    ...Object.entries(sizes).flatMap(([group, ofGroup]) =>
      Object.entries(ofGroup).map(([name, size]) => [group, name, String(size)]),
    ),
  ]);

// The package of a file, or our folder.
const partOf = (path) =>
  /.*(?:node_modules|vendor)\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ??
  /dist\/esm\/(.*)\//.exec(path)?.[1] ??
  '';

/** The minified bytes of the call by the package or folder that they come from, most first. */
export async function measureParts() {
  const { inputs } = await bundleSize({ code: call, from: root, external: ['rxjs'] });
  const parts = new Map();
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const part = partOf(path);
    if (bytesInOutput > 0) parts.set(part, (parts.get(part) ?? 0) + bytesInOutput);
  }
  return [...parts].sort(([, a], [, b]) => b - a);
}
