import { wires } from '../wires.mjs';
import { cuts, MAX_PEER_EVENTS } from './corpus.mjs';
import { count, digits } from './figures.mjs';
import { LIMIT } from './names.mjs';

const [cut] = Object.keys(cuts);

// Lengths in px.
const margin = 16;
const decade = 150;
const lane = 20;
const thickness = 12;
const fontSize = 12;

const style = `<style>
text { font: ${fontSize}px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
text { fill: #1f2328; }
.card { fill: #ffffff; stroke: #d0d7de; }
.about, .scale { fill: #57606a; }
.scale { font-size: 11px; text-anchor: middle; }
.grid { stroke: #d8dee4; stroke-dasharray: 2 3; }
.ours { fill: #0969da; }
.peer { fill: #6e7781; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  .card { fill: #0d1117; stroke: #30363d; }
  .about, .scale { fill: #9198a1; }
  .grid { stroke: #21262d; }
}
</style>`;

const escaped = (content) =>
  content.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const textAt = (x, y, content, name) =>
  `<text${name ? ` class="${name}"` : ''} x="${x}" y="${y}">${escaped(content)}</text>`;

/** The width of a text in the widest of the fonts. */
const widthOf = (content) => Math.ceil(content.length * fontSize * 0.61);

/** The bars of a protocol: its clients, each at the longest answer that it read. */
const barsOf = ({ cells }) => {
  const bars = cells
    .filter((cell) => cell.cut === cut && cell.size <= MAX_PEER_EVENTS)
    .flatMap(({ size, rows }) =>
      rows.map(({ name, toLimit }) => ({
        label: name.replaceAll('`', ''),
        times: toLimit.ratio,
        at: size === MAX_PEER_EVENTS ? '' : `, ${count(size)} events`,
      })),
    )
    .filter(({ label }) => label !== LIMIT);
  return [...new Map(bars.map((bar) => [bar.label, bar])).values()];
};

const described = ({ label, times, at }) => `${label} ${digits(times)}${at}`;

/** Draws the time of each client as a multiple of the limit, on a logarithmic scale. */
export function chart(results) {
  const groups = results.map((result) => ({
    title: wires[result.protocol].title,
    bars: barsOf(result),
  }));
  const bars = groups.flatMap((group) => group.bars);
  const decades = Math.ceil(Math.log10(Math.max(...bars.map(({ times }) => times))));

  const zero = margin + Math.max(...bars.map(({ label }) => widthOf(label))) + 12;
  const end = zero + decades * decade;
  const width = end + widthOf('000, 10k events') + margin;
  const lengthOf = (times) => Math.max(2, Math.log10(times) * decade);

  const title = `Time per event, ${cut}, ${count(MAX_PEER_EVENTS)} events`;
  const about = 'Multiples of the limit, on a logarithmic scale; shorter is better';
  const top = margin + 50;
  let y = top;
  const drawn = groups.flatMap(({ title, bars }) => {
    const heading = textAt(margin, (y += lane) - 5, title, 'about');
    const lanes = bars.map(({ label, times, at }) => {
      const middle = (y += lane) - lane / 2;
      const name = label.startsWith('sendStreamingChat') ? 'ours' : 'peer';
      const length = lengthOf(times);
      const box = `x="${zero}" y="${middle - thickness / 2}" width="${length.toFixed(1)}"`;
      return [
        textAt(margin, middle + 4, label),
        `<rect class="${name}" ${box} height="${thickness}"/>`,
        textAt(Math.round(zero + length + 6), middle + 4, `${digits(times)}${at}`),
      ].join('');
    });
    y += lane / 2;
    return [heading, ...lanes];
  });
  const height = y + 26;
  const scale = Array.from({ length: decades + 1 }, (_, power) => {
    const x = zero + power * decade;
    const line = `<line class="grid" x1="${x}" y1="${top}" x2="${x}" y2="${y}"/>`;
    return line + textAt(x, y + 15, String(10 ** power), 'scale');
  });
  const descriptions = groups.map(
    ({ title, bars }) => `${title}: ${bars.map(described).join('; ')}.`,
  );

  const viewBox = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const card = `x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${viewBox} role="img" aria-labelledby="title desc">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="desc">${escaped([`${about}.`, ...descriptions].join(' '))}</desc>`,
    style,
    `<rect class="card" ${card}/>`,
    textAt(margin, margin + 14, title),
    textAt(margin, margin + 34, about, 'about'),
    ...scale,
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}
