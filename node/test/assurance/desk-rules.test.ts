// Incidents, requests of authorities and announced tests: the rules, with a given clock.
import type { RoleName } from '@mingjing/protocol';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  type Incident,
  type IncidentForm,
  type IncidentStep,
  levelOf,
  REMARKS_MAX,
  stepRefusal,
  timersOf,
} from '../../src/management/assurance/incidents/incident.ts';
import { shanghaiTime } from '../../src/management/assurance/incidents/notice-text.ts';
import { TIMER_RULES } from '../../src/management/assurance/incidents/timers.ts';
import {
  type AuthorityRequest,
  type RequestStep,
  requestRefusal,
  requestRelation,
  stateOf,
  stopOf,
} from '../../src/management/assurance/requests/request.ts';
import {
  isLabelled,
  isOpenAt,
  type TestWindow,
  WINDOW_MS_MAX,
  windowRefusal,
} from '../../src/management/assurance/windows/test-window.ts';

const HOUR_MS = 3_600_000;
const form: IncidentForm = {
  ...{ kind: 'intrusion', level: 'larger', summary: 's', found_at: 0, persons_affected: 0 },
  ...{ critical: false, drill: false },
};
const incident = (
  changed: Partial<IncidentForm> = {},
  steps: readonly (readonly [step: IncidentStep, at: number])[] = [],
): Incident => ({
  ...{ form: { ...form, ...changed }, by: 'a', at: 0 },
  steps: steps.map(([step, at]) => ({ step, by: 'a', at })),
});
const reported = (timer: string): IncidentStep => ({
  ...{ what: 'reported', timer, to: 'police', receipt: 'r' },
});

describe('timers of an incident', () => {
  test.each<[string, Partial<IncidentForm>, [id: string, hours: number][]]>([
    [
      'a larger intrusion',
      {},
      [
        ['report', 4],
        ['report-police', 24],
      ],
    ],
    [
      'one of critical infrastructure',
      { critical: true },
      [
        ['report-critical', 1],
        ['report-police', 24],
      ],
    ],
    ['an ordinary intrusion', { level: 'ordinary' }, [['report-police', 24]]],
    ['illegal content', { kind: 'illegal-content', level: 'ordinary' }, [['report-police', 24]]],
    [
      'a serious leak',
      { kind: 'data-leak', level: 'serious' },
      [
        ['report', 4],
        ['notify-persons', 0],
      ],
    ],
    ['an ordinary outage', { kind: 'outage', level: 'ordinary' }, []],
  ])('%s', (_name, changed, expected) => {
    const timers = timersOf(incident(changed), 1);
    expect(timers.map(({ rule, dueAt }) => [rule.id, dueAt / HOUR_MS])).toEqual(expected);
  });

  test.each<[string, [IncidentStep, number][], now: number, breached: boolean]>([
    ['in time', [[reported('report'), 4 * HOUR_MS]], 9 * HOUR_MS, false],
    ['a moment late', [[reported('report'), 4 * HOUR_MS + 1]], 9 * HOUR_MS, true],
    ['not yet, in time', [], 4 * HOUR_MS, false],
    ['not yet, and too late', [], 4 * HOUR_MS + 1, true],
  ])('was met %s', (_name, steps, now, breached) => {
    const timer = timersOf(incident({}, steps), now).find(({ rule }) => rule.id === 'report');
    expect(timer?.isBreached).toBe(breached);
  });

  it('cite where each comes from, and whether the words were at hand', () => {
    for (const { citation, isVerified, id } of TIMER_RULES) {
      expect(
        [citation['zh-CN'], citation.en].every((text) => text.length > 5),
        id,
      ).toBe(true);
      expect(typeof isVerified).toBe('boolean');
    }
  });

  it('follow the level, and keep what was met under another', () => {
    const lower: IncidentStep = { what: 'classified', level: 'ordinary', reason: 'x' };
    const met = incident({}, [
      [reported('report'), 1],
      [lower, 2],
    ]);
    expect(levelOf(met)).toBe('ordinary');
    expect(timersOf(met, 3).map(({ rule }) => rule.id)).toEqual(['report', 'report-police']);
    expect(timersOf(incident({}, [[lower, 2]]), 3).map(({ rule }) => rule.id)).toEqual([
      'report-police',
    ]);
  });

  it('are the same in a drill', () => {
    expect(timersOf(incident({ drill: true }), 1)).toEqual(timersOf(incident(), 1));
  });
});

describe('a step of an incident', () => {
  const both: [IncidentStep, number][] = [
    [reported('report'), 1],
    [reported('report-police'), 2],
  ];
  const close: IncidentStep = { what: 'closed', text: 'x' };
  const note: IncidentStep = { what: 'noted', text: 'x' };
  const lower: IncidentStep = { what: 'classified', level: 'ordinary', reason: 'x' };
  const remarks = (count: number, length: 'long' | 'short' = 'short') => {
    const text = length === 'long' ? '火'.repeat(4000) : 'x';
    return Array.from({ length: count }, (): [IncidentStep, number] => [{ ...note, text }, 1]);
  };
  test.each<[string, Incident, IncidentStep, string | undefined]>([
    ['a report', incident(), reported('report'), undefined],
    ['a report that nobody asks for', incident(), reported('notify-persons'), 'timer-unknown'],
    ['a report made twice', incident({}, both), reported('report'), 'timer-met'],
    ['its end before the reports', incident({}, both.slice(1)), close, 'timers-open'],
    ['its end', incident({}, both), close, undefined],
    ['a remark after its end', incident({}, [...both, [close, 3]]), note, 'closed'],
    ['a remark too many', incident({}, remarks(REMARKS_MAX)), note, 'full'],
    ['another level after so many', incident({}, remarks(REMARKS_MAX)), lower, 'full'],
    ['a remark in the last room', incident({}, remarks(REMARKS_MAX - 1)), note, undefined],
    ['a remark beyond what a document holds', incident({}, remarks(45, 'long')), note, 'full'],
    ['a report after so many', incident({}, remarks(REMARKS_MAX)), reported('report'), undefined],
    ['its end after so many', incident({}, [...remarks(REMARKS_MAX), ...both]), close, undefined],
  ])('%s', (_name, found, step, refusal) => {
    expect(stepRefusal(found, step, 5)).toBe(refusal);
  });
});

test('times are those of Beijing', () => {
  expect(shanghaiTime(Date.UTC(2026, 10, 25, 16, 5))).toBe('2026-11-26 00:05');
});

const request = (
  steps: readonly (readonly [RequestStep['what'], string, RoleName])[],
  stopped: AuthorityRequest['stopped'] = null,
): AuthorityRequest => ({
  form: {
    ...{ number: '1', authority: 'a', basis: 'b', scope: 's', contact: 'c' },
    ...{ jurisdiction: 'CN', received_at: 0, due_at: 1, letter: '0'.repeat(64) },
  },
  ...{ by: 'duty-1', at: 0, stopped },
  steps: steps.map(([what, by, role]) => ({ step: { what } as RequestStep, by, role, at: 1 })),
});

describe('a request of an authority', () => {
  test.each([
    ['CN', 'CN-11', null],
    ['CN-11', 'CN-11', null],
    ['CN-31', 'CN-11', 'elsewhere'],
    ['CN-31', 'CN', null],
    ['US', 'CN-11', 'foreign'],
    ['US-CA', 'CN', 'foreign'],
    ['CN', '', 'foreign'],
  ] as const)('of %s at an organisation of %s: %j', (jurisdiction, own, stopped) => {
    expect(stopOf(jurisdiction, own)).toBe(stopped);
  });

  const verified = ['verified', 'disc-1', 'disclosure'] as const;
  const first = ['approved', 'sec-1', 'security-admin'] as const;
  const second = ['approved', 'aud-1', 'audit-admin'] as const;
  const answered = ['answered', 'disc-1', 'disclosure'] as const;
  const as = (id: string, role: RoleName) => ({ id, role });
  test.each<
    [
      string,
      AuthorityRequest,
      RequestStep['what'],
      { id: string; role: RoleName },
      string | undefined,
    ]
  >([
    ['verified', request([]), 'verified', as('disc-1', 'disclosure'), undefined],
    ['verified by who decides', request([]), 'verified', as('sec-1', 'security-admin'), 'role'],
    ['approved unseen', request([]), 'approved', as('sec-1', 'security-admin'), 'wrong-state'],
    ['approved', request([verified]), 'approved', as('sec-1', 'security-admin'), undefined],
    ['approved by a reviewer', request([verified]), 'approved', as('r-1', 'reviewer'), 'role'],
    [
      'approved by the machine room',
      request([verified]),
      'approved',
      as('s-1', 'system-admin'),
      'role',
    ],
    [
      'approved twice by one',
      request([verified, first]),
      'approved',
      as('sec-1', 'disclosure'),
      'approved-already',
    ],
    [
      'approved twice by a role',
      request([verified, first]),
      'approved',
      as('sec-2', 'security-admin'),
      'same-role',
    ],
    [
      'approved again',
      request([verified, first]),
      'approved',
      as('aud-1', 'audit-admin'),
      undefined,
    ],
    [
      'answered too early',
      request([verified, first]),
      'answered',
      as('disc-1', 'disclosure'),
      'wrong-state',
    ],
    [
      'answered',
      request([verified, first, second]),
      'answered',
      as('disc-1', 'disclosure'),
      undefined,
    ],
    [
      'refused in time',
      request([verified, first]),
      'refused',
      as('aud-1', 'audit-admin'),
      undefined,
    ],
    [
      'refused too late',
      request([verified, first, second]),
      'refused',
      as('aud-1', 'audit-admin'),
      'wrong-state',
    ],
    [
      'received',
      request([verified, first, second, answered]),
      'received',
      as('disc-1', 'disclosure'),
      undefined,
    ],
    [
      'answered from abroad',
      request([verified, first, second], 'foreign'),
      'answered',
      as('disc-1', 'disclosure'),
      'stopped',
    ],
  ])('%s', (_name, found, what, officer, refusal) => {
    expect(requestRefusal(found, { what } as RequestStep, officer)).toBe(refusal);
  });

  it('is approved by another than who took it in, who may refuse it', () => {
    const found = request([verified]);
    const to = (what: string, officer: string) =>
      requestRelation(found, { what } as RequestStep, officer);
    expect([to('approved', 'duty-1'), to('approved', 'sec-1')]).toEqual(['own', 'organisation']);
    expect(to('refused', 'duty-1')).toBe('organisation');
  });

  it('is never answered without two people of two roles, whoever tries whatever', () => {
    const whats = ['verified', 'approved', 'refused', 'answered', 'received'] as const;
    const roles: RoleName[] = ['security-admin', 'audit-admin', 'disclosure', 'duty', 'reviewer'];
    const tries = fc.array(
      fc.record({
        what: fc.constantFrom(...whats),
        role: fc.constantFrom(...roles),
        id: fc.constantFrom('a', 'b', 'c', 'duty-1'),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(tries, fc.boolean(), (all, isForeign) => {
        let found = request([], isForeign ? 'foreign' : null);
        for (const { what, role, id } of all) {
          const step = { what } as RequestStep;
          if (requestRelation(found, step, id) === 'own') continue;
          if (requestRefusal(found, step, { id, role }) !== undefined) continue;
          found = { ...found, steps: [...found.steps, { step, by: id, role, at: 1 }] };
        }
        const given = found.steps.filter(({ step }) => step.what === 'approved');
        const isAnswered = ['answered', 'done'].includes(stateOf(found));
        if (isForeign) expect(found.steps).toEqual([]);
        if (!isAnswered) return;
        expect(new Set(given.map(({ by }) => by)).size).toBeGreaterThanOrEqual(2);
        expect(new Set(given.map(({ role }) => role)).size).toBeGreaterThanOrEqual(2);
        expect(given.map(({ by }) => by)).not.toContain(found.by);
      }),
    );
  });
});

describe('an announced test', () => {
  const announced = {
    authority: 'a',
    notice_number: '1',
    addresses: ['192.0.2.0/24', '2001:db8::1'],
  };
  const window = (endedAt: number | null = null): TestWindow => ({
    ...{ form: { ...announced, from: 100, to: 200 }, by: 'a', at: 50, endedAt },
  });

  test.each([
    [100, '192.0.2.7', null, true],
    [199, '2001:db8::1', null, true],
    [99, '192.0.2.7', null, false],
    [200, '192.0.2.7', null, false],
    [150, '192.0.3.7', null, false],
    [150, '2001:db8::2', null, false],
    [150, '192.0.2.7', 150, false],
    [149, '192.0.2.7', 150, true],
  ])(
    'labels what happens at %j from %s when it ended at %j: %j',
    (time, address, ended, expected) => {
      expect(isLabelled(window(ended), time, address)).toBe(expected);
      if (expected) expect(isOpenAt(window(ended), time)).toBe(true);
    },
  );

  test.each([
    ['ahead', { from: 100, to: 200 }, undefined],
    ['after it began', { from: 49, to: 200 }, 'past'],
    ['that ends first', { from: 200, to: 200 }, 'empty'],
    ['for too long', { from: 100, to: 101 + WINDOW_MS_MAX }, 'too-long'],
    ['from nowhere', { from: 100, to: 200, addresses: ['example.org'] }, 'address'],
    ['from too wide a network', { from: 100, to: 200, addresses: ['192.0.2.0/33'] }, 'address'],
    ['from two networks in one', { from: 100, to: 200, addresses: ['192.0.2.0/24/8'] }, 'address'],
  ])('is taken %s: %j', (_name, changed, refusal) => {
    expect(windowRefusal({ ...announced, ...changed }, 50)).toBe(refusal);
  });
});
