/** One member of an interface, from its doc comment. */
export interface Member {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly meaning: string;
  /** In words, as Markdown; `undefined` without `@defaultValue`. */
  readonly defaultValue: string | undefined;
}

/** Removes the stars of a doc comment. */
export const withoutStars = (comment: string): string => comment.replace(/^ *\* ?/gm, '').trim();

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

// Prettier indents members by two spaces, so a member ends at the first `;` before such a line.
const memberPattern =
  /(?:\/\*\*((?:(?!\*\/)[^])*)\*\/\s+)?^  readonly (\w+)(\??):\s([^]*?);(?=\n\n? {2}\S|\n$)/gm;

/**
 * Reads the members that interface `name` itself declares in `source`. TypeScript 7 has no API for
 * this, so it reads text. Throws if a member has no doc comment.
 */
export function readMembers(file: string, source: string, name: string): readonly Member[] {
  const body = new RegExp(
    `export interface ${name}(?:<[^]*?>)?(?: extends [^{]+)? \\{\n([^]*?\n)\\}`,
  );
  const members = body.exec(source)?.[1];
  if (members === undefined) throw new Error(`${file}: no \`export interface ${name} {\``);
  return [...members.matchAll(memberPattern)].map(
    ([, comment = '', member = '', mark, type = '']) => {
      const [meaning = '', defaultValue] = oneLine(withoutStars(comment)).split(/ ?@defaultValue /);
      if (meaning === '') {
        throw new Error(
          `${file}: ${name}.${member} needs a doc comment that says what it does, with its unit`,
        );
      }
      const isRequired = mark === '';
      return {
        name: member,
        type: oneLine(type)
          .replace(/^\| /, '')
          .replace(/ \| undefined$/, ''),
        isRequired,
        meaning,
        defaultValue,
      };
    },
  );
}
