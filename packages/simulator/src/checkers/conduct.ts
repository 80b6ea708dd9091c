import type { Checker, Violate } from './checker.ts';

/**
 * Nobody but a Byzantine node may be accused; and no node may stop by itself. Left out where a
 * fault is planted in a peer.
 */
export function conductChecker(traitors: ReadonlySet<string>, violate: Violate): Checker {
  return {
    misbehaviour: (node, peer, reason) => {
      if (!traitors.has(peer)) violate('accusation', node.name, `accuses ${peer} of ${reason}`);
    },
    failed: (node, error) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      violate('failure', node.name, text);
    },
  };
}
