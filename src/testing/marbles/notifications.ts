import { fieldsOf, isFields } from '../../json/json.js';

/** A notification at its time, as a `TestScheduler` compares them. */
export interface Notification {
  readonly frame: number;
  readonly kind: 'N' | 'E' | 'C';
  /** The value, or the error. */
  readonly value: unknown;
  /** The letter of the value in the diagram of a test, where it is known. */
  readonly letter?: string;
}

/** A value that remembers its letter, on its way through a `TestScheduler`. */
class Lettered {
  readonly letter: string;
  readonly value: unknown;

  constructor(letter: string, value: unknown) {
    this.letter = letter;
    this.value = value;
  }
}

/** Makes values remember their letters; inner streams are left to the scheduler. */
export const lettered = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).map(([letter, value]) => [
      letter,
      'messages' in Object(value) ? value : new Lettered(letter, value),
    ]),
  );

/** A copy without letters, for the assertion of a test runner. */
export const withoutLetters = (recorded: unknown): unknown =>
  Array.isArray(recorded)
    ? recorded.map((entry: unknown) => {
        const { frame, notification } = fieldsOf(entry);
        const value = fieldsOf(notification)['value'];
        if (!(value instanceof Lettered)) return entry;
        return { frame, notification: { ...Object(notification), value: value.value } };
      })
    : recorded;

const kinds = ['N', 'E', 'C'] as const;

const notificationOf = (entry: unknown): Notification | undefined => {
  const { frame, notification } = fieldsOf(entry);
  const { kind: given, value, error } = fieldsOf(notification);
  const kind = kinds.find((each) => each === given);
  if (typeof frame !== 'number' || kind === undefined) return undefined;
  if (kind === 'E') return { frame, kind, value: error };
  return value instanceof Lettered
    ? { frame, kind, value: value.value, letter: value.letter }
    : { frame, kind, value };
};

/** Reads what a `TestScheduler` has recorded; `undefined` for anything else. */
export function notificationsOf(recorded: unknown): readonly Notification[] | undefined {
  if (!Array.isArray(recorded)) return undefined;
  const all = recorded.flatMap((entry) => notificationOf(entry) ?? []);
  return all.length === recorded.length ? all : undefined;
}

/** From when to when a stream was subscribed to. */
export interface SubscriptionTimes {
  readonly subscribedFrame: number;
  readonly unsubscribedFrame: number;
}

const isSubscription = (entry: unknown): entry is SubscriptionTimes =>
  isFields(entry) && typeof entry['subscribedFrame'] === 'number';

/** Reads the subscriptions that a `TestScheduler` has recorded; `undefined` for anything else. */
export const subscriptionsOf = (recorded: unknown): readonly SubscriptionTimes[] | undefined =>
  Array.isArray(recorded) && recorded.every(isSubscription) ? recorded : undefined;
