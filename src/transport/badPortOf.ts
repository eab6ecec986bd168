// Ports of mail, printing, X11 and the like, where a request could be taken for a message of
// another protocol: 0, 1, 7, 9 to 10080, each as the distance from the one before. Browsers, Node
// and Deno refuse them. Bun and workerd do not, but no other platform would reach a server there.
const distances =
  '0 1 6 2 2 2 2 2 2 1 1 1 1 2 12 5 1 10 16 8 2 8 8 6 1 1 1 5 1 1 2 2 2 2 4 12 2 2 4 18 18 210 ' +
  '38 38 47 1 1 1 11 4 1 1 8 8 6 2 7 24 14 35 353 1 3 2 724 1 3 326 1610 386 145 870 1 939 566 ' +
  '99 1 1 1 1 10 18 3383';

/**
 * The port of an absolute URL, if it is one to which `fetch` sends nothing.
 *
 * @see https://fetch.spec.whatwg.org/#port-blocking
 */
export const badPortOf = (url: string): string | undefined => {
  const port = /^\w+:\/\/[^/]*:(\d+)\//.exec(url)?.[1];
  let bad = 0;
  return distances.split(' ').some((distance) => (bad += Number(distance)) === Number(port))
    ? port
    : undefined;
};
