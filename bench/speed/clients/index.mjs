import { limit } from './limit.mjs';
import { ours, oursAccumulating } from './ours.mjs';
import { peers } from './peers.mjs';

// Unless a client says less; beyond it there is little to learn, and much to wait for.
const MOST = 100_000;

/** All that read a wire: the limit first, then ours, then the peers, each with the one of ours that does the same. */
export function clientsOf(wire) {
  const accumulating = peers[wire].some(({ accumulates }) => accumulates);
  const own = [ours(wire), ...(accumulating ? [{ most: MOST, ...oursAccumulating(wire) }] : [])];
  const others = peers[wire].map((peer) => ({
    most: MOST,
    ...peer,
    rival: own.find(({ accumulates }) => accumulates === peer.accumulates).name,
  }));
  return [limit(wire), ...own, ...others];
}
