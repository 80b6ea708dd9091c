// What accounts are judged by, without a clock, a file or a socket.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  anyone,
  byRelation,
  CALLERS,
  type Caller,
  entitled,
  isByRelation,
  mayAsk,
  mayEnter,
  only,
  ownIf,
} from '../../src/accounts/access.ts';
import {
  type Account,
  credentialDaysLeft,
  type OfficerFacts,
  standingOf,
  textOfKey,
} from '../../src/accounts/account.ts';
import {
  ANSWERED_MAX,
  AnsweredChallenges,
  CHALLENGE_MS,
  Challenges,
} from '../../src/accounts/challenge.ts';
import { seeing, shown } from '../../src/accounts/fields.ts';
import {
  INVITATION_MS,
  type Invitation,
  invitationFault,
  invitationToken,
  tokenFault,
} from '../../src/accounts/invitation.ts';
import {
  ACCOUNT_LOCKOUT,
  failedAgain,
  lockedForMs,
  NO_FAILURES,
  SOURCE_LOCKOUT,
} from '../../src/accounts/lockout.ts';
import { overdue } from '../../src/accounts/session-rules.ts';
import { SOURCES_MAX, SourceLocks } from '../../src/accounts/source-locks.ts';
import { checkTimeCode, timeCodeSecret, timeCodeUri } from '../../src/accounts/time-code.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const KEY = new Uint8Array(32).fill(7);

describe('a code of RFC 6238', () => {
  const secret = timeCodeSecret(Buffer.from('12345678901234567890'));

  // Appendix B, SHA-1: the last six of its eight digits.
  test.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('of second %i is taken', (second, code) => {
    const step = Math.floor(second / 30);
    expect(checkTimeCode(secret, code, second * 1000, -1)).toEqual({ ok: true, step });
  });

  test.each<[what: string, seconds: number, lastStep: number, verdict: string | number]>([
    ['in its own step', 59, -1, 1],
    ['one step late', 60, -1, 1],
    ['one step early', 29, -1, 1],
    ['two steps late', 90, -1, 'code-wrong'],
    ['again', 59, 1, 'code-replayed'],
    ['again after the clock went back', 31, 1, 'code-replayed'],
    ['after a later one', 59, 2, 'code-replayed'],
  ])('%s', (_what, seconds, lastStep, verdict) => {
    const given = checkTimeCode(secret, '287082', seconds * 1000, lastStep);
    expect(given.ok ? given.step : given.reason).toBe(verdict);
  });

  test.each(['', '28708', '2870822', '28708a', ' 287082', '２８７０８２'])('%j is none', (code) => {
    expect(checkTimeCode(secret, code, 59_000, -1)).toEqual({ ok: false, reason: 'code-wrong' });
  });

  it('comes from a secret that authenticators read', () => {
    expect(secret).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    const uri = new URL(timeCodeUri(secret, 'jia-validator', 'jia-duty'));
    expect([uri.protocol, uri.host, uri.searchParams.get('secret')]).toEqual([
      'otpauth:',
      'totp',
      secret,
    ]);
    expect(decodeURIComponent(uri.pathname)).toBe('/Mingjing jia-validator:jia-duty');
  });
});

describe('failures', () => {
  const after = (count: number) => ({ count, lastAt: 1000 });

  test.each([
    [4, 0],
    [5, 5 * MINUTE],
    [6, 10 * MINUTE],
    [7, 20 * MINUTE],
    [13, 1280 * MINUTE],
    [14, DAY],
    [1_000_000, DAY],
  ])('%i of an account lock it for %i ms', (count, ms) => {
    expect(lockedForMs(ACCOUNT_LOCKOUT, after(count), 1000)).toBe(ms);
    expect(lockedForMs(ACCOUNT_LOCKOUT, after(count), 1000 + ms)).toBe(0);
    if (ms > 0) expect(lockedForMs(ACCOUNT_LOCKOUT, after(count), 999 + ms)).toBe(1);
  });

  test('a clock that went back makes no lock longer', () => {
    expect(lockedForMs(ACCOUNT_LOCKOUT, { count: 5, lastAt: 30 * DAY }, 0)).toBe(5 * MINUTE);
  });

  test('of a source are forgotten after a day, those of an account never', () => {
    const failures = { count: 19, lastAt: 0 };
    expect(failedAgain(SOURCE_LOCKOUT, failures, DAY).count).toBe(20);
    expect(failedAgain(SOURCE_LOCKOUT, failures, DAY + 1).count).toBe(1);
    expect(failedAgain(ACCOUNT_LOCKOUT, failures, 365 * DAY).count).toBe(20);
  });

  it('never lock for less as they become more', () => {
    fc.assert(
      fc.property(fc.nat({ max: 200 }), fc.nat(), (count, now) => {
        const one = lockedForMs(ACCOUNT_LOCKOUT, { count, lastAt: now }, now);
        const more = lockedForMs(
          ACCOUNT_LOCKOUT,
          failedAgain(ACCOUNT_LOCKOUT, { count, lastAt: now }, now),
          now,
        );
        expect(more).toBeGreaterThanOrEqual(one);
      }),
    );
    expect(lockedForMs(ACCOUNT_LOCKOUT, NO_FAILURES, 0)).toBe(0);
  });
});

describe('sources', () => {
  it('lock one by one, an IPv6 network as one', () => {
    const locks = new SourceLocks();
    for (let i = 0; i < SOURCE_LOCKOUT.free; i += 1) {
      locks.failed('10.0.0.7', 0);
      locks.failed(`2001:db8:0:1::${i}`, 0);
    }
    expect(locks.lockedForMs('10.0.0.7', 0)).toBe(MINUTE);
    expect(locks.lockedForMs('10.0.0.8', 0)).toBe(0);
    expect(locks.lockedForMs('2001:db8:0:1:ffff::9', 0)).toBe(MINUTE);
    expect(locks.lockedForMs('2001:db8:0:2::', 0)).toBe(0);
    expect(locks.lockedForMs('::1', 0)).toBe(0);
    expect(locks.size).toBe(2);
  });

  it('take bounded memory, however many try', () => {
    const locks = new SourceLocks();
    for (let i = 0; i < 10_000; i += 1) locks.failed(`10.1.${i >> 8}.${i & 255}`, i);
    expect(locks.size).toBe(SOURCES_MAX);
  });
});

describe('a session', () => {
  const limits = { idleMs: 15 * MINUTE, absoluteMs: 8 * HOUR };
  test.each([
    [0, 0, undefined],
    [0, 15 * MINUTE - 1, undefined],
    [0, 15 * MINUTE, 'idle'],
    [7 * HOUR + 50 * MINUTE, 8 * HOUR - 1, undefined],
    [7 * HOUR + 50 * MINUTE, 8 * HOUR, 'absolute'],
    [0, 9 * HOUR, 'absolute'],
  ] as const)('last seen at %i is at %i over: %s', (seenMs, now, reason) => {
    expect(overdue(limits, { startedMs: 0, seenMs }, now)).toBe(reason);
  });
});

describe('an account', () => {
  const account: Account = {
    ...{ officer: 'jia-duty', role: 'duty', publicKey: textOfKey(KEY) },
    factor: { kind: 'time-code', secret: 'A', lastStep: 0 },
    ...{ enrolledAt: 0, loggedInAt: 50 * DAY, failures: NO_FAILURES },
  };
  const officer: OfficerFacts = {
    ...{ id: 'jia-duty', role: 'duty', publicKey: KEY, isRevoked: false },
  };
  const limits = { staleDays: 90, credentialDays: 180 };

  test.each<[what: string, Partial<OfficerFacts> | undefined, day: number, standing: string]>([
    ['as it was enrolled', {}, 101, 'good'],
    ['of nobody the chain knows', undefined, 101, 'officer-revoked'],
    ['of a revoked officer', { isRevoked: true }, 101, 'officer-revoked'],
    ['of an officer with another role', { role: 'reviewer' }, 101, 'officer-changed'],
    ['of an officer with another key', { publicKey: new Uint8Array(32) }, 101, 'officer-changed'],
    ['unused for 90 days', {}, 140, 'good'],
    ['unused for longer', {}, 140.001, 'account-stale'],
    ['before it was made: the clock went back', {}, -50, 'good'],
  ])('%s', (_what, facts, day, standing) => {
    const found = facts === undefined ? undefined : { ...officer, ...facts };
    expect(standingOf(account, found, limits, day * DAY)).toBe(standing);
  });

  test('whose second factor is older than half a year has to bind it anew', () => {
    const used = { ...account, loggedInAt: 180 * DAY };
    expect(standingOf(used, officer, limits, 180 * DAY)).toBe('good');
    expect(standingOf(used, officer, limits, 180 * DAY + 1)).toBe('credential-expired');
    expect(credentialDaysLeft(used, limits, 150 * DAY)).toBe(30);
    expect(credentialDaysLeft(used, limits, 200 * DAY)).toBe(0);
  });

  describe('begins with a link', () => {
    const link: Invitation = {
      ...{ hash: '00', officer: 'jia-duty', role: 'duty', publicKey: textOfKey(KEY) },
      ...{ madeAt: 10 * DAY, usedAt: null },
    };
    test.each<[what: string, Partial<Invitation>, Partial<OfficerFacts>, at: number, unknown]>([
      ['that is new', {}, {}, 10 * DAY, undefined],
      ['in its last moment', {}, {}, 10 * DAY + INVITATION_MS - 1, undefined],
      ['a day old', {}, {}, 10 * DAY + INVITATION_MS, 'invitation-expired'],
      ['made in the future: the clock went back', {}, {}, 9 * DAY, 'invitation-expired'],
      ['made a little in the future', {}, {}, 10 * DAY - 1000, undefined],
      ['that was used', { usedAt: 10 * DAY }, {}, 10 * DAY, 'invitation-used'],
      ['of an officer since revoked', {}, { isRevoked: true }, 10 * DAY, 'officer-revoked'],
      ['of an officer since changed', {}, { role: 'reviewer' }, 10 * DAY, 'officer-changed'],
    ])('%s', (_what, change, facts, at, fault) => {
      expect(invitationFault({ ...link, ...change }, { ...officer, ...facts }, at)).toBe(fault);
    });

    test('of this node, whole', () => {
      const token = invitationToken('jia-validator', KEY);
      expect(tokenFault(token, 'jia-validator')).toBeUndefined();
      expect(tokenFault(token, 'yi-validator')).toBe('invitation-other-home');
      expect(tokenFault(token.slice(0, -1), 'jia-validator')).toBe('invitation-malformed');
      expect(tokenFault('', 'jia-validator')).toBe('invitation-malformed');
    });
  });
});

describe('a challenge', () => {
  const random = new Uint8Array(16).fill(1);
  const challenges = new Challenges(KEY);
  const made = challenges.make('login|a', random, 1000);

  it('is known again by its own program, for its own purpose, in its time', () => {
    expect(challenges.check('login|a', made, 1000)).toBe('good');
    expect(challenges.check('login|a', made, 999 + CHALLENGE_MS)).toBe('good');
    expect(challenges.check('login|a', made, 1000 + CHALLENGE_MS)).toBe('expired');
    expect(challenges.check('login|b', made, 1000)).toBe('foreign');
    expect(new Challenges(new Uint8Array(32)).check('login|a', made, 1000)).toBe('foreign');
  });

  it('is foreign with any byte changed, or of any other length', () => {
    for (let i = 0; i < made.length; i += 1) {
      const changed = Uint8Array.from(made, (byte, at) => (at === i ? byte ^ 1 : byte));
      expect(challenges.check('login|a', changed, 1000)).toBe('foreign');
      expect(challenges.check('login|a', made.subarray(0, i), 1000)).toBe('foreign');
    }
  });

  it('is answered once, and forgotten when it has expired', () => {
    const answered = new AnsweredChallenges();
    expect([answered.add(made, 1000), answered.add(made, 1000)]).toEqual([true, false]);
    const other = challenges.make('login|a', random, 2000 + CHALLENGE_MS);
    expect(answered.add(other, 2000 + CHALLENGE_MS)).toBe(true);
    expect(answered.size).toBe(1);
  });

  it('is remembered within a bound', () => {
    const answered = new AnsweredChallenges();
    const make = (i: number) => {
      const bytes = new Uint8Array(16);
      new DataView(bytes.buffer).setUint32(0, i);
      return challenges.make('login|a', bytes, 0);
    };
    for (let i = 0; i < ANSWERED_MAX; i += 1) expect(answered.add(make(i), 0)).toBe(true);
    expect(answered.add(make(ANSWERED_MAX), 0)).toBe(false);
    expect(answered.size).toBe(ANSWERED_MAX);
  });
});

describe('an access rule', () => {
  it('opens a route to whom it names, by whose the thing is', () => {
    const rule = byRelation({ own: ['duty', 'system-admin'], organisation: ['system-admin'] });
    expect(CALLERS.filter((caller) => mayAsk(rule, caller, 'own'))).toEqual([
      'system-admin',
      'duty',
    ]);
    expect(CALLERS.filter((caller) => mayAsk(rule, caller, 'organisation'))).toEqual([
      'system-admin',
    ]);
    expect(CALLERS.filter((caller) => mayAsk(rule, caller, 'foreign'))).toEqual([]);
    expect(entitled(rule)).toEqual(['system-admin', 'duty']);
    expect(mayEnter(only('home'), 'system-admin')).toBe(false);
    expect(entitled(anyone())).toEqual(CALLERS);
    expect([isByRelation(rule), isByRelation(only('home'))]).toEqual([true, false]);
    expect([ownIf(true), ownIf(false)]).toEqual(['own', 'organisation']);
  });
});

describe('a field', () => {
  const table = { phone: { ...shown('clear', 'home'), duty: 'masked' } } as const;
  const mask = (value: string) => `${value[0]}***`;

  test.each<[Caller, string | null, string | null]>([
    ['home', '13000000001', '13000000001'],
    ['duty', '13000000001', '1***'],
    ['reviewer', '13000000001', null],
    ['duty', null, null],
  ])('is seen by %s of %j as %j', (caller, value, seen) => {
    expect(seeing(table, caller)('phone', value, mask)).toBe(seen);
  });
});
