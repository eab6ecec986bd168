import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  type ExtractorMessage,
} from '@microsoft/api-extractor';
import { format, resolveConfig } from 'prettier';
import { root } from '../sources.js';

/** The public entries, and the compiled declarations that each stands for. */
export const entries = [
  { name: 'rxjs-chat-stream', declarations: 'build/src/index.d.ts', report: 'index.md' },
  {
    name: 'rxjs-chat-stream/operators',
    declarations: 'build/operators/index.d.ts',
    report: 'operators.md',
  },
  {
    name: 'rxjs-chat-stream/protocols',
    declarations: 'build/src/protocols/index.d.ts',
    report: 'protocols.md',
  },
  {
    name: 'rxjs-chat-stream/testing',
    declarations: 'build/src/testing/index.d.ts',
    report: 'testing.md',
  },
  {
    name: 'rxjs-chat-stream/testing/node',
    declarations: 'build/src/testing/node/index.d.ts',
    report: 'testing-node.md',
  },
] as const;

/** Path of the report of an entry. */
export const reportPath = (report: string): string => join(root, 'test/contract/api', report);

/** Keeps its notices about new files off the console. */
const quietly = (message: ExtractorMessage): void => {
  message.handled = message.logLevel !== ExtractorLogLevel.Error;
};

const silent = { default: { logLevel: ExtractorLogLevel.None } };

/** Every declaration that a user of an entry can see, as API Extractor lists them. */
const extract = (declarations: string, folder: string): string => {
  const entry = join(root, declarations);
  const { succeeded } = Extractor.invoke(
    ExtractorConfig.prepare({
      packageJsonFullPath: join(root, 'package.json'),
      configObjectFullPath: undefined,
      configObject: {
        projectFolder: root,
        mainEntryPointFilePath: entry,
        compiler: {
          overrideTsconfig: {
            compilerOptions: {
              target: 'es2022',
              module: 'nodenext',
              lib: ['es2022', 'dom', 'dom.asynciterable'],
              strict: true,
              types: [],
              // tsc has checked all declarations.
              skipLibCheck: true,
            },
            files: [entry],
          },
        },
        apiReport: {
          enabled: true,
          reportFileName: 'report',
          reportFolder: folder,
          reportTempFolder: join(folder, 'temporary'),
          includeForgottenExports: true,
        },
        docModel: { enabled: false },
        dtsRollup: { enabled: false },
        tsdocMetadata: { enabled: false },
        newlineKind: 'lf',
        messages: {
          compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
          extractorMessageReporting: silent,
          tsdocMessageReporting: silent,
        },
      },
    }),
    { localBuild: true, messageCallback: quietly },
  );
  if (!succeeded) throw new Error(`API Extractor fails on ${declarations}`);
  return readFileSync(join(folder, 'report.api.md'), 'utf8');
};

/** The report of an entry: its declarations by name, without comments. */
export async function apiReport({
  name,
  declarations,
  report,
}: (typeof entries)[number]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'rxjs-chat-stream-api-'));
  try {
    const [, code = ''] = /```ts\n([^]*)```/.exec(extract(declarations, folder)) ?? [];
    const text = `# Public API of \`${name}\`

\`npm run api\` writes this page, and a test compares it: a change here is a change for users.
What is not exported is a type that an exported declaration mentions.

\`\`\`ts
${code.replace(/^ *\/\/ .*\n/gm, '')}\`\`\`
`;
    const path = reportPath(report);
    return await format(text, { ...(await resolveConfig(path)), parser: 'markdown' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
