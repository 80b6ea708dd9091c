// Each kind of rule: what it finds, when it finds it again, and what it leaves alone.
import { currencyRules, type RuleSet } from '@mingjing/screening';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkWatchSet,
  countsByRule,
  type Fact,
  findingLines,
  RuleEngine,
  replay,
  WATCH_RULE_KINDS,
  type WatchRule,
  type WatchSet,
} from '../../src/index.ts';
import { at, BLOCK_MS, block, publication, text } from './facts.ts';

const named = { id: 'rule', severity: 'major' } as const;
const setOf = (...rules: WatchRule[]): WatchSet => ({ version: 1, rules });
/** Findings as `subject@height`. */
const foundBy = (rule: WatchRule, ...facts: Fact[]) =>
  replay(setOf(rule), facts).map(({ subject, height }) => `${subject}@${height}`);
const many = (from: number, count: number, user = 'user-1', over: object = {}) =>
  Array.from({ length: count }, (_, i) => publication(from + i, user, over));

describe('a rate', () => {
  const rate = { ...named, kind: 'rate', per: 'user', count: 3, windowMs: 60_000 } as const;

  it.each([
    ['leaves as many as it allows', many(1, 3), []],
    ['finds one more, once while it lasts', many(1, 9), ['user-1@4']],
    ['counts each user apart', [...many(1, 3), ...many(1, 3, 'user-2')], []],
    ['forgets what is older than its time', many(1, 3).concat(many(8, 2)), []],
    ['finds again after it fell', [...many(1, 4), ...many(60, 4)], ['user-1@4', 'user-1@63']],
    ['counts records of one block', Array(4).fill(publication(5)), ['user-1@5']],
  ])('%s', (_, facts, found) => {
    expect(foundBy(rate, ...facts)).toEqual(found);
  });

  it('counts an organisation over its users', () => {
    const facts = [1, 2, 3, 4].map((i) => publication(i, `user-${i}`));
    expect(foundBy({ ...rate, per: 'organisation' }, ...facts)).toEqual(['jia@4']);
  });
});

describe('a time of day', () => {
  const hours = { ...named, kind: 'hours', from: 22 * 60, to: 6 * 60, organisations: [] } as const;
  const minute = (hour: number) => (hour * 3_600_000) / BLOCK_MS;

  it.each([
    ['22:00, over midnight', hours, 22, ['user-1@7920']],
    ['05:59', hours, 5.99, ['user-1@2156.4']],
    ['06:00', hours, 6, []],
    ['noon', hours, 12, []],
    ['noon, of a span within a day', { ...hours, from: 600, to: 800 }, 12, ['user-1@4320']],
    ['22:00, of others', { ...hours, organisations: ['yi'] }, 22, []],
  ])('%s', (_, rule, hour, found) => {
    expect(foundBy(rule as WatchRule, publication(minute(hour)))).toEqual(found);
  });

  it('finds an author once a day', () => {
    const facts = [1, 2, 3, 8640 + 1].map((height) => publication(height));
    expect(foundBy(hours, ...facts)).toEqual(['user-1@1', 'user-1@8641']);
  });
});

describe('single publications', () => {
  it('of an organisation are found once in a block', () => {
    const rule = { ...named, kind: 'organisation', organisations: ['jia'] } as const;
    const facts = [
      publication(1),
      publication(1),
      publication(2, 'user-2', { organisation: 'yi' }),
    ];
    expect(foundBy(rule, ...facts, publication(3))).toEqual(['jia@1', 'jia@3']);
  });

  it('of an unverified writer are found by record, and name him', () => {
    const rule = { ...named, kind: 'unverified-writer' } as const;
    const facts = [publication(1), publication(2, 'user-9', { isVerified: false })];
    expect(replay(setOf(rule), facts)).toMatchObject([
      { subject: 'user-9-2', reasons: ['user-9'], severity: 'major' },
    ]);
  });

  it('with a text that content rules stop are found once, with the rules', () => {
    const rule = { ...named, kind: 'keyword', content: currencyRules(), from: 'hold' } as const;
    const banned = '发行代币,认购从速。发行代币,认购从速。';
    const facts = [text(1, '今天天气很好。', banned, banned), text(2, 'A report on the harvest.')];
    const [found, ...rest] = replay(setOf(rule), facts);
    expect(found).toMatchObject({
      ...{ subject: 'record-1', reasons: ['user-1', 'token-issue', 'unknown-coin'] },
    });
    expect(rest).toEqual([]);
  });

  it('with a text that is longer than a screener takes are read to the end', () => {
    const rule = { ...named, kind: 'keyword', content: currencyRules(), from: 'hold' } as const;
    const long = `${'天'.repeat(140_000)}发行代币,认购从速`;
    expect(foundBy(rule, text(1, long))).toEqual(['record-1@1']);
    expect(foundBy(rule, text(1, 'half \ud800 a character'))).toEqual(['record-1@1']);
  });
});

describe('what did not happen', () => {
  const silence = { ...named, kind: 'silence', organisations: ['jia'], quietMs: 60_000 } as const;
  const blocks = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, i) => block(from + i));

  it.each([
    ['a silence, once', blocks(1, 20), ['jia@7']],
    ['no silence while something comes', [...blocks(1, 5), publication(5), ...blocks(6, 10)], []],
    ['the next one', [...blocks(1, 8), publication(8), ...blocks(9, 20)], ['jia@7', 'jia@14']],
    ['one of others', [publication(1, 'u', { organisation: 'yi' }), ...blocks(1, 8)], ['jia@7']],
  ])('%s', (_, facts, found) => {
    expect(foundBy(silence, ...facts)).toEqual(found);
  });

  const order = (deadline: number): Fact => {
    return { type: 'order', ...at(1), order: 'o', organisation: 'jia', deadline };
  };
  const late = at(5).time;

  it.each([
    ['an order after its deadline, once', [order(late), ...blocks(2, 9)], ['o@6']],
    [
      'none that was carried out',
      [order(late), { type: 'order-done', ...at(4), order: 'o' } as const, ...blocks(5, 9)],
      [],
    ],
    ['none before it', [order(late), ...blocks(2, 5)], []],
  ])('%s', (_, facts, found) => {
    expect(foundBy({ ...named, kind: 'overdue-order' }, ...facts)).toEqual(found);
  });
});

describe('what was told', () => {
  it('of a look-through is found when it failed, with the reason', () => {
    const fact = { type: 'look-through', ...at(3), order: 'o', organisation: 'jia' } as const;
    const facts = [
      { ...fact, failure: '' },
      { ...fact, order: 'p', failure: 'key-check' },
    ];
    expect(replay(setOf({ ...named, kind: 'look-through' }), facts)).toMatchObject([
      { subject: 'p', reasons: ['key-check'] },
    ]);
  });

  it('of attempts to connect is found when there are too many, once', () => {
    const rule = { ...named, kind: 'admission', count: 5, windowMs: 60_000 } as const;
    const attempt = (height: number, attempts: number): Fact => {
      return { type: 'admission', ...at(height), source: '192.0.2.1', attempts };
    };
    const found = replay(setOf(rule), [attempt(1, 5), attempt(2, 1), attempt(3, 9)]);
    expect(found).toMatchObject([{ subject: '192.0.2.1', height: 2, count: 6 }]);
  });
});

/** Small, since each run of a property reads it anew. */
const WORDS: RuleSet = {
  format: 1,
  ...{ id: 'test-words', version: 1, title: { zh: '词', en: 'Words' } },
  rules: [
    {
      ...{ id: 'issue', category: 'coin', severity: 'refuse', any: ['发行代币'] },
      reason: { zh: '发行代币', en: 'Issues a token' },
    },
  ],
};

const ALL: WatchSet = {
  version: 3,
  rules: [
    { id: 'fast', severity: 'major', kind: 'rate', per: 'user', count: 2, windowMs: 60_000 },
    { id: 'words', severity: 'critical', kind: 'keyword', content: WORDS, from: 'flag' },
    { id: 'night', severity: 'minor', kind: 'hours', from: 0, to: 360, organisations: [] },
    { id: 'watched', severity: 'minor', kind: 'organisation', organisations: ['yi'] },
    { id: 'nobody', severity: 'critical', kind: 'unverified-writer' },
    { id: 'quiet', severity: 'minor', kind: 'silence', organisations: ['jia'], quietMs: 50_000 },
    { id: 'opened', severity: 'major', kind: 'look-through' },
    { id: 'late', severity: 'major', kind: 'overdue-order' },
    { id: 'strangers', severity: 'minor', kind: 'admission', count: 3, windowMs: 60_000 },
  ],
};

/** Some history: in order of heights, with every kind of fact. */
const someFacts = fc
  .array(fc.tuple(fc.nat({ max: 8 }), fc.nat({ max: 3 }), fc.nat({ max: 5 })), { maxLength: 80 })
  .map((steps) => {
    let height = 1;
    return steps.map(([kind, step, who]): Fact => {
      height += step;
      const order = `o${who}`;
      const organisation = who % 2 === 0 ? 'jia' : 'yi';
      const over = { organisation, isVerified: who !== 3, record: `${height}-${kind}-${who}` };
      const place = at(height);
      if (kind === 0) return { type: 'order', ...place, order, organisation, deadline: place.time };
      if (kind === 1) return { type: 'order-done', ...place, order };
      if (kind === 2) return { type: 'admission', ...place, source: order, attempts: who };
      if (kind === 3) return text(height, who === 0 ? '发行代币,认购从速' : '今天天气很好');
      if (kind === 4) {
        return { type: 'look-through', ...place, order, organisation, failure: who > 2 ? 'x' : '' };
      }
      return kind === 5 ? block(height) : publication(height, `user-${who}`, over);
    });
  });

describe('a replay', () => {
  it('gives the same findings, whatever the facts went through meanwhile', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(someFacts, (facts) => {
        const first = replay(ALL, facts);
        const engine = new RuleEngine(JSON.parse(JSON.stringify(ALL)) as WatchSet);
        const stored = facts.map((fact) => JSON.parse(JSON.stringify(fact)) as Fact);
        const again = stored.flatMap((fact) => engine.take(fact));
        expect(again).toEqual(first);
        expect(findingLines(again)).toBe(findingLines(first));
        for (const { kind } of first) kinds.add(kind);
      }),
      { seed: 6, numRuns: 200 },
    );
    expect([...kinds].sort()).toEqual([...WATCH_RULE_KINDS].sort());
  });

  it('of one rule is not changed by the others', () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const together = replay(ALL, facts);
        for (const rule of ALL.rules) {
          expect(replay(setOf(rule), facts)).toEqual(
            together.filter((finding) => finding.rule === rule.id),
          );
        }
      }),
      { seed: 6, numRuns: 50 },
    );
  });

  it('is counted by rule, those without findings too', () => {
    const counts = countsByRule(ALL, replay(ALL, [publication(1, 'u', { organisation: 'yi' })]));
    expect(counts).toMatchObject({ watched: 1, night: 1, fast: 0, late: 0 });
    expect(Object.keys(counts)).toHaveLength(ALL.rules.length);
  });
});

describe('a set of rules', () => {
  const [fast] = ALL.rules;
  const withRule = (over: object) => ({ version: 1, rules: [{ ...fast, ...over }] });

  it('is taken as it is', () => {
    expect(checkWatchSet(JSON.parse(JSON.stringify(ALL)))).toEqual({ ok: true, value: ALL });
  });

  it.each([
    ['nothing', undefined, 'not-an-object', ''],
    ['a list', [], 'not-an-object', ''],
    ['another field', { ...ALL, note: '' }, 'unknown-field', 'note'],
    ['no version', { rules: ALL.rules }, 'bad-version', 'version'],
    ['version 0', { ...ALL, version: 0 }, 'bad-version', 'version'],
    ['no rule', { version: 1, rules: [] }, 'no-rules', 'rules'],
    ['too many', { version: 1, rules: Array(101).fill(fast) }, 'too-many-rules', 'rules'],
    ['no object', { version: 1, rules: [1] }, 'not-an-object', 'rules[0]'],
    ['a bad id', withRule({ id: 'A' }), 'bad-id', 'rules[0]'],
    ['an id twice', { version: 1, rules: [fast, fast] }, 'same-id', 'fast'],
    ['another kind', withRule({ kind: 'mood' }), 'unknown-kind', 'fast'],
    ['another severity', withRule({ severity: 'grave' }), 'bad-severity', 'fast'],
    ['a field of another kind', withRule({ quietMs: 1 }), 'unknown-field', 'fast.quietMs'],
    ['a count of 0', withRule({ count: 0 }), 'bad-field', 'fast.count'],
    ['half a count', withRule({ count: 1.5 }), 'bad-field', 'fast.count'],
    ['eight days', withRule({ windowMs: 8 * 86_400_000 }), 'bad-field', 'fast.windowMs'],
    ['a field that lacks', withRule({ per: undefined }), 'bad-field', 'fast.per'],
    [
      'content rules that are none',
      { version: 1, rules: [{ ...ALL.rules[1], content: {} }] },
      'content-rules',
      'words.content',
    ],
    [
      'a name that is none',
      { version: 1, rules: [{ ...ALL.rules[3], organisations: ['Jia'] }] },
      'bad-field',
      'watched.organisations',
    ],
  ])('with %s is refused, and says where', (_, data, fault, place) => {
    expect(checkWatchSet(data)).toEqual({ ok: false, refusal: { fault, place } });
  });
});
