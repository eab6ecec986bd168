import { type Member, withoutStars } from './members.js';
import { optionsOf } from './operatorDoc.js';

/** Functions that make an argument of an operator, and that operator. Its page describes them. */
export const companions: Readonly<Record<string, string>> = { tool: 'withTools' };

/** The doc comment of a companion as Markdown, and its types from the code. */
export interface CompanionDoc {
  readonly name: string;
  readonly summary: string;
  readonly signature: string;
  readonly options: readonly Member[];
  readonly example: string;
}

/** Reads the source of a companion. Throws if its doc comment lacks a part. */
export function readCompanionDoc(name: string, source: string): CompanionDoc {
  const file = `operators/${name}.ts`;
  const declared = new RegExp(
    `/\\*\\*((?:(?!\\*/)[^])*)\\*/\nexport (function ${name}(?:<[^(]*>)?\\(.*) \\{\n`,
  );
  const [, comment = '', signature = ''] = declared.exec(source) ?? [];
  const parts = /^([^]+?)\n\n@returns [^]*@example\n```ts\n([^]*?)\n```$/;
  const [, summary, example] = parts.exec(withoutStars(comment)) ?? [];
  if (summary === undefined || example === undefined) {
    throw new Error(`${file}: the doc comment of ${name} needs a summary, @returns and @example`);
  }
  return { name, summary, signature: `${signature};`, options: optionsOf(file, source), example };
}
