import { KeyPurpose, Standing, Verification } from '@mingjing/protocol';
import { describe, expect, it } from 'vitest';
import { bytes, enrolled, idOf, registration, START, TestChain } from './chain.ts';

const register = (message: ReturnType<typeof registration>) => ({ identityRegister: message });

describe('registering a user', () => {
  it('stores the answer, and the user can write in the next block', () => {
    const chain = new TestChain();
    expect(chain.act('node-a statement', register(registration('dora')))).toBe('done');
    expect(chain.state.registry.get('user', 'dora')).toMatchObject({
      type: 1,
      verification: Verification.verified,
      standing: Standing.active,
      verifiedUntil: START + 86_400_000,
      registeredHeight: 1,
    });
    expect(chain.publish('dora')).toHaveLength(36);
  });

  it.each([
    ['a node of an organisation', 'node-b statement', 'done'],
    ['an officer of an organisation', 'security-c', 'done'],
    ['a user', 'alice', 'signerNotPermitted'],
    ['a supervision officer', 'inspector', 'signerNotPermitted'],
  ])('may be sent by %s', (_, signer, code) => {
    expect(new TestChain().act(signer, register(registration('dora')))).toBe(code);
  });

  const good = registration('dora');
  const table: [string, ReturnType<typeof registration>, string][] = [
    ['a name that is none', { ...good, userId: 'Dora' }, 'badField'],
    ['a type that is none', { ...good, userType: 3 }, 'badField'],
    ['a user who exists', registration('alice'), 'alreadyExists'],
    ['an answer for another chain', registration('dora', { chainName: 'other' }), 'answerInvalid'],
    [
      'an answer for another key',
      registration('dora', { userKey: idOf('alice') }),
      'answerInvalid',
    ],
    ['an answer that expired', registration('dora', { expiresAt: START + 1000 }), 'answerInvalid'],
    [
      'a short commitment',
      registration('dora', { identityCommitment: bytes(31, 1) }),
      'answerInvalid',
    ],
    [
      'a loose answer',
      { ...good, answer: Uint8Array.from([...good.answer, 0x40, 1]) },
      'answerInvalid',
    ],
    ['another signature', { ...good, answerSignature: bytes(64, 1) }, 'answerInvalid'],
    ['a short signature', { ...good, answerSignature: bytes(63, 1) }, 'answerInvalid'],
    ['no key', { ...good, key: undefined as never }, 'answerInvalid'],
    [
      'a verifier nobody knows',
      registration('dora', { verifierKey: bytes(32, 1) }, 'stranger'),
      'verifierUnknown',
    ],
    ['an officer as verifier', registration('dora', {}, 'system-a'), 'verifierUnknown'],
    [
      'a person from a verifier of test subjects',
      registration('dora', {}, 'verifier-test'),
      'answerInvalid',
    ],
    ['a test subject from it', registration('dora', { synthetic: true }, 'verifier-test'), 'done'],
    ['a test subject from any verifier', registration('dora', { synthetic: true }), 'done'],
    [
      'a key without possession',
      { ...good, key: { ...good.key, possession: bytes(64, 1) } },
      'keyRefused',
    ],
    [
      'a key for another purpose',
      { ...good, key: enrolled('dora', KeyPurpose.officer) },
      'keyRefused',
    ],
    ['the key of another', { ...registration('alice'), userId: 'dora' }, 'keyRefused'],
  ];
  it.each(table)('judges %s', (_, message, code) => {
    const chain = new TestChain();
    expect(chain.act('node-a statement', register(message))).toBe(code);
    const expected = code === 'done' ? 1 : 0;
    const users = chain.state.registry.all('user').filter(({ id }) => id === 'dora');
    expect(users).toHaveLength(expected);
  });

  it('is refused once the verifier is revoked, by its key', () => {
    const chain = new TestChain();
    const rotateKey = {
      oldKeyId: idOf('verifier-a'),
      key: enrolled('verifier-a new', KeyPurpose.verifier),
    };
    expect(chain.carry({ rotateKey }).status).toBe(2);
    expect(chain.act('node-a statement', register(registration('dora')))).toBe('verifierUnknown');
    const fresh = registration('dora', {}, 'verifier-a new');
    expect(chain.act('node-a statement', register(fresh))).toBe('done');
  });
});
