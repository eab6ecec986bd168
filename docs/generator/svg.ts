import { renderMarbleDiagram } from '@swirly/renderer-node';
import type { Message, Operator, Stream, Styles } from '@swirly/types';
import { callOf, type Diagram, type Line, linesOf, type TimedNotification } from './diagram.js';
import { legendsOf } from './legend.js';
import { type Kind, wordsOf } from './words.js';

const light = {
  paper: '#ffffff',
  ink: '#1f2328',
  grey: '#57606a',
  box: '#f6f8fa',
  edge: '#afb8c1',
};

/** The dark theme: what replaces each colour of the light one. GitHub knows the reader's theme. */
const darkColours: readonly (readonly [string, string])[] = [
  [light.paper, '#0d1117'],
  [light.ink, '#e6edf3'],
  [light.grey, '#9198a1'],
  [light.box, '#161b22'],
  [light.edge, '#484f58'],
];
const darkRules = darkColours.map(
  ([from, to]) => `[fill="${from}"]{fill:${to}}[stroke="${from}"]{stroke:${to}}`,
);
const darkTheme = `<style>@media (prefers-color-scheme:dark){${darkRules.join('')}}</style>`;

/** Colours of events: legible under white letters, and on a light and a dark background. */
const colours: Readonly<Record<Kind, string>> = {
  content: '#0969da',
  reasoning: '#8250df',
  toolCall: '#bf3989',
  toolResult: '#a0527f',
  source: '#0550ae',
  file: '#0550ae',
  tps: '#9a6700',
  usage: '#1b7c83',
  providerState: '#57606a',
  retrying: '#bc4c00',
  reset: '#6e7781',
  stopped: '#6e7781',
  error: '#cf222e',
  done: '#1a7f37',
};

const font = 'ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace';
const fontSize = { call: 13, label: 12, legend: 11 };

const styles = {
  background_color: light.paper,
  canvas_padding: 16,
  frame_width: 24,
  stream_spacing: 4,
  stacking_height: 24,
  arrow_stroke_color: light.grey,
  arrow_stroke_width: 1.5,
  arrow_width: 7,
  barrier_color: light.grey,
  completion_height: 32,
  completion_stroke_color: light.grey,
  error_color: colours.error,
  error_size: 16,
  error_stroke_width: 3,
  event_radius: 11,
  event_stroke_color: 'none',
  event_stroke_width: 0,
  event_value_color: 'white',
  event_value_font_family: font,
  event_value_font_size: fontSize.label,
  event_value_font_weight: 'bold',
  operator_corner_radius: 6,
  operator_fill_color: light.box,
  operator_height: 30,
  operator_spacing: 4,
  operator_stroke_color: light.edge,
  operator_stroke_width: 1,
  operator_title_color: light.ink,
  operator_title_font_family: font,
  operator_title_font_size: fontSize.call,
  stream_title_color: light.ink,
  stream_title_font_family: font,
  stream_title_font_size: fontSize.label,
  stream_title_width: 90,
};

const operatorBox = (title: string, own: Styles = {}): Operator => ({
  kind: 'O',
  title: [{ type: 'text', value: title }],
  styles: own,
});

/** A line of small print. Swirly has none, so it is an operator without a box. */
const caption = (text: string): Operator =>
  operatorBox(text, {
    fill_color: 'none',
    stroke_color: 'none',
    height: 16,
    spacing: 0,
    title_color: light.grey,
    title_font_size: fontSize.legend,
  });

const messageOf = (
  { frame, kind, letter, value }: TimedNotification,
  { start, end }: Line,
): Message => {
  const at = frame - start;
  switch (kind) {
    case 'complete':
      return { frame: at, notification: { kind: 'C' } };
    case 'error':
      return { frame: at, notification: { kind: 'E' } };
    case 'next':
      return {
        frame: at,
        notification: { kind: 'N', value: letter },
        // What comes after the unsubscription is grey.
        styles: { fill_color: frame > end ? light.edge : colours[wordsOf(value).kind] },
      };
  }
};

const isUnsubscribed = ({ notifications, end }: Line): boolean =>
  !notifications.some(({ frame, kind }) => frame <= end && kind !== 'next');

const streamOf = (line: Line): Stream => {
  const { label, notifications, start, end } = line;
  return {
    kind: 'S',
    title: label,
    frame: start,
    duration: lastFrame([line]) - start,
    messages: notifications.map((notification) => messageOf(notification, line)),
    decorations: isUnsubscribed(line) ? [{ kind: 'barrier', frame: end - start }] : [],
  };
};

const lastFrame = (lines: readonly Line[]): number =>
  Math.max(...lines.flatMap(({ end, notifications }) => [end, notifications.at(-1)?.frame ?? 0]));

/** The scale in ms. Swirly has none, so it is a stream of numbers without an arrow. */
const ruler = (duration: number): Stream => ({
  kind: 'S',
  title: 'ms',
  frame: 0,
  duration,
  messages: Array.from({ length: Math.floor(duration / 5) + 1 }, (_, index) => ({
    frame: index * 5,
    notification: { kind: 'N', value: String(index * 5) },
    styles: {
      fill_color: 'none',
      value_color: light.grey,
      value_font_size: fontSize.legend,
      value_font_weight: 'normal',
    },
  })),
  styles: { title_color: light.grey, arrow_stroke_color: 'none' },
});

/** Width of text in the widest of the fonts. */
const widthOf = (text: string, size: number): number => Math.ceil(text.length * size * 0.61);

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** The small print under a row: its legend, with the picture's own characters. */
const captionOf = (line: Line, legend: string): string =>
  [legend.replace('# ', '✕ '), isUnsubscribed(line) ? '┊ unsubscribed' : '']
    .filter((part) => part !== '')
    .join(', ');

/** Draws a diagram as an SVG picture. */
export function svg(diagram: Diagram): string {
  const call = callOf(diagram);
  const lines = linesOf(diagram);
  const legends = legendsOf(lines);
  const rows = lines.map((line, index) => ({
    stream: streamOf(line),
    text: captionOf(line, legends[index] ?? ''),
  }));
  const drawn = rows.map(({ stream, text }) => [stream, ...(text === '' ? [] : [caption(text)])]);
  const content = [
    ...(diagram.about === undefined ? [] : [caption(diagram.about)]),
    ...drawn.slice(0, -1).flat(),
    operatorBox(call),
    ...drawn.slice(-1).flat(),
    ruler(lastFrame(lines)),
  ];
  const width = Math.max(
    widthOf(call, fontSize.call) + 20,
    ...rows.map(({ text }) => widthOf(text, fontSize.legend)),
  );
  const { xml } = renderMarbleDiagram({ content, styles: { ...styles, minimum_width: width } });
  return `${xml.replace('>', `><title>${escaped(call)}</title>${darkTheme}`)}\n`;
}
