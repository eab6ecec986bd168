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

// Its versions that read every stream right want a newer Node than this package does, so that each
// build carries it: an installer has nothing to complain of.
const bundled = 'eventsource-parser';

const bundle = {
  name: 'bundle',
  resolveId: (id) => (id === bundled ? fileURLToPath(import.meta.resolve(id)) : null),
  generateBundle() {
    this.emitFile({
      type: 'asset',
      fileName: `vendor/LICENSE-${bundled}`,
      source: readFileSync(new URL(`node_modules/${bundled}/LICENSE`, import.meta.url)),
    });
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

// fp-ts has one folder for Node and another for bundlers, and no `exports` to choose between them.
const forBundlers = (id) => id.replace(/^fp-ts\/lib\//, 'fp-ts/es6/');

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
  external: (id) => isBare(id) && id !== bundled,
  plugins: [tscMaps, bundle],
  output: [
    output('esm', 'es', 'js', {
      paths: forBundlers,
      plugins: [declarations('ts'), withoutNode],
    }),
    output('node', 'es', 'js'),
    output('cjs', 'cjs', 'cjs', { interop: 'esModule', plugins: [declarations('cts')] }),
  ],
};
