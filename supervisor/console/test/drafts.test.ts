// What pages of interventions and rules say of what was typed or chosen, and how long they follow.
import { describe, expect, it } from 'vitest';
import { advisoryIn, orderIn } from '../src/rooms/interventions/draft-form.ts';
import { everyMsOf, receiptsMsOf } from '../src/rooms/interventions/following.ts';
import { ruleFileIn } from '../src/rooms/rules/rule-file.ts';

const NOW = Date.parse('2026-11-26T15:00:00+08:00');
const FREEZE = {
  ...{ kind: 'freeze', subject: 'user-1', until: '2026-11-26 16:00', basis: '49', reason: '7' },
  ...{ reference: '案2026-1', explanation: '说明' },
};
const RECORD = 'AB'.repeat(36);
const ORDER = 'cd'.repeat(32);

describe('an order that was typed', () => {
  it('is drafted as it was said, due within a day', () => {
    expect(orderIn({ ...FREEZE, drill: 'true' }, NOW)).toEqual({
      ...{ kind: 'freeze', subject: 'user-1', expires_at: NOW + 3_600_000, basis: 49, reason: 7 },
      ...{ reference: '案2026-1', explanation: '说明', drill: true, deadline: NOW + 86_400_000 },
    });
    const takedown = { ...FREEZE, kind: 'takedown', subject: RECORD, until: 'whatever' };
    expect(orderIn(takedown, NOW)).toMatchObject({
      ...{ subject: RECORD.toLowerCase(), expires_at: null, drill: false },
    });
  });

  it.each([
    ['nothing', { kind: '' }, 'missing'],
    ['no end', { until: ' ' }, 'missing'],
    ['a name in capitals and spaces', { subject: 'The User' }, 'subject-freeze'],
    ['an order in the place of a user', { subject: ORDER }, 'subject-freeze'],
    ['a takedown of a user', { kind: 'takedown' }, 'subject-takedown'],
    ['a limit of a record', { kind: 'limit', subject: RECORD }, 'subject-limit'],
    ['a lift of a record', { kind: 'lift', subject: RECORD }, 'subject-lift'],
    ['an end that is no time', { until: 'tomorrow' }, 'until'],
    ['an end that is over', { until: '2026-11-26 14:59' }, 'until-past'],
    ['a code beyond the catalogue', { basis: '65536' }, 'code'],
    ['a code that is none', { reason: 'seven' }, 'code'],
  ])('says of %s what does not fit', (_, typed, fault) => {
    expect(orderIn({ ...FREEZE, ...typed }, NOW)).toBe(fault);
  });
});

describe('an advisory that was typed', () => {
  const words = { organisation: 'jia', title: '提示', text: '请补齐。' };

  it.each([
    ['no time of an answer', {}, { reply_by: null }],
    ['one', { replyBy: '2026-11-26 16:00' }, { reply_by: NOW + 3_600_000 }],
  ])('may name %s', (_, typed, said) => {
    expect(advisoryIn({ ...words, ...typed }, NOW)).toEqual({
      kind: 'advisory',
      ...words,
      ...said,
    });
  });

  it.each([
    ['nothing to say', { text: '' }, 'missing'],
    ['a time that is none', { replyBy: 'soon' }, 'replyBy'],
    ['a time that is over', { replyBy: '2026-11-26 15:00' }, 'replyBy-past'],
  ])('is none with %s', (_, typed, fault) => {
    expect(advisoryIn({ ...words, ...typed }, NOW)).toBe(fault);
  });
});

describe('an intervention is followed', () => {
  const order = (status: string | null) => {
    return { id: ORDER, status, ordered_height: null, effective_height: null };
  };

  it.each([
    ['while it is posted', { state: 'posting', order: order(null) }, 2000],
    ['until its order is in force', { state: 'taken', order: order('pending') }, 2000],
    ['no more when it is in force', { state: 'taken', order: order('inForce') }, undefined],
    ['less often while it waits for a person', { state: 'drafted', order: null }, 10_000],
    ['no more when it lapsed', { state: 'lapsed', order: order(null) }, undefined],
    ['no more when an advisory arrived', { state: 'taken', order: null }, undefined],
  ] as const)('%s', (_, one, everyMs) => {
    expect(everyMsOf([{ state: 'withdrawn', order: null }, one])).toBe(everyMs);
  });

  it('until every node has answered', () => {
    expect(receiptsMsOf(undefined)).toBe(2000);
    expect(receiptsMsOf({ answered: 4, nodes: 5 })).toBe(2000);
    expect(receiptsMsOf({ answered: 5, nodes: 5 })).toBeUndefined();
  });
});

describe('a file of rules', () => {
  const rule = { id: 'fast', kind: 'rate', severity: 'major', count: 3 };

  it.each([
    ['is missing', undefined, 'missing'],
    ['is no JSON', '{', 'not-json'],
    ['is a list', '[]', 'not-rules'],
    ['is null', 'null', 'not-rules'],
    ['has no version', JSON.stringify({ rules: [rule] }), 'not-rules'],
    ['has a rule without a name', JSON.stringify({ version: 1, rules: [{}] }), 'not-rules'],
    ['is larger than any', ' '.repeat(600_000), 'too-large'],
  ])('that %s is said to be so', async (_, text, fault) => {
    const file = text === undefined ? undefined : new File([text], 'rules.json');
    expect(await ruleFileIn(file)).toBe(fault);
  });

  it('is shown as it is', async () => {
    const set = { version: 2, rules: [rule] };
    expect(await ruleFileIn(new File([JSON.stringify(set)], 'rules.json'))).toEqual(set);
  });
});
