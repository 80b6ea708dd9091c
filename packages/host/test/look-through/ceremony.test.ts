// What a ceremony deals: shares for their holders alone, and a record that the witnesses stand by.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openShare, readCeremony, readShare } from '@mingjing/client';
import { receivingKeyOf } from '@mingjing/crypto';
import { generateSeed, saveKeyFile, signerFromSeed, verify } from '@mingjing/crypto/node';
import {
  combineShares,
  encodeElement,
  GENERATOR,
  type SecretShare,
  times,
} from '@mingjing/crypto/ristretto';
import { checkPossession, shareKey } from '@mingjing/disclosure';
import { sharePossession, signedCeremonyCodec } from '@mingjing/protocol';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { CUSTODY_PURPOSE, homePaths } from '../../src/home.ts';
import { type HeldCeremony, holdCeremony } from '../../src/look-through/ceremony.ts';
import { CustodyShares } from '../../src/look-through/custody-shares.ts';
import { dealEpoch } from '../../src/look-through/deal.ts';

const OFFICERS = ['inspector-1', 'inspector-2', 'inspector-3', 'inspector-4', 'inspector-5'];
const CUSTODIANS = ['jia', 'yi', 'bing', 'ding'];
const seedOf = (holder: string) => Buffer.alloc(32, holder);
const keysOf = (holders: readonly string[]) =>
  new Map(holders.map((holder) => [holder, receivingKeyOf(seedOf(holder)).publicKey]));

const plan = {
  ...{ number: 1, authority: 'authority' },
  officers: { threshold: 3, holders: OFFICERS },
  custodians: { threshold: 2, holders: CUSTODIANS },
};
const dealt = dealEpoch(plan);
const witnesses = [1, 2].map((n) => signerFromSeed(Buffer.alloc(32, n)));
let held: HeldCeremony;

beforeAll(async () => {
  held = await holdCeremony(dealt, {
    ...{ chainName: 'trial', time: 1, witnesses },
    receiving: { officers: keysOf(OFFICERS), custodians: keysOf(CUSTODIANS) },
  });
});

const fileOf = (holder: string) => {
  const file = held.shares.find((each) => each.holder === holder);
  if (file === undefined) throw new Error(`no share of ${holder}`);
  return file.bytes;
};

describe('a dealt epoch', () => {
  const { epoch, shares } = dealt;

  test.each(['officers', 'custodians'] as const)('has %s whose shares are the secret', (side) => {
    const { threshold, commitments, holders } = epoch[side];
    const some = shares[side].slice(-threshold);
    const secret = times(GENERATOR, combineShares(some));
    expect(encodeElement(secret)).toEqual(commitments[0]);
    const fewer = times(GENERATOR, combineShares(some.slice(1)));
    expect(encodeElement(fewer)).not.toEqual(commitments[0]);
    for (const holder of holders) {
      const context = sharePossession(epoch, side, holder);
      const key = shareKey(commitments, holder.index) as Uint8Array;
      expect(checkPossession(key, holder.possession, { chainId: '', context })).toBe(true);
    }
  });

  it('is another one each time', () => {
    const again = dealEpoch(plan).epoch;
    expect(again.officers.commitments[0]).not.toEqual(epoch.officers.commitments[0]);
  });
});

describe('a sealed share', () => {
  const { commitments } = dealt.epoch.officers;
  const open = (holder: string, by = holder, under = commitments) =>
    openShare(fileOf(holder), receivingKeyOf(seedOf(by)).secretKey, under);

  it('opens for its holder and is the registered one', async () => {
    const share = await open('inspector-2');
    expect(share.ok && share.value).toEqual(dealt.shares.officers[1] as SecretShare);
  });

  it('opens for nobody else, and not as the share of another deal', async () => {
    expect(await open('inspector-2', 'inspector-1')).toMatchObject({ reason: 'not-for-this-key' });
    const other = dealEpoch(plan).epoch.officers.commitments;
    expect(await open('inspector-2', 'inspector-2', other)).toMatchObject({
      reason: 'not-the-registered-share',
    });
  });

  it('is refused when a byte of it is another', async () => {
    const bytes = fileOf('inspector-1');
    const { secretKey } = receivingKeyOf(seedOf('inspector-1'));
    for (let at = 0; at < bytes.length; at += 7) {
      const bad = Uint8Array.from(bytes, (byte, i) => (i === at ? byte ^ 1 : byte));
      expect((await openShare(bad, secretKey, commitments)).ok).toBe(false);
    }
    expect(readShare(new Uint8Array(3))).toBeUndefined();
  });
});

describe('the record of a ceremony', () => {
  it('names every holder, and the witnesses who signed it', () => {
    const read = readCeremony(held.record, verify, dealt.epoch);
    if (!read.ok) throw new Error(read.reason);
    const { officers, custodians, secretsDestroyed } = read.value;
    expect(officers.shares.map(({ holder }) => holder)).toEqual(OFFICERS);
    expect(custodians.shares.map(({ holder }) => holder)).toEqual(CUSTODIANS);
    expect(read.value.witnesses).toHaveLength(2);
    expect(secretsDestroyed).toBe(true);
  });

  const signed = () => signedCeremonyCodec.decode(held.record);
  test.each<[name: string, change: () => Uint8Array, reason: string]>([
    ['bytes that are none', () => new Uint8Array(9), 'malformed'],
    [
      'a witness less',
      () => signedCeremonyCodec.encode({ ...signed(), signatures: signed().signatures.slice(1) }),
      'witness-missing',
    ],
    [
      'another witness',
      () => {
        const [first, second] = signed().signatures;
        if (first === undefined || second === undefined) throw new Error('two signed');
        const publicKey = signerFromSeed(Buffer.alloc(32, 9)).publicKey;
        const signatures = [{ ...first, publicKey }, second];
        return signedCeremonyCodec.encode({ ...signed(), signatures });
      },
      'witness-missing',
    ],
    [
      'a signature that does not hold',
      () => {
        const signatures = signed().signatures.map((each) => ({
          ...each,
          signature: new Uint8Array(64),
        }));
        return signedCeremonyCodec.encode({ ...signed(), signatures });
      },
      'bad-signature',
    ],
  ])('with %s is refused', (_name, change, reason) => {
    expect(readCeremony(change(), verify)).toMatchObject({ ok: false, reason });
  });

  it('is held against what is registered', () => {
    const other = { ...dealt.epoch, number: 2 };
    expect(readCeremony(held.record, verify, other)).toMatchObject({ reason: 'other-epoch' });
    // A block gives an epoch its height, which is not what was dealt.
    expect(readCeremony(held.record, verify, { ...dealt.epoch, height: 5 }).ok).toBe(true);
  });
});

describe('the custody shares of a home', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mingjing-custody-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const paths = homePaths(folder);
  const { epoch } = dealt;

  it('takes the share of its organisation and no other, and finds it again', async () => {
    const shares = new CustodyShares(paths);
    expect(await shares.take(fileOf('jia'), epoch, 'jia')).toBe('no-custody-key');
    mkdirSync(paths.keys, { recursive: true });
    saveKeyFile(paths.key(CUSTODY_PURPOSE), { purpose: CUSTODY_PURPOSE, seed: seedOf('jia') });
    const refused: [Uint8Array, typeof epoch, string, string][] = [
      [new Uint8Array(4), epoch, 'jia', 'malformed'],
      [fileOf('yi'), epoch, 'jia', 'other-holder'],
      [fileOf('yi'), epoch, 'yi', 'not-for-this-key'],
      [fileOf('inspector-1'), epoch, 'jia', 'other-holder'],
      [fileOf('jia'), { ...epoch, number: 2 }, 'jia', 'other-holder'],
    ];
    for (const [bytes, of, organisation, reason] of refused) {
      expect(await shares.take(bytes, of, organisation)).toBe(reason);
    }
    expect(await shares.of(epoch, 'jia')).toBeUndefined();
    expect(await shares.take(fileOf('jia'), epoch, 'jia')).toBeUndefined();
    expect(await shares.take(fileOf('jia'), epoch, 'jia')).toBe('share-exists');
    const again = await new CustodyShares(paths).of(epoch, 'jia');
    expect(again).toEqual(dealt.shares.custodians[0]);
    await expect(new CustodyShares(paths).of(dealEpoch(plan).epoch, 'jia')).rejects.toThrow();
  });
});

test('a seed gives each holder keys of his own', () => {
  const [first, second] = [generateSeed(), generateSeed()].map(receivingKeyOf);
  expect(first?.publicKey).not.toEqual(second?.publicKey);
});
