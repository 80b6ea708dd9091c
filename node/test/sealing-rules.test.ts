// Whose identity is sealed, whose is to be, and why it cannot: by the state and what the vault has.
import { bytesToHex } from '@mingjing/crypto';
import { IDENTITY_ENVELOPES_MAX, type RegistryReader } from '@mingjing/execution';
import {
  type Epoch,
  identityCommitment,
  type RecordEnvelope,
  verificationAnswerCodec,
} from '@mingjing/protocol';
import { describe, expect, it } from 'vitest';
import type { Identity } from '../src/management/users/identity.ts';
import type { KeptSeal } from '../src/management/users/kept-seals.ts';
import {
  digestOf,
  identityDocument,
  judgeSealing,
  type SealingPlace,
  sealingPlace,
  stillOfUse,
} from '../src/management/users/sealing-rules.ts';

const bytes = (fill: number) => new Uint8Array(32).fill(fill);
const USER = 'u-0123456789abcdef0123';
const epoch = (number: number, authority = 'authority') => ({ number, authority }) as Epoch;
const place: SealingPlace = {
  epochs: [epoch(1)],
  recipient: { keyId: bytes(1), publicKey: bytes(2) },
};
const DIGEST = 'd1'.repeat(32);
const seal = (fill: number, change: Partial<KeptSeal> = {}): KeptSeal => ({
  ...{ commitment: bytesToHex(bytes(fill)), salt: '00'.repeat(32), ciphertext: 'AA', epoch: 1 },
  ...{ digest: DIGEST, validUntil: 2_000, ...change },
});
const envelope = (fill: number, of = 1) =>
  ({ ciphertext: bytes(fill), epoch: of }) as RecordEnvelope;

type Entries = Readonly<Record<string, unknown>>;
const chain = (entries: Entries, time = 1_000) => {
  const get = (kind: string, id: string) => entries[`${kind}/${id}`];
  const all = (kind: string) =>
    Object.entries(entries)
      .filter(([name]) => name.startsWith(`${kind}/`))
      .map(([, value]) => value);
  return { registry: { get, all } as unknown as RegistryReader, time };
};
const known = { [`user/${USER}`]: { id: USER } };
const sealedAs = (...envelopes: RecordEnvelope[]) => ({
  ...known,
  [`identityEnvelope/${USER}`]: { envelopes },
});

describe('an identity', () => {
  it.each([
    ['is sealed', sealedAs(envelope(1)), place, [seal(1)], 'sealed', []],
    ['is to be sealed', known, place, [], 'waiting', [1]],
    ['is on its way', known, place, [seal(1)], 'waiting', []],
    ['was on its way too long', known, place, [seal(1, { validUntil: 1_000 })], 'waiting', [1]],
    ['was corrected', sealedAs(envelope(1)), place, [seal(1, { digest: '00' })], 'waiting', [1]],
    ['has its ciphertext elsewhere', sealedAs(envelope(1)), place, [], 'waiting', [1]],
    ['has no epoch', known, 'no-epoch', [], 'no-epoch', []],
    ['has no key beside', known, 'no-organisation-key', [], 'no-organisation-key', []],
    ['is in no block yet', {}, place, [], 'not-on-chain', []],
    ['is erased', { ...known, [`erasure/${USER}`]: {} }, place, [], 'erased', []],
  ] as const)('%s', (_what, entries, at, kept, state, due) => {
    const judged = judgeSealing(chain(entries), at, { user: USER, digest: DIGEST, kept });
    expect([judged.state, judged.due.map(({ number }) => number)]).toEqual([state, due]);
  });

  it('is sealed anew to a later epoch, and to that of each authority', () => {
    const both = { ...place, epochs: [epoch(2), epoch(3, 'other')] };
    const entries = sealedAs(envelope(1), envelope(2, 3));
    const kept = [seal(1), seal(2, { epoch: 3 })];
    const judged = judgeSealing(chain(entries), both, { user: USER, digest: DIGEST, kept });
    expect([judged.state, judged.due]).toEqual(['waiting', [epoch(2)]]);
  });

  it('is not sealed more often than the chain takes it', () => {
    const envelopes = Array.from({ length: IDENTITY_ENVELOPES_MAX }, (_, at) => envelope(at));
    const judged = judgeSealing(chain(sealedAs(...envelopes)), place, {
      ...{ user: USER, digest: DIGEST, kept: [] },
    });
    expect(judged).toEqual({ state: 'full', due: [] });
  });

  it('keeps what the chain has and can still take', () => {
    const kept = [seal(1), seal(2, { validUntil: 1_000 }), seal(3, { validUntil: 1_000 })];
    expect(stillOfUse(chain(sealedAs(envelope(3))), USER, kept)).toEqual([kept[0], kept[2]]);
  });
});

describe('a place to seal to', () => {
  const authority = { id: 'authority', jurisdiction: 'CN-44', revokedHeight: 0 };
  const entries = {
    'authority/authority': authority,
    'currentEpoch/authority': { number: 1 },
    'epoch/1': epoch(1),
    'organisation/jia': { id: 'jia', region: 'CN-44' },
    'envelopeHolder/organisation/jia': { keyId: 'k' },
    'envelopeKey/k': { publicKey: bytes(2), revokedHeight: 0 },
  };
  it.each([
    ['an epoch in force and a key', {}, { epochs: [epoch(1)] }],
    ['no authority', { 'authority/authority': undefined }, 'no-epoch'],
    ['one of another region', { 'organisation/jia': { id: 'jia', region: 'CN-11' } }, 'no-epoch'],
    [
      'one that was revoked',
      { 'authority/authority': { ...authority, revokedHeight: 9 } },
      'no-epoch',
    ],
    ['no epoch', { 'currentEpoch/authority': undefined }, 'no-epoch'],
    ['no key', { 'envelopeHolder/organisation/jia': undefined }, 'no-organisation-key'],
    [
      'a revoked key',
      { 'envelopeKey/k': { publicKey: bytes(2), revokedHeight: 9 } },
      'no-organisation-key',
    ],
  ] as const)('is judged with %s', (_what, change, expected) => {
    const here = Object.entries({ ...entries, ...change }).filter(([, value]) => value);
    const found = sealingPlace(chain(Object.fromEntries(here)).registry, 'jia');
    if (typeof expected === 'string') expect(found).toBe(expected);
    else expect(found).toMatchObject(expected);
  });
});

describe('what is sealed', () => {
  const first: Identity = {
    ...{ kind: 'resident-id', number: '440000199912310005', name: null, salt: 'a1'.repeat(32) },
  };
  const second: Identity = { ...first, number: '110000190001010004', salt: 'b2'.repeat(32) };
  const answer = verificationAnswerCodec.encode({
    ...{ chainName: 'trial', verifierKey: bytes(1), userKey: bytes(2), synthetic: true },
    ...{ verifiedAt: 1, expiresAt: 2 },
    identityCommitment: identityCommitment('trial', Buffer.from(first.salt, 'hex'), first),
  });
  const said = (identity: Identity, earlier: Identity[] = []) =>
    identityDocument('trial', { id: USER, answer }, { identity, earlier });

  it('names the registered identity beside another one alone', () => {
    expect(said(first)).toEqual({ user: USER, identity: first, registered: null });
    expect(said(second, [first])).toEqual({ user: USER, identity: second, registered: first });
    expect(said({ ...first, name: '测试' }).registered).toBeNull();
  });

  it('is another one with each change of it', () => {
    const all = [
      said(first),
      said({ ...first, name: '测试' }),
      said(second, [first]),
      said(second),
    ];
    expect(new Set(all.map(digestOf)).size).toBe(4);
    expect(digestOf(said(first))).toBe(digestOf(said({ ...first })));
  });
});
