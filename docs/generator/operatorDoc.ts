/** One option of an operator. */
export interface OptionDoc {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly meaning: string;
  /** In words, Markdown. */
  readonly defaultValue: string;
}

/** The doc comment of an operator, part by part, as Markdown; and what its code says of its types. */
export interface OperatorDoc {
  readonly sentence: string;
  readonly marbles: string;
  readonly contract: string;
  readonly whenToUse: string;
  readonly gotchas: string;
  /** `@param`, `@returns` and `@throws`. */
  readonly tags: string;
  readonly example: string;
  readonly signature: string;
  readonly options: readonly OptionDoc[];
}

// In this order, and each with all that is before the next. The compiler has no API to ask, so this is read as text.
const parts = {
  sentence: /([^.\n]+\.)\n\n/y,
  marbles: /```text\n([^]*?)\n```\n\n/y,
  contract: /\*\*Contract\*\*\n((?:- .+\n(?:  .+\n)*)+)\n/y,
  whenToUse: /\*\*When to use\*\* – (Use [^]*?)\n(?=\*\*)/y,
  gotchas: /\*\*Gotchas\*\* – ([^]*?)\n\n/y,
  tags: /((?:@param [^@]*)?@returns [^@]*(?:@throws [^@]*)?)\n\n/y,
  example: /@example\n```ts\n([^]*?)\n```$/y,
};

const withoutStars = (comment: string): string => comment.replace(/^ *\* ?/gm, '').trim();

const find = (pattern: RegExp, text: string, what: string): string => {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`${what} is missing, or not in its place`);
  return found;
};

const notified = 'Subscribe, Next, Complete, Error, Unsubscribe';

const checkContract = (contract: string, where: string): string => {
  const labels = [...contract.matchAll(/^- ([\w, ]+):/gm)].map((match) => match[1]).join(', ');
  if (labels !== notified) throw new Error(`${where} is about ${labels}, not ${notified}`);
  return contract.trimEnd();
};

const readOptions = (source: string): readonly OptionDoc[] => {
  const members = /export interface \w+Options \{\n([^]*?)\n\}/.exec(source)?.[1] ?? '';
  return [...members.matchAll(/\/\*\*([^]*?)\*\/\s+readonly (\w+)(\??): (.+);/g)].map(
    ([, comment = '', name = '', mark, type = '']) => {
      const [meaning = '', defaultValue = ''] = withoutStars(comment)
        .replace(/\s+/g, ' ')
        .split(' @defaultValue ');
      return { name, type, isRequired: mark === '', meaning, defaultValue };
    },
  );
};

/** Reads the source of operator `name`. Throws when its doc comment is not in the one order that all have. */
export function readOperatorDoc(name: string, source: string): OperatorDoc {
  const pattern = new RegExp(
    `/\\*\\*((?:(?!\\*/)[^])*)\\*/\nexport (function ${name}\\([^]*?\\) => Observable<.*>) \\{\n`,
  );
  const [, comment = '', declaration = ''] = pattern.exec(source) ?? [];
  const text = withoutStars(comment);

  let at = 0;
  const where = `operators/${name}.ts: `;
  const next = (part: keyof typeof parts): string => {
    const pattern = parts[part];
    pattern.lastIndex = at;
    const found = find(pattern, text, `${where}${part} of the doc comment`);
    at = pattern.lastIndex;
    return found;
  };

  return {
    sentence: next('sentence'),
    marbles: next('marbles'),
    contract: checkContract(next('contract'), `${where}contract`),
    whenToUse: next('whenToUse'),
    gotchas: next('gotchas'),
    tags: next('tags'),
    example: next('example'),
    // The defaults are in the table of the options.
    signature: `${declaration.replace(/\{[^}]*\}: (\w+) = \{\}/, 'options?: $1')};`,
    options: readOptions(source),
  };
}
