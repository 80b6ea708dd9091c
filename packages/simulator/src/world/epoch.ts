import { taggedHash } from '@mingjing/crypto';
import { encodeElement, GENERATOR, secretScalar, times } from '@mingjing/crypto/ristretto';
import { type DealtSide, dealSide, provePossession } from '@mingjing/disclosure';
import {
  type Epoch,
  EpochOrigin,
  type EpochSideName,
  type KeySide,
  sharePossession,
} from '@mingjing/protocol';

const THRESHOLD = 2;

/** The epoch that a simulated chain begins with, its shares dealt by their names alone. */
export function simulatedEpoch(
  authority: string,
  officers: readonly string[],
  custodians: readonly string[],
): Epoch {
  const sides = {
    officers: dealt('officers', officers),
    custodians: dealt('custodians', custodians),
  };
  const epoch: Epoch = {
    ...{ number: 1, authority, origin: EpochOrigin.dealt, height: 0 },
    officers: sideOf(sides.officers, officers),
    custodians: sideOf(sides.custodians, custodians),
  };
  for (const name of ['officers', 'custodians'] as const) {
    for (const [at, holder] of epoch[name].holders.entries()) {
      const context = { chainId: '', context: sharePossession(epoch, name, holder) };
      const share = sides[name].shares[at]?.value ?? 0n;
      holder.possession = provePossession(share, context, wide(`${holder.holder}/possession`));
    }
  }
  return epoch;
}

const envelopeKeys = new Map<string, Uint8Array>();

/** The key for envelopes of somebody in the simulated world: an element, computed once. */
export function envelopeKeyOf(owner: string): Uint8Array {
  const known = envelopeKeys.get(owner);
  if (known !== undefined) return known;
  const key = encodeElement(times(GENERATOR, secretScalar(wide(`${owner}/envelope`))));
  envelopeKeys.set(owner, key);
  return key;
}

function dealt(side: EpochSideName, holders: readonly string[]): DealtSide {
  const random = Array.from({ length: THRESHOLD }, (_, at) => wide(`${side}/${at}`));
  return dealSide(random, holders.length);
}

function sideOf({ commitments }: DealtSide, holders: readonly string[]): KeySide {
  return {
    ...{ threshold: commitments.length, commitments: [...commitments] },
    holders: holders.map((holder, at) => {
      return { holder, index: at + 1, possession: new Uint8Array(64) };
    }),
  };
}

/** 64 bytes by a name. */
function wide(name: string): Uint8Array {
  const bytes = new Uint8Array(64);
  bytes.set(taggedHash('simulated-scalar', `${name}/1`));
  bytes.set(taggedHash('simulated-scalar', `${name}/2`), 32);
  return bytes;
}
