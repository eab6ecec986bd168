import { type Member, readMembers, withoutStars } from './members.js';

/** The doc comment of an operator, part by part, as Markdown, and its types from the code. */
export interface OperatorDoc {
  readonly summary: string;
  readonly diagrams: string;
  readonly contract: string;
  readonly whenToUse: string;
  readonly gotchas: string;
  /** `@param`, `@returns` and `@throws`. */
  readonly tags: string;
  readonly example: string;
  readonly signature: string;
  readonly options: readonly Member[];
}

interface Part {
  /** How an author writes it. */
  readonly form: string;
  /** Captures the content. Sticky: a part starts where the one before it ends. */
  readonly pattern: RegExp;
}

/** The parts of a doc comment, in the order that all operators share. */
const parts = {
  summary: { form: 'one sentence, then a blank line', pattern: /([^.\n]+\.)\n\n/y },
  diagrams: {
    form: 'a fence ```text with the marble diagrams, then a blank line',
    pattern: /```text\n([^]*?)\n```\n\n/y,
  },
  contract: {
    form: '**Contract** with one bullet each for Subscribe, Next, Complete, Error, Unsubscribe',
    pattern: /\*\*Contract\*\*\n((?:- .+\n(?:  .+\n)*)+)\n/y,
  },
  whenToUse: {
    form: '**When to use** – Use …',
    pattern: /\*\*When to use\*\* – (Use [^]*?)\n(?=\*\*)/y,
  },
  gotchas: {
    form: '**Gotchas** – …, then a blank line',
    pattern: /\*\*Gotchas\*\* – ([^]*?)\n\n/y,
  },
  tags: {
    form: '@param (if it takes any), @returns, @throws (if it does), then a blank line',
    pattern: /((?:@param [^@]*)*@returns [^@]*(?:@throws [^@]*)?)\n\n/y,
  },
  example: {
    form: '@example with a fence ```ts, the last part',
    pattern: /@example\n```ts\n([^]*?)\n```$/y,
  },
} satisfies Readonly<Record<string, Part>>;

const order = Object.values(parts)
  .map(({ form }, index) => `\n  ${index + 1}. ${form}`)
  .join('');

const lineAt = (text: string, at: number): string =>
  text.slice(at).trimStart().split('\n', 1)[0] || 'the end';

const bullets = 'Subscribe, Next, Complete, Error, Unsubscribe';

const checkContract = (contract: string, file: string): string => {
  const labels = [...contract.matchAll(/^- ([\w, ]+):/gm)].map((match) => match[1]).join(', ');
  if (labels !== bullets) {
    throw new Error(
      `${file}: **Contract** has the bullets ${labels}. It needs ${bullets}, in this order.`,
    );
  }
  return contract.trimEnd();
};

/** The options that a file declares. */
export const optionsOf = (file: string, source: string): readonly Member[] => {
  const name = /export interface (\w+Options)(?:<\w+>)? /.exec(source)?.[1];
  const options = name === undefined ? [] : readMembers(file, source, name);
  for (const { name: option, isRequired, defaultValue } of options) {
    if (!isRequired && defaultValue === undefined)
      throw new Error(`${file}: the doc comment of option \`${option}\` needs a @defaultValue`);
  }
  return options;
};

/**
 * Reads the source of operator `name`. Throws if its doc comment lacks a part or has another order;
 * the error says which part, and lists the order.
 */
export function readOperatorDoc(name: string, source: string): OperatorDoc {
  const file = `operators/${name}.ts`;
  const declared = new RegExp(
    `/\\*\\*((?:(?!\\*/)[^])*)\\*/\nexport (function ${name}(?:<[^(]*>)?\\([^]*?\\) => Observable<.*>) \\{\n`,
  );
  const [, comment, declaration = ''] = declared.exec(source) ?? [];
  if (comment === undefined) {
    throw new Error(
      `${file}: expected a doc comment, and right below it ` +
        `\`export function ${name}(…): (source) => Observable<…> {\``,
    );
  }
  const text = withoutStars(comment);

  let at = 0;
  const next = (part: keyof typeof parts): string => {
    const { form, pattern } = parts[part];
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[1];
    if (found === undefined) {
      throw new Error(
        `${file}: the doc comment of ${name} lacks its part "${part}", or has it elsewhere.\n` +
          `Expected here: ${form}\nFound instead: ${lineAt(text, at)}\n` +
          `The parts, in this order:${order}`,
      );
    }
    at = pattern.lastIndex;
    return found;
  };

  return {
    summary: next('summary'),
    diagrams: next('diagrams'),
    contract: checkContract(next('contract'), file),
    whenToUse: next('whenToUse'),
    gotchas: next('gotchas'),
    tags: next('tags'),
    example: next('example'),
    // The table of options shows the defaults.
    signature: `${declaration.replace(/\{[^]*\}: (\w+) = \{\}/, 'options?: $1')};`,
    options: optionsOf(file, source),
  };
}
