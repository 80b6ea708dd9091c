import { assert } from '@mingjing/crypto';
import {
  KeyPurpose,
  type Node,
  NodeRole,
  type Validator,
  type ValidatorSet,
} from '@mingjing/protocol';
import type { RegistryReader } from './registry.ts';

/**
 * The validator set that the registry states, ascending by node id. A revoked validator's seat
 * stays, silent and counted, until a vote sets its power to 0 (design, section 3).
 */
export function validatorsOf(registry: Pick<RegistryReader, 'all'>): ValidatorSet {
  const validators: Validator[] = [];
  for (const node of registry.all('node')) {
    if (node.role !== NodeRole.validator || node.power === 0) continue;
    validators.push({
      nodeId: node.id,
      organisation: node.organisation,
      voteKey: keyOf(node, KeyPurpose.vote),
      power: node.power,
    });
  }
  return { validators };
}

/** The node's public key of a purpose. */
export function keyOf(node: Node, purpose: number): Uint8Array {
  const key = node.keys.find((enrolled) => enrolled.purpose === purpose);
  assert(key !== undefined, `node ${node.id} has a key of purpose ${purpose}`);
  return key.publicKey;
}
