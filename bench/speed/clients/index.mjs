import { MAX_PEER_EVENTS } from '../corpus.mjs';
import { limit } from './limit.mjs';
import { ours, oursAccumulating } from './ours.mjs';
import { peers } from './peers.mjs';

/**
 * All clients of a protocol: the limit first, then ours, then the peers, each with the name of
 * that one of ours which does the same job (`comparedWith`).
 */
export function clientsOf(protocol) {
  const accumulating = peers[protocol].some(({ accumulates }) => accumulates);
  const own = [
    ours(protocol),
    ...(accumulating ? [{ maxEvents: MAX_PEER_EVENTS, ...oursAccumulating(protocol) }] : []),
  ];
  const others = peers[protocol].map((peer) => ({
    maxEvents: MAX_PEER_EVENTS,
    ...peer,
    comparedWith: own.find(({ accumulates }) => accumulates === peer.accumulates).name,
  }));
  return [limit(protocol), ...own, ...others];
}
