import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './sources.js';

/** Maximum ms that a child process may take; it is killed then. */
export const CHILD_TIMEOUT = 180_000;

/** A project that has nothing but the packed package and its peers. */
export interface Consumer {
  /** The packed package. */
  readonly tarball: Buffer;
  /** The files of the tarball, paths with `/`. */
  readonly files: readonly string[];
  /** What npm printed as warnings while it installed the package, with engines enforced. */
  readonly warnings: string;
  /** Text of one of `files`. */
  readonly read: (file: string) => string;
  /** Puts a file into the project. */
  readonly write: (file: string, text: string) => void;
  /** Runs `node` in the project; resolves with what it prints. */
  readonly node: (...args: readonly string[]) => Promise<string>;
}

// Options of an outer npm (--dry-run, --workspace, a prefix) are not for the one in here; the place
// of the registry is.
const isOuterNpm = (name: string): boolean =>
  /^(?:npm_|init_cwd$|node_options$)/i.test(name) &&
  !/^npm_config_(?:registry|cache|cafile|userconfig|globalconfig|\w*proxy)$/i.test(name);

const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !isOuterNpm(name)));

interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

const execute = (command: string, args: readonly string[], cwd: string): Promise<Printed> =>
  new Promise((resolve, reject) => {
    execFile(
      command,
      args,
      { cwd, env, timeout: CHILD_TIMEOUT, killSignal: 'SIGKILL' },
      (error, stdout, stderr) => {
        if (error === null) resolve({ stdout, stderr });
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

/** The part of a report of `npm pack --json` that is used here. */
interface PackReport {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/**
 * Packs the package as it is built, and installs it into an empty folder together with this
 * repository's rxjs. An engine that does not fit makes that fail.
 */
export async function installPackage(folder: string): Promise<Consumer> {
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const [packed]: readonly [PackReport] = JSON.parse((await execute('npm', pack, root)).stdout);
  const flags = ['--engine-strict', '--prefer-offline', '--no-audit', '--no-fund'];
  const packages = [`./${packed.filename}`, `rxjs@${rxjsVersion()}`];
  const { stderr: warnings } = await execute(
    'npm',
    ['install', '--no-update-notifier', ...flags, ...packages],
    folder,
  );

  const installed = join(folder, 'node_modules/rxjs-chat-stream');
  return {
    tarball: readFileSync(join(folder, packed.filename)),
    files: packed.files.map(({ path }) => path),
    warnings,
    read: (file) => readFileSync(join(installed, file), 'utf8'),
    write: (file, text) => writeFileSync(join(folder, file), text),
    node: async (...args) => (await execute(process.execPath, args, folder)).stdout,
  };
}
