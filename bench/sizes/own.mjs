import * as operators from '../../dist/node/operators/index.js';
import * as protocols from '../../dist/node/src/protocols/index.js';
import { bundleSize, root } from './bundle.mjs';

const call = "export { sendStreamingChat } from 'rxjs-chat-stream';";
const operator = (name) => `export { ${name} } from 'rxjs-chat-stream/operators';`;
const protocol = (name) => `${call} export { ${name} } from 'rxjs-chat-stream/protocols';`;

const gzipped = async (code) =>
  (await bundleSize({ code, from: root, external: ['rxjs'] })).gzipped;

const measure = async (names, sizeOf) =>
  Object.fromEntries(await Promise.all(names.map(async (name) => [name, await sizeOf(name)])));

/** The bytes after gzip, without rxjs, of the call, of each operator alone, and those that each protocol adds to the call. */
export async function measureOwn() {
  const alone = await gzipped(call);
  return {
    call: { sendStreamingChat: alone },
    operators: await measure(Object.keys(operators), (name) => gzipped(operator(name))),
    protocols: await measure(
      Object.keys(protocols),
      async (name) => (await gzipped(protocol(name))) - alone,
    ),
  };
}
