// What access orders say to rules: sealed ones late or wrong, custodians who owe an answer.
import { bytesToHex } from '@mingjing/crypto';
import { accessShareKey, type RegistryReader } from '@mingjing/execution';
import { RuleEngine, type WatchSet } from '@mingjing/oversight';
import { type AccessEntry, AccessKind, bytesKey } from '@mingjing/protocol';
import { describe, expect, it, test } from 'vitest';
import {
  ANSWER_MS_MIN,
  accessFacts,
  byCustodian,
  unanswered,
} from '../src/desk/rules/access-facts.ts';
import { HEARD_FACTS_MAX, HeardFacts } from '../src/desk/rules/heard-facts.ts';
import { onceKey } from '../src/desk/rules/told-fact.ts';
import { NETWORK } from './test-desk.ts';

const ID = new Uint8Array(32).fill(5);
const ORDER = bytesToHex(ID);
const NONE = new Uint8Array(0);
const DEADLINE = 1_000_000;
const OPEN_BY = 2_000_000;
const EXPIRES = 3_000_000;
/** What the disclosure of an order outside its officers' scope leaves. */
const WRONG: AccessEntry['opening'] = {
  ...{ officer: 'inspector-1', recordId: NONE, userId: '', basis: 1, blinding: NONE },
  ...{ mismatch: 75, height: 6, time: DEADLINE },
};
const AT = { height: 7, time: DEADLINE + 1 };

function entryOf(change: Partial<AccessEntry> = {}, kind: number = AccessKind.sealed): AccessEntry {
  return {
    id: ID,
    order: {
      ...{ kind, userId: '', epoch: 1, blinded: NONE, recordId: NONE, basis: 0, notice: 'N-1' },
      ...{ commitment: NONE, deadline: DEADLINE, openBy: OPEN_BY, expiresAt: EXPIRES },
      officers: [],
    },
    ...{ officer: 'inspector-1', authority: 'authority', orderedHeight: 1, orderedTime: 1 },
    ...{ approvedBy: 'inspector-2', approvedHeight: 2, approvedTime: 2, closedHeight: 0 },
    ...{ closedBy: '', excused: false, subjectOrganisation: '' },
    ...change,
  };
}

/** The state of the network with one order, answered by these custodians. */
function stateWith(entry: AccessEntry, ...answered: string[]): RegistryReader {
  const shares = new Map(
    answered.map((custodian) => [bytesKey(accessShareKey(ID, custodian)), { custodian }]),
  );
  const { registry } = NETWORK.state;
  return {
    get: (kind: string, key: never) => {
      if (kind === 'access') return bytesKey(key) === bytesKey(ID) ? entry : undefined;
      return kind === 'accessShare' ? shares.get(bytesKey(key)) : registry.get(kind as never, key);
    },
    all: (kind: string) => (kind === 'access' ? [entry] : registry.all(kind as never)),
  } as unknown as RegistryReader;
}

describe('custodians', () => {
  const late = (entry: AccessEntry, time: number, ...answered: string[]) =>
    unanswered(stateWith(entry, ...answered), time).map((fact) =>
      'organisation' in fact ? fact.organisation : '',
    );

  it('owe an answer when the deadline of an approved order is over', () => {
    expect(late(entryOf(), DEADLINE, 'jia')).toEqual([]);
    expect(late(entryOf(), DEADLINE + 1, 'jia', 'bing')).toEqual(['yi', 'ding']);
    expect(late(entryOf(), DEADLINE + 1, 'jia', 'yi', 'bing', 'ding')).toEqual([]);
  });

  it('have a minute for one that was approved in the last moment', () => {
    const entry = entryOf({ approvedTime: DEADLINE - 1 });
    expect(late(entry, DEADLINE - 1 + ANSWER_MS_MIN)).toEqual([]);
    expect(late(entry, DEADLINE + ANSWER_MS_MIN)).toHaveLength(4);
  });

  test.each<[string, AccessEntry, number]>([
    ['that nobody approved', entryOf({ approvedBy: '' }), DEADLINE + 1],
    ['that was closed', entryOf({ closedHeight: 3 }), DEADLINE + 1],
    ['that has ended', entryOf(), EXPIRES],
    [
      'that asks for no share',
      entryOf({ order: { ...entryOf().order, epoch: 0 } }, AccessKind.record),
      DEADLINE + 1,
    ],
    ['that the chain found wrong', entryOf({ opening: WRONG }), DEADLINE + 1],
  ])('owe nothing to an order %s', (_, entry, time) => {
    expect(late(entry, time)).toEqual([]);
  });
});

describe('a sealed order', () => {
  const say = (type: 'accessApprove' | 'accessOpen', entry: AccessEntry) =>
    accessFacts(stateWith(entry), { type, value: { orderId: ID } } as never, AT);

  it('is to be opened from its approval on, by the authority, and then is done', () => {
    const organisation = 'authority';
    expect(say('accessApprove', entryOf())).toEqual([
      { type: 'order', ...AT, order: ORDER, organisation, deadline: OPEN_BY },
    ]);
    expect(say('accessOpen', entryOf())).toEqual([{ type: 'order-done', ...AT, order: ORDER }]);
  });

  it('that should not have been is a failure', () => {
    const facts = say('accessOpen', entryOf({ opening: WRONG }));
    expect(facts).toContainEqual({
      ...{ type: 'look-through', ...AT, order: ORDER },
      ...{ organisation: 'authority', failure: 'order-mismatch' },
    });
  });

  it('is what is meant: an open one, and one that there is not, say nothing', () => {
    expect(say('accessApprove', entryOf({}, AccessKind.record))).toEqual([]);
    const value = { orderId: new Uint8Array(32) };
    expect(
      accessFacts(stateWith(entryOf()), { type: 'accessApprove', value } as never, AT),
    ).toEqual([]);
  });

  it('that is late is found by the rule, and one that was opened is not', () => {
    const set: WatchSet = {
      version: 1,
      rules: [{ id: 'late', severity: 'major', kind: 'overdue-order' }],
    };
    const after = { type: 'block', height: 9, time: OPEN_BY + 1 } as const;
    const found = (facts: ReturnType<typeof say>) => {
      const engine = new RuleEngine(set);
      return [...facts, after].flatMap((fact) => engine.take(fact));
    };
    const approved = say('accessApprove', entryOf());
    expect(found(approved)).toMatchObject([{ rule: 'late', subject: ORDER }]);
    expect(found([...approved, ...say('accessOpen', entryOf())])).toEqual([]);
  });
});

describe('what the desk hears', () => {
  it('is told once for each order, custodian and failure', () => {
    const [first, again] = [1, 2].map(() => byCustodian(ID, 'yi', 'custody-answer-wrong'));
    expect(first).toMatchObject({ order: `${ORDER}/yi`, organisation: 'yi' });
    const keys = [first, again, byCustodian(ID, 'jia', 'custody-answer-wrong')].map(
      (fact) => fact && onceKey(fact),
    );
    expect(new Set(keys).size).toBe(2);
    expect(onceKey({ type: 'admission', source: 'x', attempts: 1 })).toBeUndefined();
  });

  it('waits within a bound, and is given once', () => {
    const heard = new HeardFacts();
    for (let n = 0; n <= HEARD_FACTS_MAX; n += 1) heard.add({ type: 'order-done', order: `${n}` });
    const facts = heard.take();
    expect([facts.length, facts[0]]).toEqual([HEARD_FACTS_MAX, { type: 'order-done', order: '1' }]);
    expect(heard.take()).toEqual([]);
  });
});
