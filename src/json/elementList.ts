import type { Draft } from './draft.js';

/** Collects the elements of the array at a path of keys, each as soon as it is whole. */
export interface ElementList {
  /** Takes a container that begins. */
  readonly begin: (container: Draft) => void;
  /** Takes a container to which a child has been added. */
  readonly add: (container: Draft) => void;
  /** The elements since the last call. */
  readonly take: () => readonly unknown[];
  /** Whether there have been any. */
  readonly hasAny: () => boolean;
}

const isAtPath = (container: Draft, path: readonly string[]): boolean => {
  if (container.type !== 'array' || container.depth !== path.length + 1) return false;
  let inner = container;
  return path.every((_, at) => {
    const { key, parent } = inner;
    if (parent?.type !== 'object' || key !== path.at(-1 - at)) return false;
    inner = parent;
    return true;
  });
};

/** Makes an {@link ElementList}, which stays empty without a path. */
export function elementList(path?: readonly string[]): ElementList {
  // The children of the array that began last. An earlier one of the same path has ended.
  let children: Draft['content'] | undefined;
  let elements: unknown[] = [];
  let hasAny = false;

  return {
    begin: (container) => {
      if (path !== undefined && isAtPath(container, path)) children = container.content;
    },
    add: ({ content }) => {
      if (content !== children) return;
      hasAny = true;
      elements.push(content.at(-1));
    },
    take: () => {
      const taken = elements;
      if (taken.length > 0) elements = [];
      return taken;
    },
    hasAny: () => hasAny,
  };
}
