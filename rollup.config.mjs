// Bundles what tsc has put into build/: for bundlers (esm), for Node (node) and for `require`
// (cjs), with declarations.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const entries = ['src/index', 'src/protocols/index', 'operators/index'];
const folders = ['src', 'operators'];
const isBare = (id) => !/^[./]/.test(id);

// tsc leaves its source maps inline; rollup wants them apart, and then its own lead to the
// TypeScript.
const tscMaps = {
  name: 'tsc-maps',
  load(id) {
    const [code, map] = readFileSync(id, 'utf8').split(
      '\n//# sourceMappingURL=data:application/json;base64,',
    );
    return { code, map: map && JSON.parse(Buffer.from(map, 'base64').toString()) };
  },
};

// Packages that each build carries. The versions of the parser that read every stream right want a
// newer Node than this package does, so an installer would complain. Of io-ts and fp-ts, the bundler
// of an app would keep classes and helpers that nothing uses.
const bundled = ['eventsource-parser', 'fp-ts', 'io-ts'];
const modules = fileURLToPath(new URL('node_modules/', import.meta.url));

const fpTs = /^fp-ts\/(?:lib|es6)\/(\w+)(?:\.js)?$/;

const fileOf = (id, importer) => {
  if (id === 'eventsource-parser') return fileURLToPath(import.meta.resolve(id));
  if (id === 'io-ts') return `${modules}io-ts/es6/index.js`;
  const name = importer?.startsWith(`${modules}fp-ts/`) ? id.slice(2) : fpTs.exec(id)?.[1];
  return name ? `${modules}fp-ts/es6/${name}.js` : null;
};

const bundle = {
  name: 'bundle',
  resolveId: fileOf,
  // Both declare that their modules have no side effects, so that what a module makes at its top
  // level may be dropped. rollup wants that declared for each call.
  transform: (code, id) =>
    /\/(fp|io)-ts\//.test(id)
      ? {
          code: code.replace(
            /^((?:export )?var \w+ = )(?=new |\w+\(|\/\*\* @class)/gm,
            '$1/*#__PURE__*/ ',
          ),
          map: null,
        }
      : null,
  generateBundle() {
    for (const name of bundled) {
      this.emitFile({
        type: 'asset',
        fileName: `vendor/LICENSE-${name}`,
        source: readFileSync(`${modules}${name}/LICENSE`),
      });
    }
  },
};

// tsc's declarations go beside the code; those for `require` need their own extension, also in what
// they import.
const declarations = (extension) => ({
  name: 'declarations',
  generateBundle() {
    for (const folder of folders) {
      for (const file of readdirSync(join('build', folder), { recursive: true })) {
        if (!file.endsWith('.d.ts')) continue;
        const text = readFileSync(join('build', folder, file), 'utf8').replace(
          /\n\/\/# sourceMappingURL=.*/,
          '',
        );
        this.emitFile({
          type: 'asset',
          fileName: join(folder, file.replace(/\.d\.ts$/, `.d.${extension}`)),
          source:
            extension === 'ts'
              ? text
              : text.replace(/((?:from|import\()\s*'\.{1,2}\/[^']+)\.js'/g, "$1.cjs'"),
        });
      }
    }
  },
});

// What only Node needs stays out of the build for bundlers, which has the condition `node` for it.
const withoutNode = {
  name: 'without-node',
  renderChunk: (code, { name }) =>
    name === 'src/transport/codingsGuard'
      ? { code: 'export const codingsGuard = () => ({});\n', map: null }
      : null,
};

const input = Object.fromEntries(entries.map((entry) => [entry, `build/${entry}.js`]));
const output = (dir, format, extension, options = {}) => ({
  dir: `dist/${dir}`,
  format,
  sourcemap: true,
  preserveModules: true,
  preserveModulesRoot: 'build',
  generatedCode: 'es2015',
  entryFileNames: ({ name }) => `${name.replace(/^.*node_modules\//, 'vendor/')}.${extension}`,
  ...options,
});

export default {
  input,
  external: (id) => isBare(id) && fileOf(id) === null,
  plugins: [tscMaps, bundle],
  output: [
    output('esm', 'es', 'js', {
      plugins: [declarations('ts'), withoutNode],
    }),
    output('node', 'es', 'js'),
    output('cjs', 'cjs', 'cjs', { interop: 'esModule', plugins: [declarations('cts')] }),
  ],
};
