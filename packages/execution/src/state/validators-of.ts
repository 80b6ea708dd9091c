import { assert } from '@mingjing/crypto';
import {
  KeyPurpose,
  type Node,
  NodeRole,
  type Validator,
  type ValidatorSet,
} from '@mingjing/protocol';
import type { RegistryReader } from './registry.ts';

/** A seat without a key: no signature holds under it. */
const SILENT = new Uint8Array(0);

/**
 * The validator set that the registry states, ascending by node id. A revoked validator's seat
 * stays, silent and counted, until a vote replaces it or sets its power to 0 (design, section 3).
 * Its vote key is empty: a certificate counts no signature of a key that was revoked, whoever
 * passes it on.
 */
export function validatorsOf(registry: Pick<RegistryReader, 'all'>): ValidatorSet {
  const validators: Validator[] = [];
  for (const node of registry.all('node')) {
    if (node.role !== NodeRole.validator || node.power === 0) continue;
    validators.push({
      nodeId: node.id,
      organisation: node.organisation,
      voteKey: node.revokedHeight === 0 ? keyOf(node, KeyPurpose.vote) : SILENT,
      power: node.power,
    });
  }
  return { validators };
}

/** Voting power of the seats that can sign: all but those of revoked validators. */
export function speakingPower(set: ValidatorSet): number {
  return set.validators.reduce(
    (sum, seat) => sum + (seat.voteKey.length === 0 ? 0 : seat.power),
    0,
  );
}

/** The node's public key of a purpose. */
export function keyOf(node: Node, purpose: number): Uint8Array {
  const key = node.keys.find((enrolled) => enrolled.purpose === purpose);
  assert(key !== undefined, `node ${node.id} has a key of purpose ${purpose}`);
  return key.publicKey;
}
