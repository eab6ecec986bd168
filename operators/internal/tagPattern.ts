/**
 * Makes an expression that splits a text into complete tags with the given names, runs of
 * backticks or tildes, line ends, and the text between them. Its groups are: a token at the end
 * that more text may change, the `/` of a closing tag, the name, and the `/` of an empty tag.
 */
export function tagPattern(names: readonly string[]): RegExp {
  const letters = names.map((name) => Array.from(name, (letter) => `[${letter}]`));
  const anyName = letters.map((all) => all.join('')).join('|');
  // Attributes must have values, or `<think this is >` in a sentence would be a tag.
  const attribute = `[ \\t]+[\\w:.-]+=(?:"[^">]*"|'[^'>]*'|[^\\s"'>/]+)`;
  const started = letters.map(
    (all) => all.join('(?:') + '(?:[ \\t][^<>\\r\\n]*)?/?' + ')?'.repeat(all.length - 1),
  );
  return new RegExp(
    // At most 256 characters, or an unclosed `<think …` would hold back the rest of the answer.
    `(?![^]{256})(</?(?:${started.join('|')})?$|\`+$|~+$)|` +
      `<(?=[^<>\\r\\n]{0,254}>)(/?)(${anyName})(?:${attribute})*[ \\t]*(/?)>|` +
      '`{1,256}|~{1,256}|[\\r\\n]|[^<`~\\r\\n]+|<',
    'gi',
  );
}
