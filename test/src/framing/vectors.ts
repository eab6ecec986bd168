import type { SseMessage } from '../../../src/framing/framing.js';

/** A stream, and its messages as the standard says. */
export interface Vector {
  /** Starts with the name of its file in the web platform tests (`eventsource/`), if it has one. */
  readonly name: string;
  readonly wire: string;
  readonly messages: readonly SseMessage[];
  /** @defaultValue `text/event-stream` */
  readonly contentType?: string;
}

/** Messages without a name. */
export const data = (...texts: readonly string[]): readonly SseMessage[] =>
  texts.map((text) => ({ event: 'message', data: text }));

const identified = (id: string, text: string): SseMessage => ({ event: 'message', data: text, id });

const longComment = `:${'x'.repeat(2048)}`;

const webPlatformTests: readonly Vector[] = [
  {
    name: 'event-data: data alone is a message, even if it is empty',
    wire:
      'data:msg\ndata:msg\n\n:\nfalsefield:msg\n\n' +
      'falsefield:msg\nData:data\n\ndata\n\ndata:end\n\n',
    messages: data('msg\nmsg', '', 'end'),
  },
  {
    name: 'format-bom: a byte order mark counts only at the start',
    wire: '\uFEFFdata:1\n\n\uFEFFdata:2\n\ndata:3\n\n',
    messages: data('1', '3'),
  },
  {
    name: 'format-bom-2: only one is removed',
    wire: '\uFEFF\uFEFFdata:1\n\ndata:2\n\ndata:3\n\n',
    messages: data('2', '3'),
  },
  {
    name: 'format-comments: comments are ignored, whatever they contain',
    wire:
      `data:1\r:\0\n:\r\ndata:2\n${longComment}\rdata:3\n:data:fail\r` +
      `${longComment}\ndata:4\n\n`,
    messages: data('1\n2\n3\n4'),
  },
  {
    name: 'format-data-before-final-empty-line: a last block without a blank line is not a message',
    wire: 'retry:1000\ndata:test1\n\nid:test\ndata:test2',
    messages: data('test1'),
  },
  {
    name: 'format-field-data: empty lines of data count',
    wire: 'data:\n\ndata\ndata\n\ndata:test\n\n',
    messages: data('', '\n', 'test'),
  },
  {
    name: 'format-field-event: a name holds for one message',
    wire: 'event:test\ndata:x\n\ndata:x\n\n',
    messages: [{ event: 'test', data: 'x' }, ...data('x')],
  },
  {
    name: 'format-field-event-empty: an empty name does not count',
    wire: 'event: \ndata:data\n\n',
    messages: data('data'),
  },
  {
    name: 'format-field-id: an id may be any text',
    wire: 'id: …\nretry: 200\ndata: hello\n\n',
    messages: [identified('…', 'hello')],
  },
  {
    // The standard remembers the last id; a message here has the one that came with it.
    name: 'format-field-id-2: ids come and go',
    wire: 'id: 1\ndata: a\n\ndata: b\n\nid: 2\ndata: c\n\ndata: d\n\n',
    messages: [identified('1', 'a'), ...data('b'), identified('2', 'c'), ...data('d')],
  },
  {
    name: 'format-field-id-3: an empty id counts',
    wire: 'id: 1\ndata: a\n\nid\ndata: b\n\nid:\ndata: c\n\n',
    messages: [identified('1', 'a'), identified('', 'b'), identified('', 'c')],
  },
  ...['\0\0', 'x\0', '\0x', 'x\0x', ' \0'].map((id) => ({
    name: `format-field-id-null: ${JSON.stringify(id)} is not an id`,
    wire: `id: ${id}\ndata: hello\n\n`,
    messages: data('hello'),
  })),
  {
    name: 'format-field-parsing: names are exact, and one space before a value is removed',
    wire:
      'data:\0\ndata:  2\rData:1\ndata\0:2\ndata:1\r\0data:4\n' +
      'da-ta:3\rdata_5\ndata:3\rdata:\r\n data:32\ndata:4\n\n',
    messages: data('\0\n 2\n1\n3\n\n4'),
  },
  {
    name: 'format-field-retry: a retry is not a message',
    wire: 'retry:02000\ndata:x\n\n',
    messages: data('x'),
  },
  {
    name: 'format-field-retry-bogus: nor is a retry that is not a number',
    wire: 'retry:3000\nretry:1000x\ndata:x\n\n',
    messages: data('x'),
  },
  {
    name: 'format-field-retry-empty: nor is an empty retry',
    wire: 'retry\ndata:test\n\n',
    messages: data('test'),
  },
  {
    name: 'format-field-unknown: unknown fields are ignored',
    wire: 'data:test\n data\ndata\nfoobar:xxx\njustsometext\n:thisisacommentyay\ndata:test\n\n',
    messages: data('test\n\ntest'),
  },
  {
    name: 'format-leading-space: a tab stays',
    wire: 'data:\ttest\rdata: \ndata:test\n\n',
    messages: data('\ttest\n\ntest'),
  },
  {
    name: 'format-mime-trailing-semicolon: parameters may be missing after the semicolon',
    wire: 'data:ok\n\n',
    messages: data('ok'),
    contentType: 'text/event-stream;',
  },
  {
    name: 'format-newlines: there are three line ends',
    wire: 'data:test\r\ndata\ndata:test\r\n\r',
    messages: data('test\n\ntest'),
  },
  {
    name: 'format-null-character: NUL is text, and blank lines are not messages',
    wire: 'data:\0\n\n\n\n',
    messages: data('\0'),
  },
  {
    name: 'format-utf-8: the text is UTF-8, whatever the charset says',
    wire: 'data:ok…\n\n',
    messages: data('ok…'),
    contentType: 'text/event-stream;charset=windows-1252',
  },
];

/** The rules of the standard: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export const vectors: readonly Vector[] = [
  ...webPlatformTests,
  {
    name: 'CR alone ends lines',
    wire: 'data:a\rdata:b\r\rdata:c\r\r',
    messages: data('a\nb', 'c'),
  },
  { name: 'CRLF ends lines', wire: 'data:a\r\n\r\ndata:b\r\n\r\n', messages: data('a', 'b') },
  { name: 'a space at the end stays', wire: 'data: a \n\n', messages: data('a ') },
  {
    name: 'the last name wins',
    wire: 'event:x\nevent:y\ndata:a\n\n',
    messages: [{ event: 'y', data: 'a' }],
  },
  { name: 'a comment alone is not a message', wire: ': a\n\n', messages: [] },
  {
    name: 'a name alone is not a message, and is forgotten',
    wire: 'event:x\n\ndata:a\n\n',
    messages: data('a'),
  },
  { name: 'an id alone is not a message', wire: 'id: 1\n\ndata:a\n\n', messages: data('a') },
  {
    name: 'NUL and other line separators are text',
    wire: 'data:\0\u0085\u2028\u2029\v\f\n\n',
    messages: data('\0\u0085\u2028\u2029\v\f'),
  },
  {
    name: 'characters of one to four bytes stay',
    wire: 'data:aé漢😀\n\n',
    messages: data('aé漢😀'),
  },
  {
    name: 'data that contains an event line is data',
    wire: 'data:x\u2028event: done\n\n',
    messages: data('x\u2028event: done'),
  },
];
