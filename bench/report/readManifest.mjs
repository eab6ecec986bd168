import { readFileSync } from 'node:fs';

/** Reads the package.json of this library or of a dependency of the bench. */
export function readManifest(name) {
  const folder = name === 'rxjs-chat-stream' ? '../..' : `../node_modules/${name}`;
  return JSON.parse(readFileSync(new URL(`${folder}/package.json`, import.meta.url), 'utf8'));
}
