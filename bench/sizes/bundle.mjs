import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

export const folder = (path) => fileURLToPath(new URL(path, import.meta.url));
export const root = folder('../..');

/**
 * The bytes that a browser would load for this code, minified and after gzip, and how many of the
 * minified ones come from which file. Its packages are looked for in `from`.
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
