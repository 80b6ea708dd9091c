import { randomBytes } from '@mingjing/crypto/node';
import { type SecretShare, WIDE_SCALAR_BYTES } from '@mingjing/crypto/ristretto';
import { type DealtSide, dealSide, provePossession } from '@mingjing/disclosure';
import {
  type Epoch,
  EpochOrigin,
  type EpochSideName,
  type KeySide,
  sharePossession,
} from '@mingjing/protocol';

/** Who is to hold shares of a side, and how many of them open it together. */
export interface SidePlan {
  readonly threshold: number;
  /** Officers of the authority, or organisations; in the order of their indexes. */
  readonly holders: readonly string[];
}

export interface EpochPlan {
  readonly number: number;
  readonly authority: string;
  readonly officers: SidePlan;
  readonly custodians: SidePlan;
}

/** An epoch as it is registered, and the shares that nobody but their holders is to have. */
export interface DealtEpoch {
  readonly epoch: Epoch;
  readonly shares: {
    readonly officers: readonly SecretShare[];
    readonly custodians: readonly SecretShare[];
  };
}

/**
 * Deals the keys of an epoch. The secrets of both sides exist in this call only: the random bytes
 * they are made of are overwritten before it returns, and nothing of them is in what it returns.
 */
export function dealEpoch(plan: EpochPlan): DealtEpoch {
  const officers = deal(plan.officers);
  const custodians = deal(plan.custodians);
  const { number, authority } = plan;
  return {
    epoch: {
      ...{ number, authority, origin: EpochOrigin.dealt, height: 0 },
      officers: registered('officers', plan, officers),
      custodians: registered('custodians', plan, custodians),
    },
    shares: { officers: officers.shares, custodians: custodians.shares },
  };
}

function deal({ threshold, holders }: SidePlan): DealtSide {
  const random = Array.from({ length: threshold }, () => randomBytes(WIDE_SCALAR_BYTES));
  const dealt = dealSide(random, holders.length);
  for (const bytes of random) bytes.fill(0);
  return dealt;
}

// Whoever deals proves for the holders that each share is known.
function registered(
  side: EpochSideName,
  plan: EpochPlan,
  { commitments, shares }: DealtSide,
): KeySide {
  const { number, authority } = plan;
  const { threshold, holders } = plan[side];
  const keys: KeySide = { threshold, commitments: [...commitments], holders: [] };
  for (const [i, { index, value }] of shares.entries()) {
    const holder = { holder: holders[i] ?? '', index };
    const said = { number, authority, officers: keys, custodians: keys };
    const context = sharePossession(said, side, holder);
    const random = randomBytes(WIDE_SCALAR_BYTES);
    const possession = provePossession(value, { chainId: '', context }, random);
    keys.holders.push({ ...holder, possession });
  }
  return keys;
}
