/**
 * A JSON value as far as its text has come: an object, an array or a string that is open, and
 * through its `parent` all that it is in. A change makes another draft, which shares with this one
 * all that did not change, so that the value of a draft can be read at any later time.
 */
export interface Draft {
  readonly type: 'object' | 'array' | 'string';
  /** `undefined` for the document itself, which is an array of at most one value. */
  readonly parent: Draft | undefined;
  /** Its key in its parent, if that is an object. */
  readonly key: string;
  /** How many containers it is in; the document is in none. */
  readonly depth: number;
  /**
   * Its finished children: their values, or their keys and values in turn. All drafts of one
   * container share the list, which only grows. A string has its text instead.
   */
  readonly content: unknown[] | string;
  /** How much of the content it has. */
  readonly size: number;
  /** What it looks like, once somebody has asked. */
  view: View | undefined;
  /** The draft that this one became when its end was read, which changes no value. */
  next: Draft | undefined;
}

/** The values of a draft and of all that it is in, up to the document. */
interface View {
  readonly value: unknown;
  readonly parent: View | undefined;
}

const set = (object: Record<string, unknown>, key: string, value: unknown): void => {
  // An assignment would call the setter of the prototype.
  if (key === '__proto__') {
    Object.defineProperty(object, key, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  } else {
    object[key] = value;
  }
};

/** A new object or array with the finished children of a draft, or the text of a string. */
const build = ({ type, content, size }: Draft): unknown => {
  if (type === 'string' || typeof content === 'string') return content;
  return type === 'array' ? content.slice(0, size) : toObject(content, size);
};

const toObject = (content: readonly unknown[], size: number): Record<string, unknown> => {
  const object: Record<string, unknown> = {};
  for (let at = 0; at < size; at += 2) set(object, String(content[at]), content[at + 1]);
  return object;
};

/** The same with one more child. It copies an array once: a `push` would copy the copy. */
const buildWith = ({ type, content, size }: Draft, key: string, value: unknown): unknown => {
  // A string has no children.
  const children = content as readonly unknown[];
  if (type === 'object') {
    const object = toObject(children, size);
    set(object, key, value);
    return object;
  }
  if (children.length === size) return children.concat([value]);
  const array = children.slice(0, size + 1);
  array[size] = value;
  return array;
};

/** The view of a draft with such a value, and of its parents with it as their last child. */
const viewWith = (value: unknown, { parent, key }: Draft): View => ({
  value,
  parent: parent && viewWith(buildWith(parent, key, value), parent),
});

/** The draft of a document without a value. */
export const emptyDraft = (): Draft => ({
  type: 'array',
  parent: undefined,
  key: '',
  depth: 0,
  content: [],
  size: 0,
  view: undefined,
  next: undefined,
});

/**
 * Begins a child of a container. That has looked different up to now, so its view is not kept: an
 * answer could make it hold a copy of a long array for each container that is open.
 */
export function begin(parent: Draft, type: Draft['type'], key: string, text = ''): Draft {
  parent.view = undefined;
  const content = type === 'string' ? text : [];
  const depth = parent.depth + 1;
  return { type, parent, key, depth, content, size: text.length, view: undefined, next: undefined };
}

/** Adds a finished child to a container. */
export function add(draft: Draft, key: string, value: unknown, view?: View): Draft {
  const { type, parent, key: ownKey, depth, content } = draft;
  // Nothing is added to a string.
  const children = content as unknown[];
  if (type === 'object') children.push(key, value);
  else children.push(value);
  const size = children.length;
  return { type, parent, key: ownKey, depth, content, size, view, next: undefined };
}

/**
 * Ends a container or a string, and returns the draft of its parent. A value that somebody has seen
 * stays the same object.
 */
export function end(draft: Draft): Draft {
  const { type, parent, key, content, view } = draft;
  // The document has no end.
  if (parent === undefined) return draft;
  const value = view !== undefined ? view.value : type === 'object' ? build(draft) : content;
  draft.next = add(parent, key, value, view?.parent);
  return draft.next;
}

/** The newest draft with the same value. */
export function settled(draft: Draft): Draft {
  let newest = draft;
  while (newest.next !== undefined) newest = newest.next;
  return newest;
}

/** The value of the whole document. */
export function valueOf(draft: Draft): unknown {
  const newest = settled(draft);
  newest.view ??= viewWith(build(newest), newest);
  let view: View = newest.view;
  while (view.parent !== undefined) view = view.parent;
  // The document is an array.
  return (view.value as readonly unknown[])[0];
}

// The children that are copied in less time than an object with a getter is made.
const FEW = 64;

/** Whether a value is made in little time: its open containers have few children. */
export function isSmall(draft: Draft): boolean {
  let left = FEW;
  let outer: Draft | undefined = draft;
  while (outer !== undefined && left >= 0) {
    left -= outer.type === 'string' ? 1 : 1 + outer.size;
    outer = outer.parent;
  }
  return left >= 0;
}
