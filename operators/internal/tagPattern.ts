/**
 * Makes an expression that cuts a text into whole tags with the given names, runs of the characters that mark Markdown code,
 * line ends, and what is between them. Its groups: what more text may complete, then the `/` of a closing tag, the name, and
 * the `/` of an empty one.
 */
export function tagPattern(names: readonly string[]): RegExp {
  const letters = names.map((name) => Array.from(name, (letter) => `[${letter}]`));
  const whole = letters.map((all) => all.join('')).join('|');
  // Attributes have values: without that, `<think this is >` in a sentence would be a tag.
  const attribute = `[ \\t]+[\\w:.-]+=(?:"[^">]*"|'[^'>]*'|[^\\s"'>/]+)`;
  const started = letters.map(
    (all) => all.join('(?:') + '(?:[ \\t][^<>\\r\\n]*)?/?' + ')?'.repeat(all.length - 1),
  );
  return new RegExp(
    // A longer token is text, or an unclosed `<think …` would hold back the rest of the answer.
    `(?![^]{256})(</?(?:${started.join('|')})?$|\`+$|~+$)|` +
      `<(?=[^<>\\r\\n]{0,254}>)(/?)(${whole})(?:${attribute})*[ \\t]*(/?)>|` +
      '`{1,256}|~{1,256}|[\\r\\n]|[^<`~\\r\\n]+|<',
    'gi',
  );
}
