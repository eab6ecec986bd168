import { callOf, type Diagram, type Line, linesOf } from './diagram.js';
import { escaped, rule, size, style, text, widthOf } from './svgElements.js';
import {
  captioned,
  depthOf,
  drawCaption,
  drawSign,
  type PlacedSign,
  placeSigns,
  rightOf,
} from './svgSigns.js';
import { wordsOf } from './words.js';

/** A row in words, for those who do not see it. */
const told = ({ label, signs, end }: Line): string => {
  const seen = signs.filter(({ frame }) => frame <= end);
  const parts = seen.map(({ frame, kind, value }) => {
    if (kind === 'complete') return `completion at ${frame}`;
    return `${wordsOf(value).parts.join(' ')} at ${frame}`;
  });
  const isCut = seen.every(({ kind }) => kind === 'next');
  return `${label}: ${[...parts, ...(isCut ? [`unsubscribed at ${end}`] : [])].join(', ')}.`;
};

/** A row: its label, its axis from start to end, its signs, and faintly what comes too late. */
const drawRow = (
  { label, start, end, signs }: Line,
  placed: readonly PlacedSign[],
  zero: number,
  axis: number,
): readonly string[] => {
  const x = (frame: number): number => zero + frame * size.frame;
  const last = Math.max(end, ...signs.map(({ frame }) => frame));
  // A bar goes behind the circles of its ms.
  const inOrder = [...placed].sort(
    (a, b) => Number(b.kind === 'complete') - Number(a.kind === 'complete'),
  );
  const draw = (some: readonly PlacedSign[]): string =>
    some.map((sign) => drawSign(sign, axis)).join('');
  const unseen = inOrder.filter(({ frame }) => frame > end);
  const captions = captioned(placed).filter(({ frame }) => frame <= end);
  return [
    text('label', size.margin, axis + 4, label),
    rule('axis', x(start), axis, x(end), axis),
    draw(inOrder.filter(({ frame }) => frame <= end)),
    captions.map((sign) => drawCaption(sign, axis)).join(''),
    ...(unseen.length === 0
      ? []
      : [`<g class="unseen">${rule('axis', x(end), axis, x(last), axis)}${draw(unseen)}</g>`]),
  ];
};

/** The scale at the bottom, in ms, and the lines that lead up from it. */
const drawScale = (frames: number, zero: number, top: number, y: number): readonly string[] => [
  rule('tick', zero, y, zero + frames * size.frame, y),
  text('time', size.margin + 6, y + 18, 'ms'),
  ...Array.from({ length: frames + 1 }, (_, frame) => {
    const x = zero + frame * size.frame;
    if (frame % 5 !== 0) return rule('tick', x, y, x, y + 3);
    return (
      rule('grid', x, top, x, y) +
      rule('tick', x, y, x, y + 6) +
      text('time', x, y + 18, String(frame))
    );
  }),
];

/** Draws a diagram as an SVG picture. */
export function svg(diagram: Diagram): string {
  const { about } = diagram;
  const { margin } = size;
  const call = callOf(diagram);
  const lines = linesOf(diagram);
  const zero = margin + Math.max(...lines.map(({ label }) => widthOf(label, 12))) + 22;
  const rows = lines.map((line) => ({ line, signs: placeSigns(line, zero) }));
  const frames = Math.max(...lines.flatMap(({ end, signs }) => [end, signs.at(-1)?.frame ?? 0]));
  const right = Math.max(
    zero + (frames + 1) * size.frame,
    ...rows.map(({ signs }) => rightOf(signs)),
    margin + widthOf(call, 13) + margin,
    margin + widthOf(about ?? '', 12),
  );
  const width = right + margin;

  const top = about === undefined ? margin : margin + 24;
  let y = top;
  const drawn = rows.flatMap(({ line, signs }, index) => {
    const isResult = index === rows.length - 1;
    const box = isResult ? y + 6 : y;
    const axis = (isResult ? box + 40 : y) + 18;
    y = axis + depthOf(signs) + 6;
    return [
      ...(isResult
        ? [
            `<rect class="call" x="${margin}" y="${box}" width="${width - 2 * margin}" height="30" rx="6"/>`,
            text('call-text', Math.round(width / 2), box + 20, call),
          ]
        : []),
      ...drawRow(line, signs, zero, axis),
    ];
  });
  const height = y + 32;

  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escaped(call)}</title>`,
    `<desc id="desc">${escaped([...(about === undefined ? [] : [`${about}.`]), 'Times in ms.', ...lines.map(told)].join(' '))}</desc>`,
    style,
    `<rect class="card" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>`,
    ...(about === undefined ? [] : [text('about', margin, margin + 11, about)]),
    ...drawScale(frames, zero, top, y + 4),
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}
