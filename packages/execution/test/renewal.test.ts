import { KeyPurpose, type VerificationAnswer } from '@mingjing/protocol';
import { describe, expect, it, test } from 'vitest';
import {
  bytes,
  enrolled,
  idOf,
  record,
  registration,
  START,
  TestChain,
  verifier,
} from './chain.ts';

const DAY = 86_400_000;
const write = { recordsPublish: { records: [record('a')] } };
const later: Partial<VerificationAnswer> = {
  ...{ verifiedAt: START + 1000, expiresAt: START + 30 * DAY },
};

/** A new answer about a user's key, `keyName` when it is a new one. */
function renewal(
  userId: string,
  change: Partial<VerificationAnswer> = {},
  { keyName, by }: { keyName?: string; by?: string } = {},
) {
  const userKey = idOf(keyName ?? userId);
  const said = registration(userId, { userKey, ...later, ...change }, by);
  const { answer, answerSignature } = said;
  const key = keyName === undefined ? {} : { key: enrolled(keyName, KeyPurpose.user) };
  return { identityRenew: { userId, answer, answerSignature, ...key } };
}
const rotation = (name: string, purpose: number = KeyPurpose.user) => ({
  identityRotate: { key: enrolled(name, purpose) },
});

describe('renewing a verification', () => {
  it('lets a user write again whose verification lapsed', () => {
    const chain = new TestChain();
    expect(chain.act('carol', write, START + 5000)).toBe('userNotVerified');
    expect(chain.act('carol', renewal('carol'))).toBe('done');
    expect(chain.act('carol', write)).toBe('done');
    expect(chain.state.registry.get('user', 'carol')?.verifiedUntil).toBe(START + 30 * DAY);
    expect(chain.act('carol', write, START + 30 * DAY)).toBe('userNotVerified');
  });

  test.each([
    ['the user', 'carol', 'done'],
    ['another user', 'alice', 'signerNotPermitted'],
    ['a node of any organisation', 'node-b statement', 'done'],
    ['an officer of any organisation', 'security-c', 'done'],
    ['a supervision officer', 'inspector', 'signerNotPermitted'],
  ])('may be carried by %s', (_title, signer, code) => {
    expect(new TestChain().act(signer, renewal('carol'))).toBe(code);
  });

  test.each<[title: string, change: Partial<VerificationAnswer>, code: string]>([
    ['of another identity', { identityCommitment: bytes(32, 2) }, 'answerInvalid'],
    ['about another key', { userKey: idOf('bob') }, 'answerInvalid'],
    ['of another chain', { chainName: 'other' }, 'answerInvalid'],
    ['about a test subject', { synthetic: true }, 'answerInvalid'],
    ['that expired', { expiresAt: START + 1 }, 'answerInvalid'],
    ['from the future', { verifiedAt: START + 3_600_000 }, 'answerInvalid'],
    ['of the same time as the one before', { verifiedAt: START }, 'answerStale'],
    ['older than the one before', { verifiedAt: START - 1 }, 'answerStale'],
    ['by a key of no verifier', { verifierKey: idOf('alice') }, 'verifierUnknown'],
    ['that is good', {}, 'done'],
  ])('judges an answer %s', (_title, change, code) => {
    const chain = new TestChain();
    expect(chain.act('carol', renewal('carol', change))).toBe(code);
    const until = chain.state.registry.get('user', 'carol')?.verifiedUntil;
    expect(until).toBe(code === 'done' ? START + 30 * DAY : START + 5000);
  });

  it('takes no answer of another organisation, of who is revoked, or badly signed', () => {
    const chain = new TestChain();
    const admitVerifier = verifier('verifier-b', 'org-b');
    expect(chain.carry({ admitVerifier }).status).toBe(2);
    expect(chain.act('carol', renewal('carol', {}, { by: 'verifier-b' }))).toBe('answerInvalid');
    const { identityRenew } = renewal('carol');
    const forged = { identityRenew: { ...identityRenew, answerSignature: bytes(64, 1) } };
    expect(chain.act('carol', forged)).toBe('answerInvalid');
    expect(chain.carry({ revokeVerifier: { verifierId: 'verifier-a' } }).status).toBe(2);
    expect(chain.act('carol', renewal('carol'))).toBe('verifierUnknown');
  });

  it('is refused for nobody and for who is closed', () => {
    const chain = new TestChain();
    expect(chain.act('security-a', renewal('dora'))).toBe('unknownSubject');
    chain.act('alice', { retentionErase: { userId: 'alice' } });
    expect(chain.act('alice', renewal('alice'))).toBe('userNotActive');
    expect(chain.act('security-a', renewal('alice', {}, { keyName: 'new' }))).toBe('userNotActive');
  });
});

describe('a lost key', () => {
  it('is replaced on a new answer for the new one, and can do nothing any more', () => {
    const chain = new TestChain();
    const record36 = chain.publish('alice');
    expect(chain.act('security-a', renewal('alice', {}, { keyName: 'found' }))).toBe('done');
    expect(chain.state.registry.get('key', idOf('alice'))?.revokedHeight).toBe(2);
    expect(() => chain.act('alice', write)).toThrow('signer-revoked');
    expect(chain.act('found', { recordsWithdraw: { recordId: record36, reason: 1 } })).toBe('done');
  });

  test.each([
    ['an officer of the organisation', 'audit-a', 'done'],
    ['a node of it', 'follower statement', 'done'],
    ['an officer of another', 'security-b', 'signerNotPermitted'],
    ['a node of another', 'node-b statement', 'signerNotPermitted'],
    ['a supervision officer', 'inspector', 'signerNotPermitted'],
    ['the user', 'alice', 'signerNotPermitted'],
    ['another user', 'bob', 'signerNotPermitted'],
  ])('is replaced through %s', (_title, signer, code) => {
    const chain = new TestChain();
    expect(chain.act(signer, renewal('alice', {}, { keyName: 'found' }))).toBe(code);
    const revoked = chain.state.registry.get('key', idOf('alice'))?.revokedHeight;
    expect(revoked).toBe(code === 'done' ? 1 : 0);
  });

  test.each<[title: string, act: ReturnType<typeof renewal>, code: string]>([
    [
      'an answer for the old key',
      renewal('alice', { userKey: idOf('alice') }, { keyName: 'found' }),
      'answerInvalid',
    ],
    ['the key that is there', renewal('alice', {}, { keyName: 'alice' }), 'keyRefused'],
    ['the key of another', renewal('alice', {}, { keyName: 'bob' }), 'keyRefused'],
    [
      'another identity',
      renewal('alice', { identityCommitment: bytes(32, 2) }, { keyName: 'found' }),
      'answerInvalid',
    ],
  ])('stays with %s', (_title, act, code) => {
    const chain = new TestChain();
    const before = chain.state.registry.root;
    expect(chain.act('security-a', act)).toBe(code);
    expect(chain.state.registry.root).toEqual(before);
  });
});

describe('rotating a key', () => {
  it('is the act of who holds the old one, and changes nothing else', () => {
    const chain = new TestChain();
    const before = chain.state.registry.get('user', 'alice');
    expect(chain.act('alice', rotation('alice second'))).toBe('done');
    const after = chain.state.registry.get('user', 'alice');
    expect(after).toEqual({ ...before, key: after?.key });
    expect(() => chain.act('alice', write)).toThrow('signer-revoked');
    expect(chain.act('alice second', write)).toBe('done');
    // The answer that is on the chain names the old key: a renewal goes by the one there is.
    const answer = renewal('alice', { userKey: idOf('alice second') });
    expect(chain.act('alice second', answer)).toBe('done');
  });

  it('happens once in a block: nobody comes to two keys', () => {
    const chain = new TestChain();
    const twice = ['one', 'two'].map((name) => chain.sign('alice', rotation(name)));
    expect([...chain.block(twice).results]).toEqual([0, 1]);
    expect(chain.state.registry.get('key', idOf('two'))).toBeUndefined();
  });

  test.each([
    ['an officer', 'system-a', rotation('fresh'), 'signerNotPermitted'],
    ['a node', 'node-a statement', rotation('fresh'), 'signerNotPermitted'],
    ['his own key', 'alice', rotation('alice'), 'keyRefused'],
    ['the key of another', 'alice', rotation('bob'), 'keyRefused'],
    ['a key for another purpose', 'alice', rotation('fresh', KeyPurpose.officer), 'keyRefused'],
  ])('is judged: %s', (_title, signer, act, code) => {
    expect(new TestChain().act(signer, act)).toBe(code);
  });

  it('is left to who lapsed or is suspended, and refused to who is closed', () => {
    const chain = new TestChain();
    expect(chain.act('carol', rotation('carol second'), START + 6000)).toBe('done');
    expect(chain.act('carol second', write)).toBe('userNotVerified');
    chain.act('alice', { retentionErase: { userId: 'alice' } });
    expect(chain.act('alice', rotation('alice second'))).toBe('userNotActive');
  });
});
