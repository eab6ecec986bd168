import * as operators from '../../dist/node/operators/index.js';
import * as protocols from '../../dist/node/src/protocols/index.js';
import { bundleSize, root } from './bundleSize.mjs';

const call = "export { sendStreamingChat } from 'rxjs-chat-stream';";
const operator = (name) => `export { ${name} } from 'rxjs-chat-stream/operators';`;
const protocol = (...names) =>
  `${call} export { ${names.join(', ')} } from 'rxjs-chat-stream/protocols';`;

const gzipped = async (code) =>
  (await bundleSize({ code, from: root, external: ['rxjs'] })).gzipped;

const measure = async (names, sizeOf) =>
  Object.fromEntries(await Promise.all(names.map(async (name) => [name, await sizeOf(name)])));

/**
 * Measures bytes after gzip, without rxjs: of the call, of each operator alone, and what each
 * protocol adds to the call (`protocols`) or to a call that has another one (`furtherProtocols`).
 */
export async function measureOwn() {
  const alone = await gzipped(call);
  const [first, second] = Object.keys(protocols);
  return {
    call: { sendStreamingChat: alone },
    operators: await measure(Object.keys(operators), (name) => gzipped(operator(name))),
    protocols: await measure(
      Object.keys(protocols),
      async (name) => (await gzipped(protocol(name))) - alone,
    ),
    furtherProtocols: await measure(Object.keys(protocols), async (name) => {
      const other = name === first ? second : first;
      return (await gzipped(protocol(other, name))) - (await gzipped(protocol(other)));
    }),
  };
}

// The npm package or the folder of this library that a file belongs to.
const partOf = (path) =>
  /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ??
  /dist\/esm\/(.*)\//.exec(path)?.[1] ??
  '';

/** Measures the minified bytes of the call by package or folder, largest first. */
export async function measureParts() {
  const { inputs } = await bundleSize({ code: call, from: root, external: ['rxjs'] });
  const parts = new Map();
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const part = partOf(path);
    if (bytesInOutput > 0) parts.set(part, (parts.get(part) ?? 0) + bytesInOutput);
  }
  return [...parts].sort(([, a], [, b]) => b - a);
}
