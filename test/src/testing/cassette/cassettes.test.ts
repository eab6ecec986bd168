import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Cassette, formatCassette, parseCassette } from '../../../../src/testing/index.js';

const text = fc.string({ unit: 'binary' });
const words = fc.string({ minLength: 1 });
const headers = fc.dictionary(words, text).map((record) => ({ ...record }));

const anyChunk = fc.oneof(
  fc.record({ data: text }),
  fc.uint8Array().map((bytes) => ({ base64: Buffer.from(bytes).toString('base64') })),
  fc.record({
    message: fc.record(
      { event: words, data: text, id: words },
      { requiredKeys: ['event', 'data'] },
    ),
  }),
);

const anyCassette: fc.Arbitrary<Cassette> = fc
  .record(
    {
      version: fc.constant(1 as const),
      protocol: words,
      request: fc.record(
        { url: text, method: fc.constantFrom('POST', 'GET', 'DELETE'), headers, body: text },
        { requiredKeys: ['url', 'method', 'headers'] },
      ),
      status: fc.constantFrom(0, 200, 503),
      headers,
      chunks: fc.array(fc.tuple(fc.nat(), anyChunk)),
      end: fc.constantFrom('complete', 'error', 'unsubscribe'),
    },
    { requiredKeys: ['version', 'status', 'headers', 'chunks'] },
  )
  .map(({ chunks, end, ...head }) => {
    let t = 0;
    const timed = chunks.map(([wait, chunk]) => ({ ...chunk, t: (t += wait) }));
    return { ...head, chunks: timed, ...(end === undefined ? {} : { end: { t: t + 0.5, end } }) };
  });

const head = '{"version":1,"status":200,"headers":{}}';

describe('a cassette', () => {
  it('is one JSON object on each line: head, chunks, end', () => {
    const cassette: Cassette = {
      version: 1,
      protocol: 'openAiChat',
      status: 200,
      headers: { 'content-type': 'text/event-stream' },
      chunks: [
        { t: 12, data: 'a\n' },
        { t: 13.5, base64: '/w==' },
      ],
      end: { t: 14, end: 'error' },
    };
    expect(formatCassette(cassette)).toBe(
      '{"version":1,"protocol":"openAiChat","status":200,' +
        '"headers":{"content-type":"text/event-stream"}}\n' +
        '{"t":12,"data":"a\\n"}\n{"t":13.5,"base64":"/w=="}\n{"t":14,"end":"error"}\n',
    );
  });

  it('is the same after it was written and read', () => {
    fc.assert(
      fc.property(anyCassette, (cassette) => {
        expect(parseCassette(formatCassette(cassette))).toEqual(cassette);
      }),
    );
  });

  it('may have other line ends, a byte order mark, none at its end, or several', () => {
    const lines = [head, '{"t":1,"data":"a"}'];
    const expected = { version: 1, status: 200, headers: {}, chunks: [{ t: 1, data: 'a' }] };
    for (const file of [
      lines.join('\r\n'),
      `\uFEFF${lines.join('\n')}`,
      `${lines.join('\n')}\n\n\n`,
    ]) {
      expect(parseCassette(file)).toEqual(expected);
    }
  });
});

describe('parseCassette names the line of', () => {
  it.each<[string, readonly string[], string]>([
    ['an empty file', [''], 'line 1: it must be a JSON object'],
    ['a head that is no JSON', ['{"version"'], 'line 1: it must be a JSON object'],
    ['a head that is a list', ['[]'], 'line 1: it must be a JSON object'],
    ['another version', ['{"version":2}'], 'line 1: version must be 1'],
    ['a missing status', ['{"version":1,"headers":{}}'], 'line 1: status must be a whole number'],
    ['a status too high', ['{"version":1,"status":600,"headers":{}}'], 'line 1: status must be'],
    ['missing headers', ['{"version":1,"status":200}'], 'line 1: headers must be an object'],
    [
      'a header that is a list',
      ['{"version":1,"status":200,"headers":{"a":["b"]}}'],
      'line 1: headers must be an object of strings',
    ],
    [
      'a protocol that is no name',
      ['{"version":1,"status":200,"headers":{},"protocol":5}'],
      'line 1: protocol must be a string',
    ],
    [
      'a request without a method',
      ['{"version":1,"status":200,"headers":{},"request":{"url":"hush","headers":{}}}'],
      'line 1: request must have a url, a method, headers and a body',
    ],
    ['an empty line', [head, '', '{"t":1,"data":""}'], 'line 2: it must be a JSON object'],
    ['a missing time', [head, '{"data":"hush"}'], 'line 2: t must be a number from 0'],
    ['a negative time', [head, '{"t":-1,"data":""}'], 'line 2: t must be a number from 0'],
    [
      'a time that runs backwards',
      [head, '{"t":5,"data":""}', '{"t":4,"data":"hush"}'],
      'line 3: t must not be less than in the line before',
    ],
    ['a line without content', [head, '{"t":1}'], 'line 2: it must have one of data, base64'],
    ['two contents', [head, '{"t":1,"data":"","base64":""}'], 'line 2: it must have one of data'],
    ['data that is no text', [head, '{"t":1,"data":5}'], 'line 2: data must be a string'],
    ['invalid base64', [head, '{"t":1,"base64":"hush!"}'], 'line 2: data must be a string, base64'],
    ['an unknown end', [head, '{"t":1,"end":"hush"}'], 'line 2: data must be'],
    ['a message without data', [head, '{"t":1,"message":{"event":"a"}}'], 'line 2: data must be'],
    [
      'a chunk after the end',
      [head, '{"t":1,"end":"complete"}', '{"t":2,"data":"hush"}'],
      'line 3: nothing may come after the end',
    ],
  ])('%s, and quotes nothing', (_, lines, message) => {
    const parse = (): unknown => parseCassette(lines.join('\n'));
    expect(parse).toThrow(TypeError);
    expect(parse).toThrow(`parseCassette: ${message}`);
    expect(parse).not.toThrow(/hush/);
  });
});
