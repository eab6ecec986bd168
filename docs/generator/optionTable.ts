import type { Member } from './members.js';

const inCell = (text: string): string => text.replace(/\|/g, '\\|');

const row = ({ name, type, isRequired, meaning, defaultValue }: Member): string =>
  `| \`${name}\` | \`${inCell(type)}\` | ${isRequired ? 'required' : inCell(defaultValue ?? '–')} | ${inCell(meaning)} |`;

/** Writes a Markdown table of options: name, type, default, meaning. */
export const optionTable = (options: readonly Member[]): string =>
  ['| option | type | default | meaning |', '| --- | --- | --- | --- |', ...options.map(row)].join(
    '\n',
  );
