import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

export { version as esbuildVersion } from 'esbuild';

const folder = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Where code that imports this library is bundled. */
export const root = folder('../..');
/** Where code that imports its peers is bundled. */
export const bench = folder('..');

/**
 * Measures the bytes that a browser would load for `code`: minified, and minified and gzipped.
 * `from` is the folder whose packages it imports; `inputs` has the share of each file in the
 * minified bytes.
 */
export async function bundleSize({ code, from, external = [] }) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: from },
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'esm',
    external,
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  const { contents } = outputFiles[0];
  const [{ inputs }] = Object.values(metafile.outputs);
  return { minified: contents.length, gzipped: gzipSync(contents, { level: 9 }).length, inputs };
}
