// What counts towards an opening and what does not: every way in which an officer's contribution is
// refused, thresholds of both sides, and garbage told from wrong answers.
import { receivingKeyOf } from '@mingjing/crypto';
import { randomBytes, signerFromSeed, verify } from '@mingjing/crypto/node';
import { type Scalar, secretScalar } from '@mingjing/crypto/ristretto';
import { answerOrder, blindPoint, type ShareAnswer, sealContent } from '@mingjing/disclosure';
import { sealKeyOf } from '@mingjing/execution';
import { dealEpoch } from '@mingjing/host/look-through';
import {
  type AccessEntry,
  AccessKind,
  accessCommitment,
  accessContext,
  contributionSignable,
  type Officer,
  type OpeningContribution,
  signedContributionCodec,
} from '@mingjing/protocol';
import { MemoryDisk, Shelf } from '@mingjing/storage';
import { describe, expect, it, test } from 'vitest';
import {
  contributionFault,
  type OpeningFacts,
  readContribution,
} from '../src/desk/look-through/judge-contribution.ts';
import { openFrom, progressOf } from '../src/desk/look-through/judge-opening.ts';
import { OpeningDesk, type OpeningDeskParts } from '../src/desk/look-through/opening-desk.ts';
import { OpeningShelf } from '../src/desk/look-through/opening-shelf.ts';

const chainId = 'trial-0123456789abcdef';
const suite = 1;
const orderId = new Uint8Array(32).fill(5);
const recordId = new Uint8Array(36).fill(6);
const CONTENT = Buffer.from('一式两份');
const NONE = new Uint8Array(0);
const OFFICERS = ['inspector-1', 'inspector-2', 'inspector-3', 'inspector-4', 'inspector-5'];
const CUSTODIANS = ['jia', 'yi', 'bing', 'ding'];
const context = { chainId, context: accessContext(chainId, orderId) };

const { epoch, shares } = dealEpoch({
  ...{ number: 1, authority: 'authority' },
  officers: { threshold: 3, holders: OFFICERS },
  custodians: { threshold: 2, holders: CUSTODIANS },
});
const owner = dealEpoch({
  ...{ number: 1, authority: 'a', custodians: { threshold: 1, holders: ['a'] } },
  officers: { threshold: 1, holders: ['a'] },
});
const recipientKey = owner.epoch.officers.commitments[0] as Uint8Array;
const sealed = sealContent({
  ...{ chainId, suite, epoch: 1, content: CONTENT },
  keys: { seal: sealKeyOf(epoch), recipients: [recipientKey] },
  keyIds: [new Uint8Array(32)],
  random: { opening: randomBytes(64), element: randomBytes(64) },
});
const envelope = {
  ...{ epoch: 1, c0: sealed.envelope.c0, cs: sealed.envelope.cs, proof: new Uint8Array(64) },
  ...{ keyCheck: sealed.envelope.keyCheck, ciphertext: new Uint8Array(32) },
  recipients: sealed.envelope.recipients.map((each) => ({ ...each, publicKey: recipientKey })),
};
const t = secretScalar(randomBytes(64));

const keyFor = (id: string) => signerFromSeed(Buffer.alloc(32, id));
const officerOf = (id: string): Officer => ({
  ...{ id, organisation: 'authority', role: 7, jurisdictions: ['CN'], capabilities: [4] },
  key: { purpose: 5, publicKey: keyFor(id).publicKey, possession: NONE },
  revokedHeight: 0,
});

function entryOf(blinding: Scalar): AccessEntry {
  const isSealed = blinding !== 0n;
  const blinded = blindPoint(envelope.c0, blinding) as Uint8Array;
  const subject = { recordId, userId: '', basis: 7, blinding: scalarBytes(blinding) };
  return {
    id: orderId,
    order: {
      ...{ kind: isSealed ? AccessKind.sealed : AccessKind.record, userId: '', epoch: 1, blinded },
      ...{ recordId: isSealed ? NONE : recordId, basis: isSealed ? 0 : 7, notice: 'N-1' },
      commitment: isSealed ? accessCommitment(chainId, subject) : NONE,
      ...{ deadline: 1, openBy: 0, expiresAt: 2 },
      officers: [{ officer: 'inspector-1', sealingKey: receivingKeyOf(randomBytes(32)).publicKey }],
    },
    ...{ officer: 'inspector-1', authority: 'authority', orderedHeight: 1, orderedTime: 1 },
    ...{ approvedBy: 'inspector-2', approvedHeight: 2, approvedTime: 2, closedHeight: 0 },
    ...{ closedBy: '', excused: false, subjectOrganisation: 'jia' },
  };
}

/** An order that was disclosed to be outside the scope of its officers. */
function foundWrong(blinding: Scalar, excused: boolean): AccessEntry {
  const said = { officer: 'inspector-1', recordId, userId: '', basis: 7, blinding: NONE };
  const opening = { ...said, height: 3, time: 3, mismatch: 75 };
  return { ...entryOf(blinding), opening, excused };
}

function scalarBytes(scalar: Scalar): Uint8Array {
  const bytes = new Uint8Array(32);
  for (let i = 0, rest = scalar; i < 32; i += 1, rest >>= 8n) bytes[i] = Number(rest & 255n);
  return bytes;
}

const factsOf = (
  id: string,
  blinding: Scalar,
  change: Partial<OpeningFacts> = {},
): OpeningFacts => ({
  ...{ chainId, epoch, envelope, entry: entryOf(blinding), time: 1 },
  officer: officerOf(id),
  shares: CUSTODIANS.map((custodian) => ({
    ...{ orderId, custodian, nodeId: `${custodian}-validator`, answerHash: NONE },
    ...{ height: 3, time: 3 },
  })),
  ...change,
});

const answerOf = (
  side: 'officers' | 'custodians',
  index: number,
  point: Uint8Array,
): ShareAnswer => {
  const share = shares[side].find((each) => each.index === index);
  if (share === undefined) throw new Error('no such share');
  return answerOrder(share, point, context, randomBytes(64)) as ShareAnswer;
};

function contribution(
  id: string,
  custodians: readonly string[],
  blinding: Scalar,
  change: Partial<OpeningContribution> = {},
): OpeningContribution {
  const { blinded } = entryOf(blinding).order;
  const index = OFFICERS.indexOf(id) + 1;
  return {
    ...{ orderId, officer: id, recordId, userId: '', basis: blinding === 0n ? 0 : 7 },
    blinding: blinding === 0n ? NONE : scalarBytes(blinding),
    authority: answerOf('officers', index, envelope.c0),
    custody: custodians.map((organisation) => ({
      organisation,
      answer: answerOf('custodians', CUSTODIANS.indexOf(organisation) + 1, blinded),
    })),
    ...change,
  };
}

function signed(said: OpeningContribution, by = said.officer) {
  const { statement, signing } = contributionSignable(chainId, said);
  const bytes = signedContributionCodec.encode({ statement, signature: keyFor(by).sign(signing) });
  const read = readContribution(bytes);
  if (!read.ok) throw new Error(read.reason);
  return read.value;
}

const verdict = (
  said: OpeningContribution,
  blinding: Scalar = 0n,
  change: Partial<OpeningFacts> = {},
  by = said.officer,
) => contributionFault(factsOf(said.officer, blinding, change), signed(said, by), verify);

describe.each([
  ['an open order', 0n],
  ['a sealed order', t],
])("an officer's contribution to %s", (_name, blinding) => {
  const own = contribution('inspector-1', ['jia', 'yi'], blinding);

  it('counts when all of it holds', () => {
    expect(verdict(own, blinding)).toBeUndefined();
    expect(verdict(contribution('inspector-4', [], blinding), blinding)).toBeUndefined();
  });

  test.each<
    [name: string, said: Partial<OpeningContribution>, facts: Partial<OpeningFacts>, why: string]
  >([
    ['an order that is over', {}, { time: 2 }, 'order-not-in-force'],
    [
      'an order that the chain found wrong',
      {},
      { entry: foundWrong(blinding, false) },
      'order-mismatch',
    ],
    ['one that was excused', {}, { entry: foundWrong(blinding, true) }, 'order-mismatch'],
    ['an officer whom the chain does not name', {}, { officer: undefined }, 'officer-unknown'],
    [
      'an officer who was revoked',
      {},
      { officer: { ...officerOf('inspector-1'), revokedHeight: 2 } },
      'officer-unknown',
    ],
    [
      'an officer of another authority',
      {},
      { officer: { ...officerOf('inspector-1'), organisation: 'other' } },
      'officer-unknown',
    ],
    ['another record', { recordId: new Uint8Array(36).fill(1) }, {}, 'other-subject'],
    ['another user', { userId: 'user-1' }, {}, 'other-subject'],
    ['another blinding', { blinding: scalarBytes(9n) }, {}, 'other-subject'],
    [
      'a blinding that is no scalar',
      { blinding: new Uint8Array(32).fill(255) },
      {},
      'other-subject',
    ],
    ['an envelope of another epoch', {}, { envelope: { ...envelope, epoch: 2 } }, 'other-epoch'],
    [
      'the share of another officer',
      { authority: answerOf('officers', 2, envelope.c0) },
      {},
      'not-a-holder',
    ],
    [
      'an answer about another point',
      { authority: answerOf('officers', 1, sealed.envelope.cs) },
      {},
      'authority-proof-wrong',
    ],
    ['a custodian that answered nothing on the chain', {}, { shares: [] }, 'custody-not-released'],
    [
      "another custodian's answer",
      {
        custody: [{ organisation: 'jia', answer: answerOf('custodians', 2, envelope.c0) }],
      },
      {},
      'custody-proof-wrong',
    ],
    [
      "a custodian's answer about another point",
      { custody: [{ organisation: 'jia', answer: answerOf('custodians', 1, sealed.envelope.cs) }] },
      {},
      'custody-proof-wrong',
    ],
  ])('with %s is refused', (_why, said, facts, reason) => {
    expect(verdict({ ...own, ...said }, blinding, facts)).toBe(reason);
  });

  it('under the signature of another is refused', () => {
    expect(verdict(own, blinding, {}, 'inspector-2')).toBe('bad-signature');
  });
});

test("an officer's contribution is not kept when its entry cannot be written", async () => {
  const order = { ...entryOf(0n).order, recordId: NONE, userId: 'user-1' };
  const known: Readonly<Record<string, unknown>> = {
    ...{ access: { ...entryOf(0n), order }, epoch, officer: officerOf('inspector-1') },
    identityEnvelope: { envelopes: [envelope] },
  };
  const state = { chainId, time: 1, registry: { get: (kind: string) => known[kind] } };
  const key = new Uint8Array(32);
  const shelf = await Shelf.openInMemory(new MemoryDisk(), 's', { chainId, key: () => key });
  const desk = new OpeningDesk({
    ...{ shelf: new OpeningShelf(shelf), now: () => 5 },
    host: { replica: { chain: { state } } },
  } as unknown as OpeningDeskParts);
  const own = contribution('inspector-1', [], 0n, { recordId: NONE, userId: 'user-1' });
  const bytes = signedContributionCodec.encode(signed(own).signed);
  const refused = desk.contribute(orderId, bytes, () => Promise.reject(new Error('disk full')));
  await expect(refused).rejects.toThrow('disk full');
  expect(await desk.shelf.contributions(orderId)).toEqual([]);
  const noted: string[] = [];
  await desk.contribute(orderId, bytes, async (officer) => noted.push(officer));
  expect(noted).toEqual(['inspector-1']);
  expect(await desk.shelf.contributions(orderId)).toMatchObject([{ officer: 'inspector-1' }]);
});

test('bytes that are no contribution are refused', () => {
  expect(readContribution(new Uint8Array(5))).toMatchObject({ ok: false });
  const empty = signedContributionCodec.encode({ statement: NONE, signature: NONE });
  expect(readContribution(empty)).toMatchObject({ ok: false, reason: 'malformed' });
});

describe('an opening', () => {
  const place = { chainId, suite, orderId, epoch, envelope, ciphertext: sealed.ciphertext };
  const opened = (contributions: OpeningContribution[], change: object = {}) =>
    openFrom({ ...place, contributions, ...change });
  const three = (blinding: Scalar, custodians = ['jia', 'ding']) =>
    ['inspector-1', 'inspector-3', 'inspector-5'].map((id) =>
      contribution(id, custodians, blinding),
    );

  it.each([
    ['open', 0n],
    ['sealed', t],
  ])('under an %s order gives the content', (_name, blinding) => {
    const result = opened(three(blinding));
    expect(result.verdict === 'opens' && Buffer.from(result.content)).toEqual(CONTENT);
  });

  test.each<[name: string, contributions: OpeningContribution[]]>([
    ['no contribution', []],
    ['two officers', three(0n).slice(1)],
    ['three officers and one custodian', three(0n, ['yi'])],
    ['three officers alone', three(0n, [])],
    [
      'one officer three times',
      [1, 2, 3].map(() => contribution('inspector-1', ['jia', 'yi'], 0n)),
    ],
  ])('with %s is not complete, and gives nothing', (_name, contributions) => {
    expect(progressOf(epoch, contributions).isComplete).toBe(false);
    expect(opened(contributions).verdict).toBe('evidence-wrong');
  });

  it('tells garbage of the sender from answers that do not fit', () => {
    const bad = Uint8Array.from(sealed.ciphertext, (byte) => byte ^ 1);
    expect(opened(three(0n), { ciphertext: bad }).verdict).toBe('garbage');
    expect(
      opened(three(0n), { envelope: { ...envelope, keyCheck: randomBytes(32) } }).verdict,
    ).toBe('garbage');
    expect(opened(three(0n), { orderId: new Uint8Array(32) }).verdict).toBe('evidence-wrong');
  });

  it('counts each holder once', () => {
    const contributions = [...three(0n), ...three(0n)];
    expect(progressOf(epoch, contributions)).toEqual({
      officers: { held: 3, needed: 3 },
      custodians: { held: 2, needed: 2 },
      isComplete: true,
    });
    expect(opened(contributions).verdict).toBe('opens');
  });
});
