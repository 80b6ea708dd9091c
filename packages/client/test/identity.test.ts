import { checkPossession, sha256, verifyPortable } from '@mingjing/crypto';
import { signerFromSeed } from '@mingjing/crypto/node';
import {
  commitmentOf,
  defaultParameters,
  type Message,
  parseTransaction,
} from '@mingjing/protocol';
import { describe, expect, it } from 'vitest';
import {
  acceptanceMessage,
  agreementMessage,
  appealMessage,
  composeTransaction,
  createClient,
  rotationMessage,
  sanctionMessage,
} from '../src/index.ts';

const CHAIN = 'test-0123456789abcdef';
const HASH = 'ab'.repeat(32);
const id = new Uint8Array(32).fill(1);
const text = new TextEncoder().encode('服务协议');
const signer = signerFromSeed(new Uint8Array(32).fill(7));

/** The message as it comes out of a signed transaction. */
function travelled(message: Message): unknown {
  const { bytes } = composeTransaction({
    ...{ chainId: CHAIN, message, validUntil: 5000, unique: new Uint8Array(16).fill(9) },
    ...{ keyId: id, sign: signer.sign },
  });
  const parsed = parseTransaction(bytes, CHAIN, defaultParameters);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value.message;
}

describe('messages of users and their officers', () => {
  it('a rotation proves that its key is held', () => {
    const message = travelled(rotationMessage(signer)) as Message & { type: 'identityRotate' };
    const { publicKey, possession, purpose } = message.value.key;
    expect([Buffer.from(publicKey), purpose]).toEqual([Buffer.from(signer.publicKey), 6]);
    expect(checkPossession(publicKey, 'user', possession, verifyPortable)).toBe(true);
    expect(checkPossession(publicKey, 'officer', possession, verifyPortable)).toBe(false);
  });

  it('publication and acceptance name the same text', () => {
    const textHash = expect.objectContaining({ length: 32 });
    const published = travelled(agreementMessage(2, text, 9));
    expect(published).toMatchObject({ value: { version: 2, textHash, effectiveAt: 9 } });
    const accepted = travelled(acceptanceMessage(2, text)) as Message & { type: 'agreementAccept' };
    expect(Buffer.from(accepted.value.textHash)).toEqual(Buffer.from(sha256(text)));
  });

  it.each([
    ['warn', 1, 77],
    ['limit', 2, 77],
    ['suspend', 3, 77],
    ['close', 4, 0],
  ] as const)('a sanction of the grade %s ends when it may', (name, grade, expiresAt) => {
    const said = { reason: 3, basis: 16, expiresAt: 77 };
    const value = { userId: 'user-1', grade, reason: 3, basis: 16, expiresAt };
    expect(travelled(sanctionMessage('user-1', name, said))).toMatchObject({ value });
  });

  it('an appeal has a salted commitment, or nothing', () => {
    const salt = new Uint8Array(32).fill(4);
    const said = travelled(appealMessage(CHAIN, id, 1, { text, salt })) as Message & {
      type: 'sanctionAppeal';
    };
    const commitment = commitmentOf(CHAIN, salt, text);
    expect(Buffer.from(said.value.statement)).toEqual(Buffer.from(commitment));
    expect(travelled(appealMessage(CHAIN, id, 1))).toMatchObject({
      value: { statement: expect.objectContaining({ length: 0 }) },
    });
  });
});

const step = {
  ...{ step: 'imposed', actor: 'reviewer', role: 'reviewer', height: 3, time: 4, reason: 5 },
  ...{ statement: null, transaction_id: HASH },
};
const sanction = {
  ...{ id: HASH, grade: 'warn', reason: 1, basis: 1, state: 'in-force', expires_at: 9 },
  ...{ appeal_open: false, steps: [step] },
};
const user = {
  ...{ id: 'user-1', type: 'person', organisation: 'jia', synthetic: true, key_id: HASH },
  ...{ registered_height: 0, verification: 'verified', verified_until: 9, standing: 'active' },
  ...{ may_write: true, refusal: null, agreement_required: 1, agreement_accepted: 1 },
  acceptances: [{ version: 1, height: 2, time: 3, transaction_id: HASH }],
  ...{ sanctions: [sanction], more_sanctions: false, height: 7, time: 8 },
};
const version = {
  ...{ version: 1, text_hash: HASH, effective_at: 1, officer: 'a', height: 1, time: 1 },
  ...{ transaction_id: HASH, accepted: 3 },
};
const agreement = { organisation: 'jia', in_force: 1, users: 4, covered: 3, versions: [version] };
const agreements = { agreements: [agreement], height: 7, time: 8 };

describe('what a node answers about users', () => {
  const clientOf = (value: unknown) => {
    const asked: string[] = [];
    const fetch = async (url: unknown) => {
      asked.push(String(url));
      return Response.json(value);
    };
    return { asked, client: createClient({ baseUrl: 'http://node.example', fetch }) };
  };

  it('is taken as it is', async () => {
    const { client, asked } = clientOf(user);
    expect(await client.user('user-1')).toEqual(user);
    expect(asked).toEqual(['http://node.example/v1/users/user-1']);
    expect(await clientOf(agreements).client.agreements()).toEqual(agreements);
  });

  it.each<[string, object]>([
    ['a standing that is missing', { ...user, standing: undefined }],
    ['a sanction without its steps', { ...user, sanctions: [{ ...sanction, steps: undefined }] }],
    ['a step of no transaction', stepped({ transaction_id: 'ab' })],
    ['a statement that is no hash', stepped({ statement: 'said' })],
    ['an acceptance of no version', { ...user, acceptances: [{ height: 1 }] }],
  ])('is refused with %s', async (_name, value) => {
    const call = clientOf(value).client.user('user-1');
    await expect(call).rejects.toMatchObject({ code: 'BAD_ANSWER' });
  });

  it.each<[string, object]>([
    ['a version without its text', { ...version, text_hash: undefined }],
    ['a count below 0', { ...version, accepted: -1 }],
  ])('is refused with %s', async (_name, bad) => {
    const value = { ...agreements, agreements: [{ ...agreement, versions: [bad] }] };
    const call = clientOf(value).client.agreements();
    await expect(call).rejects.toMatchObject({ code: 'BAD_ANSWER' });
  });
});

function stepped(change: object): object {
  return { ...user, sanctions: [{ ...sanction, steps: [{ ...step, ...change }] }] };
}
