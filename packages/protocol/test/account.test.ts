import { describe, expect, it, test } from 'vitest';
import {
  type AccountChallenge,
  accountSigningBytes,
  OfficerRole,
  ROLE_NAMES,
  roleName,
} from '../src/index.ts';

const asked: AccountChallenge = {
  ...{ purpose: 'login', nodeId: 'jia-validator', origin: 'http://localhost:20200' },
  ...{ officer: 'jia-duty', challenge: Uint8Array.of(1, 2, 3) },
};

describe('what an officer signs', () => {
  it('is framed as its specification says', () => {
    const bytes = accountSigningBytes('trial-00', asked);
    const text = Buffer.from(bytes).toString('latin1');
    expect(text).toBe(
      '\x02\x11account-challenge\x08trial-00' +
        '\x05login\x0djia-validator\x16http://localhost:20200\x08jia-duty\x01\x02\x03',
    );
  });

  test.each<Partial<AccountChallenge>>([
    { purpose: 'enrolment' },
    { nodeId: 'jia' },
    { origin: 'http://localhost:20201' },
    { officer: 'jia-dut' },
    { challenge: Uint8Array.of(1, 2) },
    // What one part loses another must not be able to gain.
    { nodeId: 'jia-validatorx', origin: 'ttp://localhost:20200' },
  ])('differs with %j', (change) => {
    const bytes = Buffer.from(accountSigningBytes('trial-00', asked));
    const other = accountSigningBytes('trial-00', { ...asked, ...change });
    expect(bytes.equals(other)).toBe(false);
    expect(bytes.equals(accountSigningBytes('trial-01', asked))).toBe(false);
  });

  test.each(['', 'ä', 'a\n', 'x'.repeat(256)])('has no room for %j', (officer) => {
    expect(() => accountSigningBytes('trial-00', { ...asked, officer })).toThrow('ASCII');
  });
});

test('every role of the chain has a name, and no other number has', () => {
  expect(Object.values(OfficerRole).map(roleName)).toEqual(ROLE_NAMES);
  expect([roleName(0), roleName(8)]).toEqual([undefined, undefined]);
});
