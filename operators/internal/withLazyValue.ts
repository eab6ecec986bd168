const read = Symbol('read');

// All objects share this getter. With a getter of its own, each would have a hidden class of its
// own, which holds what the getter holds until the next full collection.
const getter = {
  enumerable: true,
  configurable: true,
  get(this: { readonly [read]: () => unknown }) {
    return this[read]();
  },
};

/** Gives an object the field `value`, which is made when it is read for the first time. */
export function withLazyValue<O extends object, V>(object: O, make: () => V): O & { value: V } {
  let made: { readonly value: V } | undefined;
  Object.defineProperty(object, 'value', getter);
  Object.defineProperty(object, read, { value: () => (made ??= { value: make() }).value });
  // The compiler does not see what `defineProperty` adds.
  return object as O & { value: V };
}
