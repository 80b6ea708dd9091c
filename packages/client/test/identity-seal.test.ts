// An identity as it is sealed for look-through: bound to its own transaction, of one size whatever
// the name, and held against what a verifier confirmed when it is opened.
import { envelopeKeyOf } from '@mingjing/crypto';
import { randomBytes } from '@mingjing/crypto/node';
import { checkEnvelope, dealSide, openAsRecipient, sealKey } from '@mingjing/disclosure';
import {
  type Body,
  bodyWithoutProofs,
  commitmentOf,
  identityCommitment,
  recipientKeyId,
  verificationAnswerCodec,
} from '@mingjing/protocol';
import { describe, expect, it } from 'vitest';
import {
  composeIdentitySeal,
  envelopeAsked,
  envelopeKeys,
  envelopeOfEpoch,
  type IdentityDocument,
  identityBytes,
  identityIn,
  identityStanding,
  sealedPart,
} from '../src/index.ts';

const chainId = 'trial-0123456789abcdef';
const suite = 1;
const side = () => dealSide([randomBytes(64)], 1).commitments[0] as Uint8Array;
const seal = sealKey(side(), side()) as Uint8Array;
const own = envelopeKeyOf(Buffer.alloc(32, 1));
const recipient = { keyId: recipientKeyId(own.publicKey), publicKey: own.publicKey };
const person = {
  ...{ kind: 'resident-id', number: '440000199912310005', name: '测试甲子' },
  salt: 'a1'.repeat(32),
};
const mobile = { kind: 'mobile', number: '13000000000', name: null, salt: 'b2'.repeat(32) };
const document: IdentityDocument = { user: 'u-0123', identity: person, registered: null };
const frame = { signer: new Uint8Array(32), validUntil: 9_000, unique: new Uint8Array(16).fill(3) };

const composed = composeIdentitySeal(document, {
  ...{ chainId, suite, epoch: 2, seal, recipient, ...frame, random: randomBytes },
});
const { envelope } = composed.message.value;
const keys = envelopeKeys(envelope, seal);
const bodyWith = (change: Partial<Body> = {}): Body => ({
  ...{ chainId, ...frame, identitySeal: composed.message.value, ...change },
});
const holdsIn = (body: Body) =>
  checkEnvelope(sealedPart(envelope), keys, { chainId, suite, body: bodyWithoutProofs(body) }).ok;

describe('a sealed identity', () => {
  it('has a proof for its own transaction and for no other', () => {
    expect(holdsIn(bodyWith())).toBe(true);
    const others: Partial<Body>[] = [
      { validUntil: 9_001 },
      { signer: new Uint8Array(32).fill(1) },
      { unique: new Uint8Array(16) },
      { identitySeal: { userId: 'u-0124', envelope } },
    ];
    expect(others.map((change) => holdsIn(bodyWith(change)))).toEqual([false, false, false, false]);
  });

  it('is committed to, and opens to what was sealed', () => {
    const { salt, content } = composed.content;
    const committed = commitmentOf(chainId, salt, content);
    expect(Buffer.from(committed)).toEqual(Buffer.from(envelope.ciphertext));
    expect(Buffer.from(content).includes(Buffer.from(person.number))).toBe(false);
    const held = { index: 0, secret: own.secret };
    const opened = openAsRecipient(held, sealedPart(envelope), keys, { chainId, suite }, content);
    expect(opened.ok && identityIn(opened.content)).toEqual({ ok: true, value: document });
  });

  it('has one size, with a name or without', () => {
    const named = identityBytes({ ...document, identity: { ...person, name: '甲'.repeat(64) } });
    const nameless = identityBytes({ user: 'u', identity: mobile, registered: null });
    const corrected = identityBytes({ ...document, registered: mobile });
    expect([named, nameless, corrected].map(({ length }) => length)).toEqual([1024, 1024, 1024]);
  });
});

describe('an opened identity', () => {
  it.each([
    ['nothing', new Uint8Array(0)],
    ['other text', Buffer.from('{"format":"x"}')],
    ['another format', Buffer.from(JSON.stringify({ ...document, format: 'other' }))],
    ['bytes that are no text', Uint8Array.of(0xff, 0xfe)],
    ['a salt of another length', bytesWith({ salt: 'a1' })],
    ['a number beyond every kind', bytesWith({ number: '1'.repeat(256) })],
    ['a number that is none', bytesWith({ number: '一' })],
    ['a name that is none', bytesWith({ name: 7 })],
  ])('is none in %s', (_what, bytes) => {
    expect(identityIn(bytes)).toEqual({ ok: false, reason: 'not-an-identity' });
  });

  function bytesWith(change: object): Uint8Array {
    const text = { format: 'mingjing-identity-1', user: 'u-0123', registered: null };
    return Buffer.from(JSON.stringify({ ...text, identity: { ...person, ...change } }));
  }

  const answer = verificationAnswerCodec.encode({
    ...{ chainName: 'trial', verifierKey: new Uint8Array(32).fill(1), synthetic: true },
    ...{ userKey: new Uint8Array(32).fill(2), verifiedAt: 1, expiresAt: 2 },
    identityCommitment: identityCommitment('trial', Buffer.from(person.salt, 'hex'), person),
  });
  const asked = { user: 'u-0123', chainName: 'trial', answer };
  it.each([
    ['registered', document, asked],
    ['corrected', { ...document, identity: mobile, registered: person }, asked],
    ['differs', { ...document, identity: mobile }, asked],
    ['differs', { ...document, user: 'u-0124' }, asked],
    ['differs', { ...document, identity: { ...person, salt: 'a2'.repeat(32) } }, asked],
    ['differs', document, { ...asked, chainName: 'other' }],
    ['differs', document, { ...asked, answer: new Uint8Array(1) }],
  ] as const)('is told as %s', (standing, opened, of) => {
    expect(identityStanding(opened, of)).toBe(standing);
  });
});

describe('the envelopes of a user', () => {
  const later = { ...envelope, c0: side(), epoch: 3 };
  const last = { ...envelope, c0: side(), epoch: 2 };
  const proved = { chainId, envelopes: [envelope, later, last] };
  it('are ordered by the latest of an epoch, and answered by the point of the order', () => {
    expect(envelopeOfEpoch(proved, 2)).toBe(last);
    expect(envelopeOfEpoch(proved, 4)).toBeUndefined();
    const open = { blinding: new Uint8Array(0) };
    const pointOf = ({ c0 }: typeof envelope) => ({ point: Buffer.from(c0).toString('hex') });
    expect(envelopeAsked(proved, pointOf(later), open)).toBe(later);
    expect(envelopeAsked(proved, { point: '00' }, open)).toBeUndefined();
    const sealed = { blinding: new Uint8Array(32).fill(1) };
    expect(envelopeAsked(proved, pointOf(later), sealed)).toBeUndefined();
    expect(envelopeAsked(proved, pointOf(later), { blinding: new Uint8Array(32).fill(255) })).toBe(
      undefined,
    );
  });
});
