import { makeLink, play, type WatchUnhandled } from '../play.js';
import { rows } from '../rows/index.js';

const watchUnhandled: WatchUnhandled = (report) => {
  const listen = ({ reason }: PromiseRejectionEvent): void => report(reason);
  addEventListener('unhandledrejection', listen);
  return () => removeEventListener('unhandledrejection', listen);
};

let link = makeLink();

// What the test calls in the page.
Object.assign(globalThis, {
  playRow: (url: string, index?: number) => {
    link = makeLink();
    return play((index === undefined ? undefined : rows[index]) ?? {}, url, watchUnhandled, link);
  },
  callApp: () => link.call(),
  delivered: (count: number) => link.delivered(count),
});
