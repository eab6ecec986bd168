/** How an event names the item it belongs to. */
export interface Place {
  readonly item_id?: string | null | undefined;
  readonly output_index?: number | null | undefined;
}

/**
 * What belongs to the output items of one response. An item is found by its id or else by its
 * index, since some servers make up another id for each event, and some give no index.
 */
export interface Places<T> {
  readonly at: (place: Place) => T | undefined;
  /** What belongs to the item of that id. */
  readonly of: (id: Place['item_id']) => T | undefined;
  readonly add: (place: Place, value: T) => void;
  /** Forgets an index: another item may follow there. */
  readonly release: (place: Place) => void;
}

/** Makes a registry; `''` stands for items that have neither an id nor an index. */
export function places<T>(): Places<T> {
  const values = new Map<string | number, T>();
  const of: Places<T>['of'] = (id) => (id ? values.get(id) : undefined);
  return {
    of,
    at: ({ item_id, output_index }) => of(item_id) ?? values.get(output_index ?? ''),
    add: ({ item_id, output_index }, value) => {
      values.set(item_id || (output_index ?? ''), value);
      if (typeof output_index === 'number') values.set(output_index, value);
    },
    release: ({ output_index }) => {
      values.delete(output_index ?? '');
    },
  };
}
