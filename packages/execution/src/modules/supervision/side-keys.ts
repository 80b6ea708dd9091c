import { type ProofCheck, sealKey, shareKey } from '@mingjing/disclosure';
import { type Epoch, type KeySide, sharePossession } from '@mingjing/protocol';

const SIDES = ['officers', 'custodians'] as const;

/**
 * Whether the commitments of both sides are keys: elements, none the neutral one, so that fewer
 * than the threshold have nothing, and neither their sum.
 */
export function areKeys(officers: KeySide, custodians: KeySide): boolean {
  const all = [...officers.commitments, ...custodians.commitments];
  const [authority, custody] = [officers.commitments[0], custodians.commitments[0]];
  if (authority === undefined || custody === undefined) return false;
  // A sum with itself is neutral for the neutral element alone: the group's order is odd.
  return all.every((each) => sealKey(each, each) !== undefined) && !!sealKey(authority, custody);
}

/** What every holder of an epoch proves: that he has the share its commitments give him. */
export function possessionChecks(epoch: Epoch): ProofCheck[] {
  return SIDES.flatMap((side) =>
    epoch[side].holders.map((holder): ProofCheck => {
      return {
        kind: 'possession',
        // What is no element has no share, and no proof holds for it.
        publicKey: shareKey(epoch[side].commitments, holder.index) ?? new Uint8Array(0),
        proof: holder.possession,
        chainId: '',
        context: sharePossession(epoch, side, holder),
      };
    }),
  );
}
