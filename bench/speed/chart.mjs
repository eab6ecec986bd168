import { cuts } from './corpus.mjs';
import { count, digits } from './figures.mjs';
import { colours, escaped, margin, rule, style, text, widthOf } from './svgElements.mjs';
import { wires } from './wires.mjs';

const [cut] = Object.keys(cuts);
const LONGEST = 100_000;

// Lengths in px.
const decade = 150;
const lane = 20;
const thickness = 12;

const plain = (name) => name.replaceAll('`', '');

/** What is drawn of a wire: its clients, each at the greatest length that it was measured at. */
const barsOf = ({ cells }) => {
  const bars = cells
    .filter((cell) => cell.cut === cut && cell.size <= LONGEST)
    .flatMap(({ size, rows }) =>
      rows.map(({ name, toLimit }) => ({
        label: plain(name),
        times: toLimit.ratio,
        at: size === LONGEST ? '' : `, ${count(size)} events`,
      })),
    )
    .filter(({ label }) => label !== 'the limit');
  return [...new Map(bars.map((one) => [one.label, one])).values()];
};

const told = ({ label, times, at }) => `${label} ${digits(times)}${at}`;

/** Draws the time of each client in 16 KiB reads, in times the limit, on a scale of powers of ten. */
export function chart(all) {
  const groups = all.map((result) => ({ title: wires[result.wire].title, bars: barsOf(result) }));
  const bars = groups.flatMap((group) => group.bars);
  const decades = Math.ceil(Math.log10(Math.max(...bars.map(({ times }) => times))));

  const zero = margin + Math.max(...bars.map(({ label }) => widthOf(label, 12))) + 12;
  const end = zero + decades * decade;
  const width = end + widthOf('000, 10k events', 12) + margin;
  const lengthOf = (times) => Math.max(2, Math.log10(times) * decade);

  const title = `Time per event, ${cut}, ${count(LONGEST)} events`;
  const about = 'Times the limit of the wire, on a logarithmic scale; shorter is better';
  const top = margin + 50;
  let y = top;
  const drawn = groups.flatMap(({ title, bars }) => {
    const heading = text('about', margin, (y += lane) - 5, title);
    const lanes = bars.map(({ label, times, at }) => {
      const middle = (y += lane) - lane / 2;
      const colour = label.startsWith('sendStreamingChat') ? colours.ours : colours.peer;
      const length = lengthOf(times);
      return [
        text('label', margin, middle + 4, label),
        `<rect x="${zero}" y="${middle - thickness / 2}" width="${length.toFixed(1)}" height="${thickness}" fill="${colour}"/>`,
        text('label', Math.round(zero + length + 6), middle + 4, `${digits(times)}${at}`),
      ].join('');
    });
    y += lane / 2;
    return [heading, ...lanes];
  });
  const height = y + 26;
  const scale = Array.from({ length: decades + 1 }, (_, power) => {
    const x = zero + power * decade;
    return rule('grid', x, top, x, y) + text('time', x, y + 15, String(10 ** power));
  });
  const words = groups.map(({ title, bars }) => `${title}: ${bars.map(told).join('; ')}.`);

  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="desc">${escaped([`${about}.`, ...words].join(' '))}</desc>`,
    style,
    `<rect class="card" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>`,
    text('label', margin, margin + 14, title),
    text('about', margin, margin + 34, about),
    ...scale,
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}
