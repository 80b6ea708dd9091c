// Private records as they are composed, checked by everybody and opened by their recipients.
import { envelopeKeyOf } from '@mingjing/crypto';
import { randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import { checkEnvelope, dealSide, sealKey } from '@mingjing/disclosure';
import {
  bodyCodec,
  bodyWithoutProofs,
  commitmentOf,
  defaultParameters,
  parseTransaction,
  type RecordEnvelope,
  recipientKeyId,
  transactionCodec,
} from '@mingjing/protocol';
import { describe, expect, it, test } from 'vitest';
import {
  composePrivate,
  documentIn,
  envelopeKeys,
  openPrivate,
  type PrivateOptions,
  sealedPart,
} from '../src/index.ts';

const chainId = 'trial-0123456789abcdef';
const place = { chainId, suite: 1 };
const seal = sealKey(keyOfSide(), keyOfSide()) as Uint8Array;
const people = [1, 2, 3].map((n) => envelopeKeyOf(Buffer.alloc(32, n)));
const recipients = people
  .slice(0, 2)
  .map(({ publicKey }) => ({ keyId: recipientKeyId(publicKey), publicKey }));
const CONTENT = Buffer.from('甲方与乙方约定，一式两份');
const document = { fileName: '合同.txt', mediaType: 'text/plain', title: '合同', content: CONTENT };

function keyOfSide(): Uint8Array {
  return dealSide([randomBytes(64)], 1).commitments[0] as Uint8Array;
}

const options = (change: Partial<PrivateOptions> = {}): PrivateOptions => ({
  ...{ ...place, limits: defaultParameters, epoch: 1, seal, recipients },
  ...{ keyId: new Uint8Array(32), sign: signerFromSeed(Buffer.alloc(32, 1)).sign },
  ...{ random: randomBytes, now: () => 1_000_000, ...change },
});

function composed(change?: Partial<PrivateOptions>) {
  const made = composePrivate(document, options(change));
  if (!made.ok) throw new Error(made.reason);
  const [item] = made.value.requests.flat();
  const parsed = item && parseTransaction(item.transaction, chainId, defaultParameters);
  if (item === undefined || !parsed?.ok) throw new Error('not composed');
  const { message } = parsed.value;
  const [record] = message.type === 'recordsPublish' ? message.value.records : [];
  const envelope = record?.envelope as RecordEnvelope;
  const [attachment] = item.attachments;
  return { item, envelope, ciphertext: attachment?.content as Uint8Array, record };
}

const own = composed();

describe('a private record', () => {
  it('has a proof that holds for its whole body and no other', () => {
    const body = bodyCodec.decode(transactionCodec.decode(own.item.transaction).body);
    const keys = envelopeKeys(own.envelope, seal);
    const at = { ...place, body: bodyWithoutProofs(body) };
    expect(checkEnvelope(sealedPart(own.envelope), keys, at)).toEqual({ ok: true });
    const later = { ...at, body: bodyWithoutProofs({ ...body, validUntil: body.validUntil + 1 }) };
    expect(checkEnvelope(sealedPart(own.envelope), keys, later).ok).toBe(false);
  });

  it('has its ciphertext as its one attachment, and nothing in the clear', () => {
    const { item, envelope, ciphertext } = own;
    const [attachment] = item.attachments;
    expect(item.attachments).toHaveLength(1);
    const committed = commitmentOf(chainId, attachment?.salt as Uint8Array, ciphertext);
    expect(Buffer.from(committed)).toEqual(Buffer.from(envelope.ciphertext));
    const all = Buffer.concat([item.transaction, ciphertext]);
    for (const text of ['合同', '甲方']) expect(all.includes(Buffer.from(text))).toBe(false);
  });

  test.each(people.slice(0, 2).map((key, i) => [i, key] as const))(
    'opens for recipient %i with its name',
    (_i, key) => {
      const opened = openPrivate({ ...own, seal }, key, place);
      expect(opened.ok && opened.value).toMatchObject({ fileName: '合同.txt', title: '合同' });
      expect(opened.ok && Buffer.from(opened.value.content)).toEqual(CONTENT);
    },
  );

  it('opens for nobody else, on no other chain, and not when it was changed', () => {
    const [first, , third] = people as [(typeof people)[0], unknown, (typeof people)[0]];
    const reasonOf = (change: object, key = first, at = place) => {
      const opened = openPrivate({ ...own, seal, ...change }, key, at);
      return opened.ok ? 'opens' : opened.reason;
    };
    expect(reasonOf({}, third)).toBe('not-a-recipient');
    // A key that says it is the recipient's and is not.
    expect(reasonOf({}, { ...first, secret: third.secret })).toBe('key-check');
    expect(reasonOf({}, first, { ...place, chainId: 'other-0123456789abcdef' })).toBe('key-check');
    expect(reasonOf({ seal: keyOfSide() })).toBe('key-check');
    const flipped = Uint8Array.from(own.ciphertext, (byte, i) => (i === 3 ? byte ^ 1 : byte));
    expect(reasonOf({ ciphertext: flipped })).toBe('ciphertext');
    expect(reasonOf({ envelope: { ...own.envelope, keyCheck: new Uint8Array(32) } })).toBe(
      'key-check',
    );
    expect(reasonOf({ envelope: { ...own.envelope, c0: new Uint8Array(31) } })).toBe('malformed');
  });

  it('is another one each time, so that equal contents do not show', () => {
    expect(composed().envelope.c0).not.toEqual(own.envelope.c0);
    expect(composed().ciphertext).not.toEqual(own.ciphertext);
  });
});

test.each<[name: string, change: Partial<PrivateOptions>, reason: string]>([
  ['nobody to open it', { recipients: [] }, 'recipients-count'],
  [
    'nine recipients',
    { recipients: Array.from({ length: 9 }, () => recipients[0] as (typeof recipients)[0]) },
    'recipients-count',
  ],
  ['a recipient twice', { recipients: [...recipients, ...recipients] }, 'recipient-twice'],
  [
    'more than an attachment holds',
    { limits: { ...defaultParameters, attachmentSizeMax: 64 } },
    'file-too-large',
  ],
])('a record with %s is refused', (_name, change, reason) => {
  expect(composePrivate(document, options(change))).toEqual({ ok: false, reason });
});

test('what was opened may be anything, and is a document or not', () => {
  for (const bytes of [
    new Uint8Array(0),
    new Uint8Array(3),
    Uint8Array.of(0, 0, 0, 9, 1),
    Uint8Array.of(0, 0, 0, 2, 0x7b, 0x7d),
    Uint8Array.of(0, 0, 0, 1, 0xff),
  ]) {
    expect(documentIn(bytes)).toEqual({ ok: false, reason: 'not-a-document' });
  }
});
