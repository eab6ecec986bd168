/** Lengths in px. */
export const margin = 16;

/** Colours of the bars; they stand out from both backgrounds. */
export const colours = { ours: '#0969da', peer: '#6e7781' };

/** The style sheet. The picture brings its own background, so it is legible on any page. */
export const style = `<style>
text { font: 11px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #1f2328; }
.card { fill: #ffffff; stroke: #d0d7de; }
.label, .about { font-size: 12px; }
.about, .time { fill: #57606a; }
.time { text-anchor: middle; }
.grid { stroke: #d8dee4; stroke-dasharray: 2 3; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  .card { fill: #0d1117; stroke: #30363d; }
  .about, .time { fill: #9198a1; }
  .grid { stroke: #21262d; }
}
</style>`;

/** Makes text safe for XML. */
export const escaped = (content) =>
  content.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** A piece of text. */
export const text = (name, x, y, content) =>
  `<text class="${name}" x="${x}" y="${y}">${escaped(content)}</text>`;

/** A straight line. */
export const rule = (name, x1, y1, x2, y2) =>
  `<line class="${name}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;

/** Width of text in the widest of the fonts. */
export const widthOf = (content, fontSize) => Math.ceil(content.length * fontSize * 0.61);
