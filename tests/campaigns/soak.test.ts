import { describe, expect, test } from 'vitest';
import {
  type Cause,
  causesOf,
  causesOfRestarts,
  causesOfStandstills,
  longestStandstill,
  type Went,
} from '../../scripts/campaigns/soak/causes.ts';
import { judgeAlarms, type SeenAlarm } from '../../scripts/campaigns/soak/judge.ts';
import { type MemorySample, memoryFaults, memoryOf } from '../../scripts/campaigns/soak/memory.ts';
import { drawStep, PLANTS } from '../../scripts/campaigns/soak/plan.ts';
import { replayFaults } from '../../scripts/campaigns/soak/settled.ts';

const VALIDATORS = ['jia-validator', 'yi-validator', 'bing-validator', 'ding-validator'];
const NODES = { validators: VALIDATORS, supervision: 'supervision' };
const NAMES = [...VALIDATORS, 'supervision'];
const T = 1_000_000;

function went(kind: 'paused' | 'cut off' | 'killed', name: string, heldMs: number): Went {
  const healedAt = T + heldMs;
  return { step: 1, trouble: { kind, name }, begunAt: T, healedAt, levelAt: healedAt + 2000 };
}

function alarm(rule: SeenAlarm['rule'], subject: string, change: Partial<SeenAlarm> = {}) {
  return { id: 'alarm-1', rule, subject, since: T, seenAt: T + 1000, isOpen: false, ...change };
}

const planted: Cause = {
  ...{ step: 2, what: 'text', rule: 'watch-rule', subject: 'v1/words/ab', isOwed: true },
  ...{ from: T, to: T + 60_000 },
};

describe('what a trouble causes', () => {
  const owed = (trouble: Went) =>
    causesOf(trouble, NODES).flatMap(({ isOwed, rule, subject }) =>
      isOwed ? [`${rule} ${subject}`] : [],
    );

  test.each<[string, Went, string[]]>([
    ['nothing when it is over before any bound', went('paused', 'yi-validator', 5000), []],
    ['silence beyond it', went('paused', 'yi-validator', 25_000), ['tip-stalled yi-validator']],
    [
      'silence and a withheld journal of a node that is paused two minutes',
      went('paused', 'yi-validator', 120_000),
      ['tip-stalled yi-validator', 'journal-withheld yi-validator'],
    ],
    [
      'silence of all for a supervision node that hears nobody',
      went('cut off', 'supervision', 25_000),
      VALIDATORS.map((name) => `tip-stalled ${name}`),
    ],
    // It hears everybody as soon as it goes on: nobody else was silent.
    ['nothing for one that stood still itself', went('paused', 'supervision', 25_000), []],
  ])('%s', (_, trouble, expected) => {
    expect(owed(trouble)).toEqual(expected);
  });

  test('near a bound either is right', () => {
    const causes = causesOf(went('killed', 'yi-validator', 14_000), NODES);
    expect(causes.filter(({ rule }) => rule === 'tip-stalled')).toMatchObject([{ isOwed: false }]);
  });
});

describe('the judge of alarms', () => {
  test('gives each cause one alarm, and names the rest', () => {
    const first = alarm('watch-rule', 'v1/words/ab@7');
    const again = alarm('watch-rule', 'v1/words/ab@9', { id: 'alarm-2' });
    const other = alarm('fork', 'jia-validator supervision', { id: 'alarm-3' });
    const late = { ...planted, subject: 'v1/late/cd' };
    const verdict = judgeAlarms([first, again, other], [planted, late]);
    expect(verdict.matched).toEqual([{ alarm: first, cause: planted }]);
    expect(verdict.unexplained).toEqual([again, other]);
    expect(verdict.missing).toEqual([late]);
  });

  test('takes no alarm from another time, of another rule or subject', () => {
    const strays = [
      alarm('watch-rule', 'v1/words/ab@7', { seenAt: T - 1 }),
      alarm('watch-rule', 'v1/words/ab@7', { seenAt: T + 60_001 }),
      alarm('watch-rule', 'v1/words/abc@7'),
      alarm('equivocation', 'v1/words/ab@7'),
    ];
    for (const stray of strays) {
      expect(judgeAlarms([stray], [planted])).toMatchObject({ unexplained: [stray] });
    }
  });

  test('an alarm goes to the cause that owes it, not to one that may be silent', () => {
    const may = { ...planted, isOwed: false };
    const { matched, missing } = judgeAlarms(
      [alarm('watch-rule', 'v1/words/ab@7')],
      [may, planted],
    );
    expect(matched[0]?.cause).toBe(planted);
    expect(missing).toEqual([]);
  });

  test('contents of blocks of a fault may be late, and of no other block', () => {
    const causes = causesOf(went('cut off', 'yi-validator', 5000), NODES);
    const during = alarm('coverage-gap', 'aa', { since: T + 1, seenAt: T + 11_000 });
    const after = alarm('coverage-gap', 'bb', { since: T + 60_000, seenAt: T + 71_000 });
    const verdict = judgeAlarms([during, { ...during, subject: 'cc' }, after], causes);
    expect(verdict.matched).toHaveLength(2);
    expect(verdict.unexplained).toEqual([after]);
  });

  test('a node that is started again for a plant may be missed twice, and not more', () => {
    const causes = causesOfRestarts({ step: 4, begunAt: T, levelAt: T + 1 }, 'ding-validator');
    const missed = alarm('tip-stalled', 'ding-validator');
    expect(judgeAlarms([missed, missed, missed], causes).unexplained).toHaveLength(1);
  });

  test('no head rises while the chain stands still; a block later all are heard', () => {
    const times = [T - 2000, T, T + 16_000, T + 17_000];
    const causes = causesOfStandstills(times, NODES);
    expect(longestStandstill(times)).toBe(16_000);
    const [one, another] = VALIDATORS.map((name) => {
      return alarm('tip-stalled', name, { seenAt: T + 15_500 });
    });
    expect(
      judgeAlarms(
        [one, another].flatMap((each) => each ?? []),
        causes,
      ).matched,
    ).toHaveLength(2);
    expect(causesOfStandstills([T, T + 10_000], NODES)).toEqual([]);
    const later = alarm('tip-stalled', 'yi-validator', { seenAt: T + 60_000 });
    expect(judgeAlarms([later], causes).unexplained).toEqual([later]);
  });

  test('what ends by itself must have ended', () => {
    const open = alarm('tip-stalled', 'yi-validator', { isOpen: true });
    const done = alarm('equivocation', 'ding-validator@5', { isOpen: true });
    expect(judgeAlarms([open, done], []).stuck).toEqual([open]);
  });
});

describe('memory', () => {
  const MIB = 1024 * 1024;
  /** A look each minute at one life of an hour. */
  const life = (bytesAt: (minute: number) => number): MemorySample[] =>
    Array.from({ length: 60 }, (_, minute) => {
      return {
        program: 'jia-validator',
        pid: 1,
        at: minute * 60_000,
        bytes: bytesAt(minute) * MIB,
      };
    });

  test('that comes to its size is bounded, and its slope is told', () => {
    const [settled] = memoryOf(life((minute) => 200 + Math.min(minute, 10) * 10));
    expect(settled).toMatchObject({ maxBytes: 300 * MIB, lifeMs: 59 * 60_000, slope: 0 });
    expect(memoryFaults(settled === undefined ? [] : [settled])).toEqual([]);
  });

  test('that grows on, or is too much, is named', () => {
    const [growing] = memoryOf(life((minute) => 200 + minute * 10));
    expect(growing?.slope).toBeCloseTo(10 * MIB, 0);
    const faults = memoryOf([...life((minute) => 200 + minute * 20)]);
    expect(memoryFaults(growing === undefined ? [] : [growing])).toHaveLength(1);
    expect(memoryFaults(faults)).toHaveLength(2);
  });

  test('of a supervision node may be more than that of a chain node', () => {
    const memory = memoryOf(life(() => 1200));
    expect(memoryFaults(memory)).toEqual(['jia-validator took 1200 MiB']);
    expect(memoryFaults(memory.map((each) => ({ ...each, program: 'supervision' })))).toEqual([]);
  });

  test('is told of the longest life alone', () => {
    const short = life(() => 900)
      .slice(0, 9)
      .map((each) => ({ ...each, pid: 2 }));
    const [both] = memoryOf([...life(() => 200), ...short]);
    expect(both).toMatchObject({ maxBytes: 900 * MIB, earlyBytes: 200 * MIB });
  });
});

describe('the replay', () => {
  const tested = {
    ...{ from_height: 1, to_height: 90, blocks: 90, texts: 9, unread: 0, whole: true },
    ...{ findings: 2, named: ['words/ab@70', 'quiet/yi@3'], digest: 'd' },
  };
  const raised = [{ rule: 'watch-rule', subject: 'v1/words/ab@70' }] as const;

  test('says what was raised; what was before the rules or after the replay does not count', () => {
    const later = { rule: 'watch-rule', subject: 'v1/late/cd@91' } as const;
    expect(replayFaults({ first: tested, second: tested }, [...raised, later], 10)).toEqual([]);
  });

  test.each<[string, Parameters<typeof replayFaults>, RegExp]>([
    ['two that differ', [{ first: tested, second: { ...tested, digest: 'e' } }, raised, 10], /two/],
    ['more than was raised', [{ first: tested, second: tested }, [], 10], /only replayed: words/],
    [
      'less',
      [{ first: { ...tested, named: [] }, second: tested }, raised, 10],
      /not replayed: words/,
    ],
  ])('%s', (_, given, expected) => {
    expect(replayFaults(...given).join()).toMatch(expected);
  });
});

test('a seed plants everything once, and never kills whose memory is looked at', () => {
  const steps = Array.from({ length: 80 }, (_, at) => drawStep(NAMES, 'supervision', 3, at + 1));
  expect(steps).toEqual(steps.map(({ step }) => drawStep(NAMES, 'supervision', 3, step)));
  const plants = steps.flatMap(({ does }) => ('plant' in does ? [does.plant] : []));
  expect(plants).toEqual(PLANTS);
  const killed = steps.flatMap(({ does, step }) =>
    'trouble' in does && does.trouble.kind === 'killed' ? [[does.trouble.name, step] as const] : [],
  );
  expect(killed.length).toBeGreaterThan(10);
  expect(killed.filter(([name]) => name === 'jia-validator')).toEqual([]);
  expect(killed.filter(([name, step]) => name === 'supervision' && step > 12)).toEqual([]);
});
