import { describe, expect, it } from '@jest/globals';
import { from } from 'rxjs';
import { sendStreamingChat, type TransportFrame } from '../../../src/index.js';
import { collect } from '../../helpers/collect.js';
import { protocolsByName } from '../../helpers/protocols.js';
import { request } from '../../helpers/samples.js';
import { everyCut } from '../../../src/testing/index.js';

const protocols = Object.entries(protocolsByName).filter(([, make]) => make().framing === 'sse');

describe.each(protocols)('%s: a field `error` is an error event', (_, make) => {
  it.each([
    ['of JSON', 'error: {"error":{"message":"Out of memory","code":"OOM"}}\n\n'],
    ['of words', 'error: Out of memory\r\n\r\n'],
    ['before [DONE]', 'error: {"message":"Out of memory"}\n\ndata: [DONE]\n\n'],
    ['without a line end after its JSON', ': hi\n\nerror: {"detail":"Out of memory"}'],
  ])('%s, cut anywhere', async (_name, wire) => {
    for (const halves of everyCut(new TextEncoder().encode(wire))) {
      const frames = halves.map((chunk): TransportFrame => ({ kind: 'data', chunk }));
      const answer$ = sendStreamingChat(
        { ...request, threadId: 'a' },
        { baseUrl: 'https://chat.example', protocol: make(), transport: () => from(frames) },
      );
      expect(await collect(answer$)).toMatchObject({
        values: [{ type: 'error', message: 'Out of memory' }],
      });
    }
  });
});
