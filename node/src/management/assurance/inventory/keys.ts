import { bytesToHex, keyId } from '@mingjing/crypto';
import { type KeyEntry, KeyPurpose, RegistryKind } from '@mingjing/protocol';
import type { Finding } from '../centre/findings.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A key that the chain names, of a node, an officer or a verifier. */
export interface ListedKey {
  readonly id: string;
  readonly publicKey: string;
  readonly purpose: string;
  readonly algorithm: string;
  readonly holderKind: 'node' | 'officer' | 'verifier';
  readonly holder: string;
  /** Null: it is in the genesis. */
  readonly enrolledHeight: number | null;
  /** Ms, of the block that enrolled it; null: the block is not held here. */
  readonly enrolledAt: number | null;
  /** When it is to be replaced by: keys of a chain have no end of their own. */
  readonly replaceBy: number | null;
  readonly revokedHeight: number | null;
}

const PURPOSES = new Map<number, string>(
  Object.entries(KeyPurpose).map(([name, number]) => [number, name]),
);
const HOLDERS: ReadonlyMap<number, ListedKey['holderKind']> = new Map([
  [RegistryKind.node, 'node'],
  [RegistryKind.officer, 'officer'],
  [RegistryKind.verifier, 'verifier'],
]);
/** All keys that the chain names are of suite 1. */
const ALGORITHM = 'Ed25519';

/**
 * Keys of nodes, officers and verifiers, by holder and purpose; keys of users are theirs.
 * `timeOf` gives the time of a block, and undefined where it is not held.
 */
export function listKeys(
  entries: readonly KeyEntry[],
  timeOf: (height: number) => number | undefined,
  days: number,
): readonly ListedKey[] {
  const listed = entries.flatMap((entry): ListedKey[] => {
    const holderKind = HOLDERS.get(entry.holderKind);
    if (holderKind === undefined) return [];
    const { enrolledHeight, revokedHeight, publicKey, holder } = entry;
    const enrolledAt = timeOf(enrolledHeight) ?? null;
    return [
      {
        id: bytesToHex(keyId(publicKey)),
        publicKey: bytesToHex(publicKey),
        purpose: PURPOSES.get(entry.purpose) ?? 'unknown',
        ...{ algorithm: ALGORITHM, holderKind, holder, enrolledAt },
        enrolledHeight: enrolledHeight === 0 ? null : enrolledHeight,
        replaceBy: enrolledAt === null ? null : enrolledAt + days * DAY_MS,
        revokedHeight: revokedHeight === 0 ? null : revokedHeight,
      },
    ];
  });
  return listed.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

/** Keys in use of these holders that should have been replaced. */
export function keyFindings(
  keys: readonly ListedKey[],
  holders: ReadonlySet<string>,
  now: number,
): readonly Finding[] {
  const old = keys.filter(
    ({ holder, revokedHeight, replaceBy }) =>
      holders.has(holder) && revokedHeight === null && replaceBy !== null && replaceBy < now,
  );
  return old.map(({ holder, purpose, enrolledAt }) => ({
    ...{ kind: 'key-old', level: 'warning', subject: `${holder}/${purpose}` },
    details: [enrolledAt ?? 0],
  }));
}

function orderOf({ holderKind, holder, purpose, id }: ListedKey): string {
  return `${holderKind} ${holder} ${purpose} ${id}`;
}
