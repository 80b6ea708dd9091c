import { keyOf } from '@mingjing/execution';
import { KeyPurpose } from '@mingjing/protocol';
import type { Replica } from '@mingjing/replica';

/** Who may connect: the nodes of the registry that are not revoked, with their peer keys. */
export function admittedPeers(replica: Replica): Map<string, Uint8Array> {
  const members = new Map<string, Uint8Array>();
  for (const node of replica.chain.state.registry.all('node')) {
    if (node.revokedHeight === 0) members.set(node.id, keyOf(node, KeyPurpose.peer));
  }
  return members;
}
