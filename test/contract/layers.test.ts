import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Import, readSources, root, type SourceFile } from './sources.js';

interface Arrows {
  /** The rooms that a room may import. */
  readonly values?: readonly string[];
  /** The rooms from which it may import types, but no values. */
  readonly types?: readonly string[];
}

/**
 * Which room may import which. A room is a folder of `src`, or one of the files beside them; the
 * order is from entries to stages to ground materials, and an arrow only points down.
 */
const rooms: Readonly<Record<string, Arrows>> = {
  // Entries
  index: {
    values: [
      'chat',
      'config',
      'protocols',
      'request',
      'schema',
      'transport',
      'reply',
      'matchEvent',
      'isEvent',
      'events',
      'errors',
    ],
    types: ['protocols/protocol', 'framing'],
  },
  'protocols/index': { values: ['protocols', 'protocols/kit', 'request', 'errors', 'json'] },
  'testing/index': {
    values: [
      'testing/plays',
      'testing/marbles',
      'testing/faults',
      'testing/cassette',
      'testing/laws',
    ],
  },
  'testing/node': {
    values: ['testing/plays', 'framing', 'validation', 'errors'],
    types: ['transport'],
  },
  'operators/index': { values: ['operators'], types: ['operators/internal'] },
  // The test kit
  'testing/laws': {
    values: [
      'testing/plays',
      'testing/marbles',
      'chat',
      'transport',
      'protocols/kit',
      'isEvent',
      'events',
      'errors',
      'validation',
      'json',
    ],
    types: ['protocols/protocol', 'request', 'transport'],
  },
  'testing/cassette': {
    values: ['testing/faults', 'transport', 'request', 'validation', 'errors', 'json'],
    types: ['framing'],
  },
  'testing/faults': { values: ['testing/plays', 'validation', 'json', 'rx'], types: ['transport'] },
  'testing/marbles': { values: ['validation', 'events', 'json'], types: ['testing/plays'] },
  'testing/plays': {
    values: ['protocols', 'framing', 'validation', 'errors', 'events', 'json'],
    types: ['transport'],
  },
  // Stages
  operators: {
    values: [
      'operators/internal',
      'reply',
      'request',
      'schema',
      'isEvent',
      'events',
      'errors',
      'validation',
      'json',
      'rx',
    ],
  },
  'operators/internal': {
    values: [
      'reply',
      'request',
      'schema',
      'isEvent',
      'events',
      'errors',
      'validation',
      'json',
      'rx',
    ],
  },
  chat: {
    values: [
      'resolveConfig',
      'encodeRequest',
      'response',
      'protocols',
      'protocols/kit',
      'request',
      'transport',
      'validation',
      'errors',
    ],
    types: ['config', 'protocols/protocol', 'events'],
  },
  response: {
    values: ['transport', 'framing', 'protocols/kit', 'isEvent', 'errors', 'json', 'rx'],
    types: ['resolveConfig', 'protocols/protocol', 'events'],
  },
  encodeRequest: {
    values: ['protocols/kit', 'request', 'validation'],
    types: ['protocols/protocol', 'errors'],
  },
  resolveConfig: { values: ['config', 'validation'], types: ['framing', 'errors'] },
  config: { types: ['protocols/protocol', 'request', 'transport', 'framing', 'events'] },
  protocols: {
    values: ['protocols/kit', 'request', 'schema', 'validation', 'errors', 'events', 'json'],
    types: ['protocols/protocol', 'framing'],
  },
  'protocols/kit': {
    values: ['request', 'schema', 'validation', 'errors', 'events', 'json'],
    types: ['protocols/protocol', 'framing'],
  },
  'protocols/protocol': { types: ['request', 'framing', 'errors', 'events'] },
  request: { values: ['validation', 'json'], types: ['transport', 'errors', 'events', 'reply'] },
  transport: { values: ['validation', 'errors'], types: ['framing'] },
  // Ground materials
  schema: { values: ['json'] },
  validation: { values: ['errors', 'json', 'rx'] },
  errors: { values: ['json'], types: ['events'] },
  reply: { values: ['errors'], types: ['events'] },
  matchEvent: { types: ['events'] },
  isEvent: { types: ['events'] },
  framing: {},
  events: {},
  json: {},
  rx: {},
};

/** The rooms whose units do not import each other: a protocol, an operator. */
const roomsOfUnits: readonly string[] = ['protocols', 'operators'];

/** Files that are named for their subject, since they hold a family of exports. */
const families: readonly string[] = [
  'src/chat.ts',
  'src/config.ts',
  'src/events.ts',
  'src/eventConstructors.ts',
  'src/eventDetails.ts',
  'src/reply/replyCalls.ts',
  'src/reply/reply.ts',
  'src/validation.ts',
  'src/errors/errors.ts',
  'src/json/json.ts',
  'src/protocols/protocol.ts',
  'src/protocols/agUi/wire.ts',
  'src/protocols/anthropicMessages/wire.ts',
  'src/protocols/geminiGenerateContent/wire.ts',
  'src/protocols/kit/codecs.ts',
  'src/protocols/kit/providerCodecs.ts',
  'src/protocols/ollamaChat/wire.ts',
  'src/protocols/openAiChat/wire.ts',
  'src/protocols/openAiResponses/wire.ts',
  'src/protocols/uiMessageStream/wire.ts',
  'src/protocols/streamingChat/index.ts',
  'src/protocols/streamingChat/wire.ts',
  'src/request/headers.ts',
  'src/request/messages.ts',
  'src/request/request.ts',
  'src/request/tools.ts',
  'src/testing/cassette/base64.ts',
  'src/testing/cassette/binary.ts',
  'src/testing/marbles/notifications.ts',
  'src/transport/transport.ts',
];

const MAX_COLUMNS = 100;
const MAX_LINES = 160;
const MAX_MEDIAN_LINES = 75;

/** Files that are longer because of the options that they document, and how long they may be. */
const longFiles: Readonly<Record<string, number>> = {
  'operators/retryOnNetwork.ts': 270,
  'operators/withTools.ts': 224,
};

const library = [...readSources('src'), ...readSources('operators')];
const byPath: ReadonlyMap<string, SourceFile> = new Map(library.map((file) => [file.path, file]));

const segmentsOf = (path: string): readonly string[] =>
  path.replace(/^src\/|\.ts$/g, '').split('/');

const roomOf = (path: string): string => {
  const [folder = '', name = ''] = segmentsOf(path);
  // Events, their constructors and their details are one room in three files.
  if (/^event[A-Z]/.test(folder)) return 'events';
  const inner = `${folder}/${name}`;
  return Object.hasOwn(rooms, inner) ? inner : folder;
};

/** The protocol or the operator that a file belongs to. */
const unitOf = (path: string): string | undefined => segmentsOf(path)[1];

const inRoom = (name: string): readonly SourceFile[] =>
  library.filter(({ path }) => roomOf(path) === name);

/** Imports of `files` that break a rule, as the lines of a report. */
const imports = (
  files: readonly SourceFile[],
  isFault: (statement: Import, file: SourceFile) => boolean,
): readonly string[] =>
  files.flatMap((file) =>
    file.imports
      .filter((statement) => isFault(statement, file))
      .map(({ line, specifier }) => `${file.path}:${line} imports ${specifier}`),
  );

/** Imports of one room by another that the table does not allow. */
const forbiddenArrows = (): readonly string[] =>
  library.flatMap(({ path, imports: found }) =>
    found.flatMap(({ target, typeOnly, line }) => {
      const [from, to] = [roomOf(path), roomOf(target)];
      const { values = [], types = [] } = rooms[from] ?? {};
      const isAllowed = values.includes(to) || (typeOnly && types.includes(to));
      const arrow = `${from} → ${to}`;
      if (!byPath.has(target) || from === to || isAllowed) return [];
      const why = types.includes(to) ? 'is for types only' : 'is not in the table of rooms';
      return [`${path}:${line} imports ${target}: the arrow ${arrow} ${why}`];
    }),
  );

const isPackage =
  (name: string) =>
  ({ target }: Import): boolean =>
    target === name || target.startsWith(`${name}/`);

/** Every file and package that is loaded with a file. */
const loadedBy = (path: string): ReadonlySet<string> => {
  const loaded = new Set<string>();
  const waiting = [path];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const { target, typeOnly } of byPath.get(next)?.imports ?? []) {
      if (typeOnly || loaded.has(target)) continue;
      loaded.add(target);
      waiting.push(target);
    }
  }
  return loaded;
};

/** Places in the code of `files` that mention one of the names, as the lines of a report. */
const mentions = (files: readonly SourceFile[], names: readonly string[]): readonly string[] =>
  files.flatMap(({ path, mentions: found }) =>
    found
      .filter(({ name, isDefault }) => names.includes(name) && !isDefault)
      .map(({ name, line }) => `${path}:${line} has ${name}`),
  );

describe('the table of rooms', () => {
  it('has the room of every file', () => {
    const unknown = library.filter(({ path }) => !Object.hasOwn(rooms, roomOf(path)));
    expect(unknown.map(({ path }) => path)).toEqual([]);
  });

  it('has no circle of arrows', () => {
    const below = (name: string, path: readonly string[]): readonly string[] => {
      if (path.includes(name)) return [[...path, name].join(' → ')];
      const { values = [], types = [] } = rooms[name] ?? {};
      return [...values, ...types].flatMap((next) => below(next, [...path, name]));
    };
    expect(Object.keys(rooms).flatMap((name) => below(name, []))).toEqual([]);
  });

  it('allows every import of one room by another', () => {
    expect(forbiddenArrows()).toEqual([]);
  });
});

describe('the library', () => {
  it('has no file that imports itself, by values or types, over others', () => {
    const reaches = (from: string): ReadonlySet<string> => {
      const seen = new Set<string>();
      const waiting = [from];
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        for (const { target } of byPath.get(next)?.imports ?? []) {
          if (!seen.has(target)) waiting.push(target);
          seen.add(target);
        }
      }
      return seen;
    };
    expect(library.map(({ path }) => path).filter((path) => reaches(path).has(path))).toEqual([]);
  });

  it('has no protocol and no operator that imports another', () => {
    const between = imports(
      roomsOfUnits.flatMap(inRoom),
      ({ target }, { path }) => roomOf(target) === roomOf(path) && unitOf(target) !== unitOf(path),
    );
    expect(between).toEqual([]);
  });

  it('has no operator that imports a package other than rxjs', () => {
    const foreign = imports(
      inRoom('operators'),
      ({ target }) => !byPath.has(target) && target !== 'rxjs',
    );
    expect(foreign).toEqual([]);
  });

  it('has no operator that makes an Observable or a Subject by hand', () => {
    const handMade = imports(
      [...inRoom('operators'), ...inRoom('operators/internal')],
      ({ target, values }) =>
        target === 'rxjs' && values.some((name) => /^Observable$|Subject$/.test(name)),
    );
    expect(handMade).toEqual([]);
  });

  it.each([
    'framing',
    'json',
    'errors',
    'events',
    'reply',
    'operators/internal',
    'protocols',
    'protocols/kit',
    'protocols/protocol',
  ])('has no rxjs in %s, and loads none with it', (name) => {
    const files = inRoom(name);
    expect(imports(files, isPackage('rxjs'))).toEqual([]);
    const loaders = files.filter(({ path }) => loadedBy(path).has('rxjs'));
    expect(loaders.map(({ path }) => path)).toEqual([]);
  });

  it('exports from other files in its entries and in the index of a folder only', () => {
    const barrels = library.filter(({ path }) => !path.endsWith('/index.ts'));
    expect(imports(barrels, ({ isExported }) => isExported)).toEqual([]);
  });

  it('imports neither tests, nor examples, nor docs', () => {
    expect(imports(library, ({ target }) => /^(?:test|examples|docs)\//.test(target))).toEqual([]);
  });
});

it('examples and docs import no test', () => {
  const others = [...readSources('examples'), ...readSources('docs')];
  expect(imports(others, ({ target }) => target.startsWith('test/'))).toEqual([]);
});

describe('a foreign thing has one owner:', () => {
  it.each([
    { name: 'eventsource-parser', owner: /^src\/framing\/sse\.ts$/ },
    { name: 'io-ts', owner: /^src\/(?:protocols|schema)\// },
    { name: '@standard-schema/spec', owner: /^src\/schema\// },
  ])('the package $name', ({ name, owner }) => {
    const others = library.filter(({ path }) => !owner.test(path));
    expect(imports(others, isPackage(name))).toEqual([]);
  });

  it('fetch is named by its transport only', () => {
    const others = library.filter(({ path }) => path !== 'src/transport/fetch.ts');
    expect(mentions(others, ['fetch'])).toEqual([]);
  });

  it('a clock, a timer or chance comes in from outside, or is the default of an option', () => {
    const direct = ['Date.now', 'new Date()', 'performance.now', 'setTimeout', 'setInterval'];
    expect(mentions(library, [...direct, 'Math.random'])).toEqual([]);
  });
});

it('fp-ts has the one spelling that Node and TypeScript both resolve', () => {
  const odd = imports(
    library,
    (statement) =>
      isPackage('fp-ts')(statement) && !/^fp-ts\/lib\/\w+\.js$/.test(statement.specifier),
  );
  expect(odd).toEqual([]);
});

describe('a file', () => {
  const plain = (name: string): string => name.toLowerCase().replaceAll('_', '');

  /** Whether an export has the name of its file, alone or beside the name of the folder. */
  const isNamedAlike = ({ path, exports: exported }: SourceFile): boolean => {
    const [folder = '', name = ''] = path.replace(/\.ts$/, '').split('/').slice(-2).map(plain);
    const one = folder.replace(/s$/, '');
    const names = name === 'index' ? [folder] : [name, name + one, one + name];
    return exported.some((each) => names.includes(plain(each.name)));
  };
  const entries = new Set([
    'src/index.ts',
    'src/protocols/index.ts',
    'src/testing/index.ts',
    'src/testing/node/index.ts',
    'operators/index.ts',
  ]);
  const named = library.filter(({ path }) => !entries.has(path));

  it('is named like its main export, unless it is listed as a family', () => {
    const odd = named.filter((file) => !isNamedAlike(file) && !families.includes(file.path));
    expect(odd.map(({ path }) => path)).toEqual([]);
  });

  it('is listed as a family only where no export has its name', () => {
    const known = new Set(named.filter((file) => !isNamedAlike(file)).map(({ path }) => path));
    expect(families.filter((path) => !known.has(path))).toEqual([]);
  });

  it('of an operator has that operator as its only value', () => {
    const odd = inRoom('operators').filter(({ path, exports: exported }) => {
      const values = exported.filter(({ typeOnly }) => !typeOnly);
      return values.length !== 1 || `operators/${values[0]?.name}.ts` !== path;
    });
    expect(odd.map(({ path }) => path)).toEqual([]);
  });

  it(`has at most ${MAX_LINES} lines`, () => {
    const long = library
      .filter(({ path, lines }) => lines > (longFiles[path] ?? MAX_LINES))
      .map(({ path, lines }) => `${path} has ${lines}`);
    expect(long).toEqual([]);
  });

  it(`has at most ${MAX_COLUMNS} characters in a line, marble diagrams aside`, () => {
    const wide = library.flatMap(({ path }) =>
      readFileSync(join(root, path), 'utf8')
        .split('\n')
        .map((line, index) => ({ line, place: `${path}:${index + 1}` }))
        .filter(({ line }) => line.length > MAX_COLUMNS && !/^ \* (?:source|result) /.test(line)),
    );
    expect(wide.map(({ place }) => place)).toEqual([]);
  });

  it(`has at most ${MAX_MEDIAN_LINES} lines in the median`, () => {
    const sorted = library.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(MAX_MEDIAN_LINES);
  });

  it('is listed as a long one only where it is', () => {
    const short = Object.keys(longFiles).filter(
      (path) => (byPath.get(path)?.lines ?? 0) <= MAX_LINES,
    );
    expect(short).toEqual([]);
  });
});
