// Bundles what tsc has put into build/: for bundlers (esm), for Node (node) and for `require`
// (cjs), with declarations.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const entries = [
  'src/index',
  'src/protocols/index',
  'src/testing/index',
  'src/testing/node/index',
  'operators/index',
];
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
// newer Node than this package does, so an installer would complain. Of fp-ts, the bundler of an app
// would keep helpers that nothing uses.
const bundled = ['eventsource-parser', 'fp-ts'];
const modules = fileURLToPath(new URL('node_modules/', import.meta.url));
const fpTs = /^fp-ts\/lib\/(\w+)\.js$/;

const fileOf = (id, importer) => {
  if (id === 'eventsource-parser') return fileURLToPath(import.meta.resolve(id));
  const name = importer?.startsWith(`${modules}fp-ts/`) ? id.slice(2) : fpTs.exec(id)?.[1];
  return name ? `${modules}fp-ts/es6/${name}.js` : null;
};

// Of the parser's callbacks we give one. rollup leaves out what only the others need.
const allCallbacks = '{ maxBufferSize, onComment, onError, onEvent, onId, onRetry } = config';
const ourCallback =
  '{ maxBufferSize, onEvent } = config, onComment = undefined, onError = undefined, ' +
  'onId = undefined, onRetry = undefined';

const bundle = {
  name: 'bundle',
  resolveId: fileOf,
  transform(code, id) {
    if (!id.endsWith('/eventsource-parser/dist/parse.js')) return null;
    const changed = code.replace(allCallbacks, ourCallback);
    if (changed === code) this.error(`The parser has no ${allCallbacks}`);
    return { code: changed, map: null };
  },
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
