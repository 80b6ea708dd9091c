// What may become of a finding, and who is ready for which question: judged without a node.
import type { Answer, Verdict } from '@mingjing/inspection';
import { describe, expect, it, test } from 'vitest';
import { readTestForm } from '../../../packages/inspection/test/test-form.ts';
import { endOf } from '../../src/management/calendar/shanghai-days.ts';
import {
  dueOn,
  MOVES_MAX,
  moved,
  type OpenedFinding,
  openedFrom,
  ownerOf,
  retested,
  stateOf,
} from '../../src/management/inspection/findings/finding.ts';
import {
  isReady,
  LIVE_MS,
  linesOf,
  QUESTIONS,
  rehearsed,
} from '../../src/management/inspection/rehearsal/rehearsal.ts';

const NOW = Date.UTC(2026, 10, 26, 2);
const [RUN, LATER] = ['0'.repeat(24), '1'.repeat(24)];
const form = {
  ...{ run: RUN, item: 'open-ports', owner: 'jia-system-admin', due_on: '2026-12-10' },
  what: '关闭未申报的端口',
};
const doing = { by: 'jia-audit-admin', at: NOW };
const answerOf = (verdict: Verdict, item = 'open-ports'): Answer => ({
  ...{ item, kind: 'measured', verdict, reasons: [], isExample: false, findings: {} },
});
const open = (verdict: Verdict = 'not-met', change = {}) =>
  openedFrom(
    { ...form, ...change },
    { answer: answerOf(verdict), isOpenAlready: false },
    doing,
  ) as OpenedFinding;
const run = (verdict: Verdict, id = LATER) => ({ id, at: NOW + 1, answers: [answerOf(verdict)] });

describe('a finding', () => {
  it.each<[Verdict, string | undefined]>([
    ['not-met', undefined],
    ['mostly-met', undefined],
    ['not-measured', undefined],
    ['met', 'finding-item-met'],
    ['not-applicable', 'finding-item-met'],
  ])('of an item that is %s: %s', (verdict, refusal) => {
    const opened = open(verdict) as OpenedFinding | string;
    if (refusal === undefined) expect(opened).toMatchObject({ verdict, closed: null });
    else expect(opened).toBe(refusal);
  });

  it('is opened once, from an answer, with a day that lies ahead', () => {
    const given = { answer: answerOf('not-met'), isOpenAlready: false };
    expect(openedFrom(form, { ...given, isOpenAlready: true }, doing)).toBe('finding-open-already');
    expect(openedFrom(form, { ...given, answer: undefined }, doing)).toBe(
      'finding-item-unanswered',
    );
    for (const due of ['2026-11-25', '2026-02-30']) {
      expect(openedFrom({ ...form, due_on: due }, given, doing)).toBe('finding-day');
    }
    expect(openedFrom({ ...form, due_on: '2026-11-26' }, given, doing)).toMatchObject({
      closed: null,
    });
  });

  it.each<[Verdict, string]>([
    ['not-met', 'open'],
    ['mostly-met', 'open'],
    ['not-measured', 'open'],
    ['not-applicable', 'open'],
    ['met', 'closed'],
  ])('is %s in a later run: %s', (verdict, state) => {
    const next = retested(open(), run(verdict)) as OpenedFinding;
    expect(stateOf(next, NOW + 2)).toBe(state);
    if (state === 'closed') expect(next.closed).toEqual({ run: LATER, at: NOW + 1, verdict });
    else expect(next.retests).toEqual([{ run: LATER, at: NOW + 1, verdict }]);
  });

  it('is closed neither by its own run, nor by one that did not look, nor twice', () => {
    expect(retested(open(), run('met', RUN))).toBeUndefined();
    const other = { ...run('met'), answers: [answerOf('met', 'another-item')] };
    expect(retested(open(), other)).toBeUndefined();
    const closed = retested(open(), run('met')) as OpenedFinding;
    expect(retested(closed, run('not-met', '2'.repeat(24)))).toBeUndefined();
  });

  it('is overdue when its last day is over, and keeps being so until it is met', () => {
    const late = endOf(form.due_on);
    expect([late - 1, late].map((now) => stateOf(open(), now))).toEqual(['open', 'overdue']);
    const next = retested(open(), run('not-met')) as OpenedFinding;
    expect(stateOf(next, late)).toBe('overdue');
  });

  it('is moved with a reason, and not for ever', () => {
    const move = { owner: 'jia-security-admin', due_on: '2026-12-20', reason: '等待设备到货' };
    const next = moved(open(), move, doing) as OpenedFinding;
    expect([ownerOf(next), dueOn(next)]).toEqual([move.owner, move.due_on]);
    expect(moved(open(), { ...move, due_on: '2026-11-01' }, doing)).toBe('finding-day');
    const closed = retested(open(), run('met')) as OpenedFinding;
    expect(moved(closed, move, doing)).toBe('finding-closed');
    let often: OpenedFinding | string = open();
    for (let i = 0; i < MOVES_MAX; i++) often = moved(often as OpenedFinding, move, doing);
    expect(moved(often as OpenedFinding, move, doing)).toBe('finding-moves-full');
  });
});

describe('a rehearsal', () => {
  const live = (verdict: Verdict, at = NOW) => ({ answer: answerOf(verdict), at });

  it.each([
    ['met and shown', live('met'), true, true],
    ['not applicable and shown', live('not-applicable'), true, true],
    ['met, and nobody could show it', live('met'), false, false],
    ['mostly met', live('mostly-met'), true, false],
    ['not measured', live('not-measured'), true, false],
    ['of yesterday', live('met', NOW - LIVE_MS - 1), true, false],
    ['never answered', undefined, true, false],
  ])('of a question %s: ready %s %s', (_, found, shown, ready) => {
    expect(isReady(found, shown, NOW)).toBe(ready);
  });

  it('counts a question that was not asked as one that nobody could show', () => {
    const all = new Map(QUESTIONS.map(({ item }) => [item, live('met')]));
    const [first] = QUESTIONS;
    const kept = rehearsed({ answers: [{ question: first?.id ?? '', shown: true }] }, all, doing);
    expect(kept.answers).toHaveLength(QUESTIONS.length);
    expect(kept.answers.filter((each) => each.isReady)).toEqual([
      { question: first?.id, shown: true, isReady: true },
    ]);
  });

  it('says in both languages what was found, and why it is not better', () => {
    const answer: Answer = { ...answerOf('not-measured'), reasons: ['confirmation-missing'] };
    expect(linesOf(answer, 'zh-CN')).toEqual(['尚无具名人员确认']);
    expect(linesOf(answer, 'en')).toEqual(['No named person has confirmed it yet']);
  });
});

test('the questions: each of an item of the form, one of a kind, with a place to look', () => {
  const items = new Set(readTestForm().items.map(({ id }) => id));
  expect(QUESTIONS.length).toBeGreaterThanOrEqual(20);
  expect(QUESTIONS.length).toBeLessThanOrEqual(30);
  expect(QUESTIONS.filter(({ item }) => !items.has(item))).toEqual([]);
  expect(new Set(QUESTIONS.map(({ id }) => id)).size).toBe(QUESTIONS.length);
  for (const question of QUESTIONS) {
    expect(question.look).toMatch(/^\/(console\/[a-z/-]+|complain|about)?$/);
    expect(question['zh-CN']).toMatch(/\p{Script=Han}/u);
    expect(question.en).not.toMatch(/\p{Script=Han}/u);
  }
});
