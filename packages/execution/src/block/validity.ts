import {
  type KeyEntry,
  KeyPurpose,
  NodeRole,
  type ParsedTransaction,
  RegistryKind,
} from '@mingjing/protocol';
import type { ChainState } from '../state/chain-state.ts';

export type ValidityRefusal =
  | 'expired'
  | 'valid-until-too-far'
  | 'replayed'
  | 'signer-unknown'
  | 'signer-revoked'
  | 'signer-not-allowed'
  | 'signature-invalid';

/**
 * Whether a transaction may stand in the next block, judged by that block's time and the state
 * before it: window, replay, signer. The signature itself is verified once by the caller with
 * `signerOf`'s key, and remembered by the hash of all bytes.
 */
export function transactionRefusal(
  state: ChainState,
  transaction: ParsedTransaction,
  time: number,
): ValidityRefusal | undefined {
  const { validUntil } = transaction.body;
  if (validUntil <= time) return 'expired';
  if (validUntil > time + state.parameters.replayWindowMs) return 'valid-until-too-far';
  if (state.replay.has(transaction.id, validUntil)) return 'replayed';
  const signer = state.registry.get('key', transaction.signerKey);
  if (signer === undefined) return 'signer-unknown';
  if (signer.revokedHeight !== 0) return 'signer-revoked';
  return mayTransact(state, signer) ? undefined : 'signer-not-allowed';
}

/** The enrolled key that must have signed, or undefined. */
export function signerOf(state: ChainState, transaction: ParsedTransaction): KeyEntry | undefined {
  return state.registry.get('key', transaction.signerKey);
}

// From a supervision node the chain accepts no transaction, whichever of its keys signs.
function mayTransact(state: ChainState, signer: KeyEntry): boolean {
  switch (signer.purpose) {
    case KeyPurpose.user:
    case KeyPurpose.officer:
      return true;
    case KeyPurpose.statement:
      return (
        signer.holderKind === RegistryKind.node &&
        state.registry.get('node', signer.holder)?.role !== NodeRole.supervision
      );
    default:
      return false;
  }
}
