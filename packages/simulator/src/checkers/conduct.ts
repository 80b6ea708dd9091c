import { StorageError } from '@mingjing/storage';
import type { SimulatedNode } from '../world/node.ts';
import type { Checker, Violate } from './checker.ts';

/**
 * Nobody but a Byzantine node may be accused; no node may stop by itself, but one whose disk is
 * full, or that found a damaged bit and names the place; and none may abstain, but one with such a
 * bit: crashes alone leave all that was signed in the log. Left out where a fault is planted in a
 * peer.
 */
export function conductChecker(traitors: ReadonlySet<string>, violate: Violate): Checker {
  return {
    misbehaviour: (node, peer, reason) => {
      if (!traitors.has(peer)) violate('accusation', node.name, `accuses ${peer} of ${reason}`);
    },
    abstains: (node, height) => {
      if (node.hasRotten) return;
      violate('abstention', node.name, `signs nothing more at ${height ?? 'any height'}`);
    },
    failed: (node, error) => {
      if (isExcused(node, error)) return;
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      violate('failure', node.name, text);
    },
  };
}

function isExcused(node: SimulatedNode, error: unknown): boolean {
  if (!(error instanceof StorageError)) return node.hasRotten && isStateRefusal(error);
  const isUnwritable = error.code.endsWith('_WRITE_FAILED') || error.code.endsWith('_OPEN_FAILED');
  if (node.hadFullDisk && isUnwritable) return true;
  return node.hasRotten && (error.code.endsWith('_CORRUPT') || error.code.endsWith('_TOO_NEW'));
}

// A damaged entry of the state is found as a whole, by the root in the header.
function isStateRefusal(error: unknown): boolean {
  return error instanceof Error && error.message.endsWith('state-does-not-match');
}
