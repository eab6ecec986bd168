import { readdirSync, readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { diagrams } from '../diagrams.js';
import { companions, readCompanionDoc } from './companionDoc.js';
import { callOf, type Diagram, operatorOf } from './diagram.js';
import { readOperatorDoc } from './operatorDoc.js';
import { page, type Picture } from './page.js';
import { svg } from './svg.js';

/** The folder of the operator pages and their pictures. */
export const pagesFolder = 'docs/operators';

/** The names of all operators. */
export const operatorNames: readonly string[] = readdirSync('operators')
  .filter((file) => file.endsWith('.ts') && file !== 'index.ts')
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((name) => !Object.hasOwn(companions, name))
  .sort();

/** The diagrams of one operator. */
export const diagramsOf = (name: string): readonly Diagram[] =>
  diagrams.filter((diagram) => operatorOf(diagram) === name);

/** The source of an operator, or of a companion. */
export const sourceOf = (name: string): string => readFileSync(`operators/${name}.ts`, 'utf8');

const pictureOf = (diagram: Diagram, index: number): Picture => ({
  file: `${operatorOf(diagram)}${index === 0 ? '' : `-${index + 1}`}.svg`,
  alternative: `Marble diagram of ${callOf(diagram)}${diagram.about === undefined ? '' : `: ${diagram.about}`}`,
});

const filesOf = async (name: string): Promise<readonly (readonly [string, string])[]> => {
  const own = diagramsOf(name);
  const pictures = own.map(pictureOf);
  const beside = Object.keys(companions).filter((each) => companions[each] === name);
  const text = page(
    name,
    readOperatorDoc(name, sourceOf(name)),
    beside.map((each) => readCompanionDoc(each, sourceOf(each))),
    pictures,
    operatorNames,
  );
  const config = await resolveConfig(`${pagesFolder}/${name}.md`);
  return [
    [`${name}.md`, await format(text, { ...config, parser: 'markdown' })],
    ...own.map((diagram, index) => [pictureOf(diagram, index).file, svg(diagram)] as const),
  ];
};

/** Generates the files of {@link pagesFolder}: the name of each, and its text. */
export async function generatePages(): Promise<ReadonlyMap<string, string>> {
  return new Map((await Promise.all(operatorNames.map(filesOf))).flat());
}
