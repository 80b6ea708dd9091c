import type { Checker, Violate } from './checker.ts';

/**
 * No node of the run is hostile, so nobody may be accused; and no node may stop by itself.
 * Left out where a fault is planted in a peer.
 */
export function conductChecker(violate: Violate): Checker {
  return {
    misbehaviour: (node, peer, reason) =>
      violate('accusation', node.name, `accuses ${peer} of ${reason}`),
    failed: (node, error) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      violate('failure', node.name, text);
    },
  };
}
