import type { Kind } from './words.js';

/** Lengths in px. */
export const size = {
  /** Width of a ms. */
  frame: 22,
  radius: 10,
  /** From a sign to the one below it, in the same ms. */
  stack: 22,
  /** Height of a line of small print. */
  line: 13,
  margin: 16,
};

/** Colours of values; white letters stand out from them, and they from both backgrounds. */
export const colours: Readonly<Record<Kind, string>> = {
  content: '#0969da',
  reasoning: '#8250df',
  toolCall: '#bf3989',
  tps: '#9a6700',
  usage: '#1b7c83',
  reset: '#6e7781',
  stopped: '#6e7781',
  error: '#cf222e',
  done: '#1a7f37',
};

/** The style sheet of a picture, which brings its own background: so it is legible whatever the page around it is like. */
export const style = `<style>
text { font: 11px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #1f2328; }
.card { fill: #ffffff; stroke: #d0d7de; }
.call { fill: #f6f8fa; stroke: #afb8c1; }
.call-text { font-size: 13px; }
.label, .about { font-size: 12px; }
.about, .time { fill: #57606a; }
.call-text, .caption, .letter, .time { text-anchor: middle; }
.letter { fill: #ffffff; font-weight: bold; }
.axis, .bar { stroke: #57606a; stroke-width: 2; }
.cross { stroke: #cf222e; stroke-width: 3; stroke-linecap: round; }
.tick { stroke: #afb8c1; }
.grid { stroke: #d8dee4; stroke-dasharray: 2 3; }
.unseen { opacity: 0.5; }
.unseen .axis { stroke-dasharray: 3 3; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  .card { fill: #0d1117; stroke: #30363d; }
  .call { fill: #161b22; stroke: #484f58; }
  .about, .time { fill: #9198a1; }
  .axis, .bar { stroke: #9198a1; }
  .cross { stroke: #f85149; }
  .tick { stroke: #484f58; }
  .grid { stroke: #21262d; }
}
</style>`;

/** Makes text safe for XML. */
export const escaped = (content: string): string =>
  content.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** A piece of text. */
export const text = (name: string, x: number, y: number, content: string): string =>
  `<text class="${name}" x="${x}" y="${y}">${escaped(content)}</text>`;

/** A straight line. */
export const rule = (name: string, x1: number, y1: number, x2: number, y2: number): string =>
  `<line class="${name}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;

/** Width of text in the widest of the fonts. */
export const widthOf = (content: string, fontSize = 11): number =>
  Math.ceil(content.length * fontSize * 0.61);
