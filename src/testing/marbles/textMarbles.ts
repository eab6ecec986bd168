/** A diagram of text in the syntax of RxJS, and the texts of its letters. */
export interface TextMarbles {
  readonly marbles: string;
  readonly texts: Readonly<Record<string, string>>;
}

// Upper case, because the kit has meanings for some letters of the other.
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
// After these, Unicode has letters enough.
const MORE_LETTERS = 0x100;

const letterAt = (index: number): string =>
  letters[index] ?? String.fromCodePoint(MORE_LETTERS + index);

// A time between spaces, as RxJS has it.
const time = /(?: |(?<= |^))(\d+(?:\.\d+)?(?:ms|s|m))(?: |$)/y;

/**
 * Reads a diagram in which each run of characters is one text, at the time of its first character:
 * `Hel-lo--|`. Every character takes 1 ms, a space too, except around the diagram and around a time
 * such as ` 10ms `.
 * @throws TypeError for anything after the end
 */
export function textMarbles(name: string, diagram: string): TextMarbles {
  const text = diagram.trim();
  const texts: Record<string, string> = {};
  let marbles = '';
  let run: string | undefined;
  let isOver = false;

  for (let at = 0; at < text.length;) {
    if (isOver) throw new TypeError(`${name}: nothing may come after the end in '${text}'`);
    time.lastIndex = at;
    const [written = '', amount] = time.exec(text) ?? [];
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    if (amount !== undefined) {
      marbles += ` ${amount} `;
      run = undefined;
    } else if (/[-|#]/.test(character)) {
      marbles += character;
      run = undefined;
      isOver = character !== '-';
    } else if (run === undefined) {
      run = letterAt(Object.keys(texts).length);
      texts[run] = character;
      marbles += run;
    } else {
      texts[run] += character;
      marbles += '-';
    }
    at += written.length || character.length;
  }
  return { marbles, texts };
}
