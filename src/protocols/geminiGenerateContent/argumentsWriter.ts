import { MAX_DEPTH } from '../../json/isDeeper.js';
import { parsePath, type Path } from './parsePath.js';

/** A value, or the next characters of one, and its place in the arguments of a call. */
export interface PartialArg {
  readonly jsonPath: string;
  readonly stringValue?: string | null | undefined;
  readonly numberValue?: number | null | undefined;
  readonly boolValue?: boolean | null | undefined;
  readonly nullValue?: unknown;
  readonly willContinue?: boolean | null | undefined;
}

/** Writes arguments that come value by value as JSON text. */
export interface ArgumentsWriter {
  /** Returns the next characters of the text; `undefined` for a value that cannot come here. */
  readonly write: (arg: PartialArg) => string | undefined;
  /** Returns what completes the text. */
  readonly end: () => string;
}

/** An object or a list that is not complete. */
interface Container {
  /** Where it is in the container around it; `''` for the arguments themselves. */
  readonly step: number | string;
  readonly isList: boolean;
  readonly keys: Set<number | string>;
}

const containerAt = (step: number | string, isList: boolean): Container => ({
  step,
  isList,
  keys: new Set(),
});

const startOf = ({ isList }: Container): string => (isList ? '[' : '{');
const endOf = ({ isList }: Container): string => (isList ? ']' : '}');

const jsonOf = (arg: PartialArg): string | undefined => {
  const value = arg.stringValue ?? arg.numberValue ?? arg.boolValue;
  if (value != null) return JSON.stringify(value);
  return 'nullValue' in arg ? 'null' : undefined;
};

/**
 * Makes a writer. Values must come in the order of the text: what has been closed cannot be opened
 * once more, and a list grows at its end. So does the model write them.
 */
export function argumentsWriter(): ArgumentsWriter {
  const open: Container[] = [];
  // The path of the latest value, as JSON, and whether it is text that goes on.
  let latest = '';
  let isInText = false;

  const closeText = (): string => {
    const end = isInText ? '"' : '';
    isInText = false;
    return end;
  };

  /** Closes all containers but the first `depth`. */
  const closeTo = (depth: number): string =>
    open.splice(depth).reduceRight((text, each) => text + endOf(each), '');

  /** How many of the open containers are on the way to a value. */
  const sharedDepth = (path: Path): number => {
    let depth = 1;
    while (depth < open.length && depth < path.length && open[depth]?.step === path[depth - 1]) {
      depth++;
    }
    return depth;
  };

  /** Enters a key or a place into the innermost container; `undefined` if it cannot follow. */
  const enter = (step: number | string): string | undefined => {
    const parent = open.at(-1);
    if (parent === undefined || parent.isList !== (typeof step === 'number')) return undefined;
    const { keys, isList } = parent;
    if (isList ? step !== keys.size : keys.has(step)) return undefined;
    const comma = keys.size === 0 ? '' : ',';
    keys.add(step);
    return isList ? comma : `${comma}${JSON.stringify(step)}:`;
  };

  /** Opens the containers around a value; `undefined` if one cannot follow. */
  const openTo = (path: Path): string | undefined => {
    let text = closeText();
    if (open.length === 0) {
      open.push(containerAt('', false));
      text += '{';
    }
    const depth = sharedDepth(path);
    text += closeTo(depth);
    for (const [place, step] of path.slice(0, -1).entries()) {
      if (place < depth - 1) continue;
      const entered = enter(step);
      if (entered === undefined) return undefined;
      const container = containerAt(step, typeof path[place + 1] === 'number');
      open.push(container);
      text += entered + startOf(container);
    }
    return text;
  };

  const writeValue = (path: Path, json: string, goesOn: boolean): string | undefined => {
    const around = openTo(path);
    const step = path.at(-1);
    const entered = around === undefined || step === undefined ? undefined : enter(step);
    if (entered === undefined) return undefined;
    latest = JSON.stringify(path);
    isInText = goesOn;
    return `${around}${entered}${goesOn ? json.slice(0, -1) : json}`;
  };

  /** Goes on with the text that came last. */
  const writeMore = (text: string, goesOn: boolean): string | undefined => {
    if (!isInText) return text === '' ? '' : undefined;
    return JSON.stringify(text).slice(1, -1) + (goesOn ? '' : closeText());
  };

  /** Ends the value of a path. A path without a value is that of an empty object or list. */
  const writeEnd = (path: Path, isList: boolean): string | undefined => {
    if (JSON.stringify(path) === latest) return closeText();
    const inside = [...path, isList ? 0 : ''];
    const depth = sharedDepth(inside);
    const isKnown = path.length === 0 || depth === inside.length;
    const step = inside[depth - 1];
    if (isKnown || (step !== undefined && open[depth - 1]?.keys.has(step))) return '';
    return openTo(inside);
  };

  return {
    write: (arg) => {
      const isList = arg.jsonPath.endsWith('[]');
      const path = parsePath(isList ? arg.jsonPath.slice(0, -2) : arg.jsonPath);
      if (path === undefined || path.length >= MAX_DEPTH) return undefined;
      const goesOn = arg.willContinue === true;
      const json = jsonOf(arg);
      if (json === undefined) return goesOn ? '' : writeEnd(path, isList);
      const text = arg.stringValue;
      const isMore = typeof text === 'string' && JSON.stringify(path) === latest;
      return isMore ? writeMore(text, goesOn) : writeValue(path, json, goesOn && text != null);
    },
    end: () => (open.length === 0 ? '{}' : closeText() + closeTo(0)),
  };
}
