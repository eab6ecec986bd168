import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './sources.js';

/** Most ms that a child process may take; it is killed then. */
export const CHILD_TIMEOUT = 60_000;

/** A project that has nothing but the packed package and its peers. */
export interface Consumer {
  /** What the tarball holds, paths with `/`. */
  readonly files: readonly string[];
  /** Text of one of `files`. */
  readonly read: (file: string) => string;
  /** Puts a file into the project. */
  readonly write: (file: string, text: string) => void;
  /** Runs `node` in the project; gives what it prints. */
  readonly node: (...args: readonly string[]) => Promise<string>;
}

// What an outer npm was told (--dry-run, --workspace, a prefix) is not for the one in here; where the registry is, is.
const isOuterNpm = (name: string): boolean =>
  /^(?:npm_|init_cwd$|node_options$)/i.test(name) &&
  !/^npm_config_(?:registry|cache|cafile|userconfig|globalconfig|\w*proxy)$/i.test(name);

const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !isOuterNpm(name)));

const execute = (command: string, args: readonly string[], cwd: string): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(
      command,
      args,
      { cwd, env, timeout: CHILD_TIMEOUT, killSignal: 'SIGKILL' },
      (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else reject(new Error(`${error.message}\n${stdout}${stderr}`));
      },
    );
  });

const rxjsVersion = (): string => {
  const { version }: { readonly version: string } = JSON.parse(
    readFileSync(join(root, 'node_modules/rxjs/package.json'), 'utf8'),
  );
  return version;
};

/** What `npm pack --json` says of a package, in part. */
interface PackReport {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** Packs the package as it is built, and installs it into an empty folder together with this repository's rxjs. */
export async function installPackage(folder: string): Promise<Consumer> {
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const [packed]: readonly [PackReport] = JSON.parse(
    await execute(
      'npm',
      ['pack', '--ignore-scripts', '--json', '--pack-destination', folder],
      root,
    ),
  );
  const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--no-update-notifier'];
  await execute(
    'npm',
    ['install', ...quiet, `./${packed.filename}`, `rxjs@${rxjsVersion()}`],
    folder,
  );

  const installed = join(folder, 'node_modules/rxjs-chat-stream');
  return {
    files: packed.files.map(({ path }) => path),
    read: (file) => readFileSync(join(installed, file), 'utf8'),
    write: (file, text) => writeFileSync(join(folder, file), text),
    node: (...args) => execute(process.execPath, args, folder),
  };
}
