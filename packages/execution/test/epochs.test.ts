import { verify } from '@mingjing/crypto/node';
import { decodeElement, encodeElement, GENERATOR, times } from '@mingjing/crypto/ristretto';
import { describe, expect, it } from 'vitest';
import { genesisState } from '../src/index.ts';
import { bytes } from './chain.ts';
import {
  CUSTODIANS,
  epochPlanned,
  READERS,
  SupervisedChain,
  supervisedGenesis,
} from './supervised.ts';

const chain = new SupervisedChain();

describe('an epoch', () => {
  const plan = { number: 2 };
  const spoilt = (change: (epoch: ReturnType<typeof epochPlanned>) => unknown) => {
    const epoch = epochPlanned(plan);
    change(epoch);
    return epoch;
  };
  const neutral = bytes(32, 0);
  it.each<[name: string, code: string, epoch: ReturnType<typeof epochPlanned>]>([
    ['of a number that is not the next', 'epochRefused', epochPlanned({ number: 3 })],
    [
      'of an authority there is not',
      'unknownSubject',
      epochPlanned({ ...plan, authority: 'nobody' }),
    ],
    [
      'with an officer of another authority',
      'unknownSubject',
      epochPlanned({
        ...plan,
        officers: ['reader-1', 'reader-2', 'reader-other'],
        thresholds: [3, 2],
      }),
    ],
    [
      'with an officer who may not look',
      'unknownSubject',
      epochPlanned({ ...plan, officers: ['reader-1', 'reader-2', 'reader-freezes'] }),
    ],
    [
      'with an officer of an enterprise',
      'unknownSubject',
      epochPlanned({ ...plan, officers: ['reader-1', 'reader-2', 'security-a'] }),
    ],
    [
      'with a custodian that is no member',
      'unknownSubject',
      epochPlanned({ ...plan, custodians: ['org-a', 'org-b', 'authority'] }),
    ],
    ['that one officer opens', 'epochRefused', epochPlanned({ ...plan, thresholds: [1, 2] })],
    ['that one custodian opens', 'epochRefused', epochPlanned({ ...plan, thresholds: [3, 1] })],
    [
      'held twice by one custodian',
      'badField',
      epochPlanned({ ...plan, custodians: ['org-a', 'org-a', 'org-b'] }),
    ],
    [
      'of an unknown origin',
      'badField',
      spoilt((epoch) => {
        epoch.origin = 3;
      }),
    ],
    [
      'with a height of its own',
      'badField',
      spoilt((epoch) => {
        epoch.height = 5;
      }),
    ],
    [
      'with a threshold that its keys have not',
      'badField',
      spoilt((epoch) => {
        epoch.officers.threshold = 2;
      }),
    ],
    [
      'whose holders are not in order',
      'badField',
      spoilt((epoch) => {
        epoch.officers.holders.reverse();
      }),
    ],
    [
      'whose key is the neutral element',
      'epochRefused',
      spoilt((epoch) => {
        epoch.officers.commitments[0] = neutral;
      }),
    ],
    [
      'of which fewer have it together',
      'epochRefused',
      spoilt((epoch) => {
        epoch.officers.commitments[2] = neutral;
      }),
    ],
    [
      'whose key is no element',
      'epochRefused',
      spoilt((epoch) => {
        epoch.custodians.commitments[0] = bytes(32, 0xff);
      }),
    ],
    [
      'whose sides undo each other',
      'epochRefused',
      spoilt((epoch) => {
        const [key] = epoch.officers.commitments as [Uint8Array];
        const negative = encodeElement(
          times(GENERATOR, 1n).subtract(times(GENERATOR, 1n)).subtract(elementOf(key)),
        );
        epoch.custodians.commitments[0] = negative;
      }),
    ],
  ])('%s is refused as %s', (_, code, startEpoch) => {
    const [first] = genesisFaults({ ...startEpoch, number: startEpoch.number - 1 });
    expect(first).toBe(code);
  });

  it('is refused unless every holder shows that he has his share', () => {
    for (const side of ['officers', 'custodians'] as const) {
      const at = READERS.length - 3;
      const wrong = epochPlanned({ number: 1 });
      (wrong[side].holders[at] as { possession: Uint8Array }).possession = bytes(64, 1);
      expect(genesisState({ ...supervisedGenesis, epochs: [wrong] }, verify)).toEqual({
        ok: false,
        reason: 'genesis-epoch-1-keyRefused',
      });
      const proposed = chain.sign('system-a', {
        governancePropose: { action: { startEpoch: { ...wrong, number: 2 } }, expiresAt: 0 },
      });
      expect(chain.isProved(proposed)).toBe(false);
    }
    const swapped = epochPlanned({ number: 1, custodians: [...CUSTODIANS].reverse() });
    const genuine = epochPlanned({ number: 1 });
    swapped.custodians.holders.forEach((holder, at) => {
      holder.possession = genuine.custodians.holders[at]?.possession as Uint8Array;
    });
    expect(genesisState({ ...supervisedGenesis, epochs: [swapped] }, verify).ok).toBe(false);
  });

  it('is started by a vote, one after the other', () => {
    const own = new SupervisedChain();
    expect(own.propose('system-a', { startEpoch: epochPlanned({ number: 3 }) }).code).toBe(
      'epochRefused',
    );
    expect(own.propose('security-a', { startEpoch: epochPlanned(plan) }).code).toBe(
      'signerNotPermitted',
    );
    expect(own.carry({ startEpoch: epochPlanned(plan) })).toMatchObject({
      code: 'done',
      status: 2,
    });
    expect(own.propose('system-a', { startEpoch: epochPlanned(plan) }).code).toBe('epochRefused');
    const other = {
      number: 3,
      authority: 'other-authority',
      officers: ['reader-other', 'second-other'],
      thresholds: [2, 2],
    } as const;
    expect(own.carry({ startEpoch: epochPlanned(other) })).toMatchObject({ status: 2 });
    expect(own.epoch().number).toBe(2);
    expect(own.epoch('other-authority').number).toBe(3);
  });
});

function elementOf(key: Uint8Array) {
  const element = decodeElement(key);
  if (element === undefined) throw new Error('no element');
  return element;
}

/** The code for which a genesis with this as its first epoch is refused. */
function genesisFaults(epoch: ReturnType<typeof epochPlanned>): string[] {
  const state = genesisState({ ...supervisedGenesis, epochs: [epoch] }, verify);
  return state.ok ? [] : [state.reason.split('-').at(-1) ?? ''];
}
