import { bytesToHex } from '@mingjing/crypto';
import { tombstones } from '@mingjing/execution';
import type { Genesis } from '@mingjing/protocol';
import { Chain } from '@mingjing/replica';
import type { NodeStore } from '@mingjing/storage';
import { nativeVerifier } from '../verification/native-verifier.ts';
import { readFault } from './read-fault.ts';

/**
 * The tombstone list of a store: commitments, in hexadecimal, of the contents that its state says
 * must not be there. Empty where the state does not hold, which is for others to find.
 */
export async function takenDownIn(genesis: Genesis, store: NodeStore): Promise<Set<string>> {
  try {
    const chain = await Chain.open(genesis, store, nativeVerifier);
    if (!chain.ok) return new Set();
    const { registry } = chain.value.state;
    return new Set(tombstones(registry).map(({ commitment }) => bytesToHex(commitment)));
  } catch (error) {
    readFault(error);
    return new Set();
  }
}

/** Deletes what of a list a store holds; resolves with the number. */
export async function deleteTakenDown(
  store: NodeStore,
  takenDown: ReadonlySet<string>,
): Promise<number> {
  const commitments = [...takenDown].map((hex) => new Uint8Array(Buffer.from(hex, 'hex')));
  const held = await store.hasAttachments(commitments);
  const present = commitments.filter((_, index) => held[index]);
  await store.deleteAttachments(present);
  return present.length;
}
