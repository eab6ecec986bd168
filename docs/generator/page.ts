import type { CompanionDoc } from './companionDoc.js';
import type { OperatorDoc } from './operatorDoc.js';
import { optionTable } from './optionTable.js';

/** A picture on a page. */
export interface Picture {
  readonly file: string;
  /** The alternative text. */
  readonly alternative: string;
}

/** Turns the tags into a list: `@throws X when` becomes `Throws X when`. */
const tagLines = (tags: string): string =>
  tags
    .split(/\n(?=@)/)
    .map((tag) => `- ${tag.slice(1, 2).toUpperCase()}${tag.slice(2)}`)
    .map((line) => line.replace(/^- Param (\w+)/, '- Takes `$1`:'))
    .join('\n');

/**
 * Writes the page of an operator and its companions. It links to the pages of the other
 * `operators`.
 */
export function page(
  name: string,
  doc: OperatorDoc,
  companions: readonly CompanionDoc[],
  pictures: readonly Picture[],
  operators: readonly string[],
): string {
  const linked = (text: string): string =>
    text
      .replace(/\{@link (\w+)\}/g, '`$1`')
      .replace(/`(\w+)`/g, (code, other: string) =>
        other !== name && operators.includes(other) ? `[${code}](${other}.md)` : code,
      );
  return [
    `<!-- Generated from operators/${name}.ts and docs/diagrams.ts by \`npm run docs\`. -->`,
    `# ${name}`,
    linked(doc.summary),
    ...pictures.map(({ file, alternative }) => `![${alternative}](${file})`),
    `\`\`\`text\n${doc.diagrams}\n\`\`\``,
    // Not ```ts: the tests run those.
    `\`\`\`typescript\n${doc.signature}\n\`\`\``,
    ...(doc.options.length === 0 ? [] : [linked(optionTable(doc.options))]),
    tagLines(linked(doc.tags)),
    '## Contract',
    linked(doc.contract),
    '## When to use',
    linked(doc.whenToUse),
    '## Gotchas',
    linked(doc.gotchas),
    '## Example',
    `\`\`\`ts\n${doc.example}\n\`\`\``,
    ...companions.flatMap((each) => [
      `## ${each.name}`,
      linked(each.summary),
      `\`\`\`typescript\n${each.signature}\n\`\`\``,
      linked(optionTable(each.options)),
      `\`\`\`ts\n${each.example}\n\`\`\``,
    ]),
    `Source: [operators/${name}.ts](../../operators/${name}.ts)`,
  ].join('\n\n');
}
