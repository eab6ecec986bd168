import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Node, parseSync } from 'oxc-parser';

/** The folder of the package; compiled tests are three folders deeper. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** One import, or export from elsewhere. */
export interface Import {
  /** The specifier as written. */
  readonly specifier: string;
  /** The path of the imported file from the root, or the specifier of a package. */
  readonly target: string;
  /** Whether the compiler erases it. */
  readonly typeOnly: boolean;
  /** Whether the file exports what it imports. */
  readonly isExported: boolean;
  /** The names that it imports by value. */
  readonly values: readonly string[];
  readonly line: number;
}

/** An exported name, also of what another file declares. */
interface Export {
  readonly name: string;
  readonly typeOnly: boolean;
}

/** A name in the code of a file: `fetch`, or `Date.now`. */
interface Mention {
  readonly name: string;
  /** Whether it is the default of a parameter or option. */
  readonly isDefault: boolean;
  readonly line: number;
}

/** A TypeScript file of the package. */
export interface SourceFile {
  /** From the root, with `/`. */
  readonly path: string;
  /** How many lines it has. */
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
  readonly mentions: readonly Mention[];
}

const resolve = (path: string, specifier: string): string =>
  specifier.startsWith('.')
    ? posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts')
    : specifier;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value;

/** Calls `enter` for a node and all below it, parents first. */
const walk = (node: Node, enter: (node: Node, parent?: Node) => void, parent?: Node): void => {
  enter(node, parent);
  for (const child of Object.values(node).flat().filter(isNode)) walk(child, enter, node);
};

type Found = Omit<Import, 'target' | 'line'>;

/** The import that a node of the syntax tree is, if it is one. */
const importOf = (node: Node): Found | undefined => {
  switch (node.type) {
    case 'ImportDeclaration': {
      const typeOnly = node.importKind === 'type';
      const values = node.specifiers.flatMap((each) =>
        each.type === 'ImportSpecifier' &&
        !(typeOnly || each.importKind === 'type') &&
        each.imported.type === 'Identifier'
          ? [each.imported.name]
          : [],
      );
      return { specifier: node.source.value, typeOnly, isExported: false, values };
    }
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration': {
      if (node.source === null) return undefined;
      const typeOnly = node.exportKind === 'type';
      return { specifier: node.source.value, typeOnly, isExported: true, values: [] };
    }
    case 'ImportExpression': {
      const specifier = 'value' in node.source ? String(node.source.value) : '(computed)';
      return { specifier, typeOnly: false, isExported: false, values: [] };
    }
    case 'TSImportType':
      return { specifier: node.source.value, typeOnly: true, isExported: false, values: [] };
    default:
      return undefined;
  }
};

/** The name that a node of the syntax tree mentions, if it does. */
const nameOf = (node: Node): string | undefined => {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'NewExpression' && node.callee.type === 'Identifier') {
    return `new ${node.callee.name}(${node.arguments.length === 0 ? '' : '…'})`;
  }
  if (node.type !== 'MemberExpression') return undefined;
  const { object, property } = node;
  if (object.type !== 'Identifier' || property.type !== 'Identifier') return undefined;
  return `${object.name}.${property.name}`;
};

const readSource = (path: string): SourceFile => {
  const text = readFileSync(join(root, path), 'utf8');
  const { program, module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0]?.message}`);

  const lineOf = ({ start }: Node): number => text.slice(0, start).split('\n').length;
  const imports: Import[] = [];
  const mentions: Mention[] = [];
  walk(program, (node, parent) => {
    const found = importOf(node);
    if (found !== undefined) {
      imports.push({ ...found, target: resolve(path, found.specifier), line: lineOf(node) });
    }
    const name = nameOf(node);
    if (name !== undefined) {
      const isDefault = parent?.type === 'AssignmentPattern' && parent.right === node;
      mentions.push({ name, isDefault, line: lineOf(node) });
    }
  });

  return {
    path,
    lines: text.split('\n').length - 1,
    imports,
    exports: module.staticExports
      .flatMap(({ entries }) => entries)
      .flatMap(({ exportName: { name }, isType }) =>
        name === null ? [] : [{ name, typeOnly: isType }],
      ),
    mentions,
  };
};

/** Reads all TypeScript files in a folder of the package, installed packages aside. */
export const readSources = (folder: string): readonly SourceFile[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'))
    .map((name) => readSource(posix.join(folder, name.replaceAll('\\', '/'))));
