// What the pages of the supervision console work out by themselves.
import { describe, expect, it } from 'vitest';
import { alarmsOfAll } from '../src/chains/alarms-of-all.ts';
import type { Chain } from '../src/chains/chain-list.ts';
import { verdictOf } from '../src/chains/chain-verdict.ts';
import { chosenOf } from '../src/chains/chosen.ts';
import type { Standing } from '../src/chains/standings.ts';
import type { Alarm, NodeState, Situation } from '../src/live/answers.ts';
import { everyMsOf } from '../src/rooms/access/stages.ts';
import type { NodeJournal } from '../src/rooms/journals/answers.ts';
import { factsOf } from '../src/rooms/journals/journal-facts.ts';
import { layoutOf, WIDTH } from '../src/rooms/situation/map/layout.ts';
import { markOf } from '../src/rooms/situation/map/node-mark.ts';
import { byUrgency } from '../src/words/severity.ts';

const NODE: NodeState = {
  ...{ node_id: 'jia-1', organisation: 'jia', power: 1, role: 'validator', is_connected: true },
  ...{ standing: 'agrees', height: 9, compared_height: 9, lag: 0, since: 0 },
  ...{ logs: 9, logs_whole: 9 },
};

describe('a node on the map', () => {
  it.each<[string, Partial<NodeState>, string]>([
    ['agrees and shows all its logs', {}, 'met'],
    ['agrees and shows only a part', { logs_whole: 8 }, 'due'],
    ['is quicker by a block', { standing: 'ahead', height: 10 }, 'met'],
    ['is far ahead', { standing: 'ahead', height: 12 }, 'unknown'],
    ['is ahead and was never compared', { standing: 'ahead', compared_height: null }, 'unknown'],
    ['says something else', { standing: 'differs', logs_whole: 0 }, 'failed'],
    ['says nothing any more', { standing: 'silent' }, 'failed'],
    ['was never heard', { standing: 'unheard', height: null }, 'unknown'],
  ])('that %s', (_name, changed, kind) => {
    expect(markOf({ ...NODE, ...changed }).kind).toBe(kind);
  });

  it.each([1, 2, 4, 9, 30])('has a place of its own among %d organisations', (count) => {
    const nodes = Array.from({ length: count * 3 }, (_, index) => {
      return { ...NODE, node_id: `n-${index}`, organisation: `o-${index % count}` };
    });
    const { height, organisations } = layoutOf(nodes);
    const places = organisations.flatMap((each) => each.nodes);
    expect(places).toHaveLength(nodes.length);
    expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(nodes.length);
    for (const box of organisations) {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(WIDTH);
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
      for (const { x, y } of box.nodes) {
        expect(x > box.x && x < box.x + box.width).toBe(true);
        expect(y > box.y && y < box.y + box.height).toBe(true);
      }
    }
  });
});

describe('alarms by urgency', () => {
  const alarm = (id: string, severity: Alarm['severity'], since: number, due?: number) =>
    ({ id, severity, since, ...(due === undefined ? {} : { due_at: due }) }) as Alarm;

  it('have the deadline first, then severity, then age', () => {
    const sorted = byUrgency([
      alarm('old-minor', 'minor', 1),
      alarm('young-critical', 'critical', 9),
      alarm('old-critical', 'critical', 2),
      alarm('due-later', 'minor', 1, 200),
      alarm('due-soon', 'minor', 8, 100),
    ]);
    expect(sorted.map(({ id }) => id)).toEqual([
      ...['due-soon', 'due-later', 'old-critical', 'young-critical', 'old-minor'],
    ]);
  });
});

describe('the journal of a node in one line', () => {
  const DAY = 86_400_000;
  const log = {
    ...{ source: 'access', size: 10, verified_size: 10, head_size: 10, is_whole: true },
    ...{ whole_at: 5, cosigned: { size: 10, at: 4 }, anchored: { size: 8, time: 3 } },
    ...{ kept_since: 0, period_days: 184, period_full_at: 184 * DAY, is_period_full: false },
    disposed_to: 0,
  };
  const journal = (...logs: Partial<typeof log>[]): NodeJournal => ({
    ...{ node_id: 'jia-1', organisation: 'jia', role: 'validator', blame: [] },
    logs: logs.map((each) => ({ ...log, ...each })),
  });

  it('tells the shortest keeping of the logs that were begun, and what is missing', () => {
    const facts = factsOf(
      journal({}, { kept_since: 90 * DAY, head_size: 13 }, { size: 0, head_size: 0 }),
      100 * DAY,
    );
    expect(facts).toMatchObject({ entries: 20, missing: 3, days: 10, periodDays: 184, logs: 3 });
  });

  it('is as old as the log that was whole longest ago, and unknown where one never was', () => {
    expect(factsOf(journal({ whole_at: 9 }, { whole_at: 2 }), 0).wholeAt).toBe(2);
    const never = factsOf(journal({}, { whole_at: null as never, is_whole: false }), 0);
    expect(never).toMatchObject({ wholeAt: null, whole: 1, state: 'unknown' });
  });

  it('is failed as soon as an alarm blames the node', () => {
    const blame = [{ alarm: 'alarm-1', rule: 'journal-altered', since: 1, subject: '' }];
    expect(factsOf({ ...journal({}), blame }, 0).state).toBe('failed');
  });
});

describe('an order that is open on a page', () => {
  it('is read again only while somebody is expected to add to it', () => {
    expect(everyMsOf('approved', '')).toBeLessThan(everyMsOf('proposed', '') ?? 0);
    expect(everyMsOf('answered', '')).toBeDefined();
    for (const stage of ['ready', 'opened', 'garbage', 'closed', 'expired'] as const) {
      expect(everyMsOf(stage, '')).toBeUndefined();
    }
  });

  it('is asked for again when its block is not here yet, and for no other reason', () => {
    expect(everyMsOf(undefined, 'access-order-unknown')).toBeDefined();
    expect(everyMsOf(undefined, 'purpose-visit-not-open')).toBeUndefined();
  });
});

describe('a chain among several', () => {
  const statement = { state: 'proved', blame: [] } as const;
  const situation = {
    ...{ coverage: statement, journals: statement, heads: statement },
  } as unknown as Situation;
  const standing: Standing = { situation, alarms: [], heardAt: 1000 };
  const failed = { ...situation, heads: { ...situation.heads, state: 'failed' } } as Situation;
  const unknown = { ...situation, journals: { ...situation.journals, state: 'unknown' } };
  it.each<[string, Chain['state'], Standing | undefined, number, string]>([
    ['is well when all is proved and it is heard', 'running', standing, 2000, 'met proved'],
    ['is not known to be well in silence', 'running', standing, 60_000, 'unknown silent'],
    [
      'is wrong when a statement is',
      'running',
      { ...standing, situation: failed },
      2000,
      'failed alarmed',
    ],
    [
      'is not known before all is measured',
      'running',
      { ...standing, situation: unknown as Situation },
      2000,
      'unknown unknown',
    ],
    ['is not shown to who is nobody there', 'running', undefined, 2000, 'unknown closed'],
    [
      'says when its session is over',
      'running',
      { ...standing, fault: 'ended' },
      2000,
      'unknown ended',
    ],
    ['is red without its follower', 'failed', standing, 2000, 'failed failed'],
    ['is waited for', 'starting', undefined, 2000, 'unknown starting'],
  ])('%s', (_name, state, of, now, verdict) => {
    const { kind, word } = verdictOf({ state }, of, now);
    expect(`${kind} ${word.replace('several.state.', '')}`).toBe(verdict);
  });

  it('is the one of the address, the last visit, or the first that runs', () => {
    const chains = (['starting', 'running', 'failed'] as const).map((state) => ({
      ...{ name: state, title: state, state },
    }));
    expect(chosenOf(chains, 'failed', 'starting')).toBe('failed');
    expect(chosenOf(chains, 'nowhere', 'starting')).toBe('starting');
    expect(chosenOf(chains, null, null)).toBe('running');
    expect(chosenOf([], 'failed', 'failed')).toBeUndefined();
  });

  it('has its alarms in one list with the others, the most urgent first', () => {
    const alarm = (id: string, severity: Alarm['severity']): Alarm =>
      ({ id, severity, since: 1, due_at: null }) as unknown as Alarm;
    const chains = ['a', 'b'].map((name) => ({
      name,
      title: `链 ${name}`,
      state: 'running' as const,
    }));
    const all = alarmsOfAll(chains, {
      a: { alarms: [alarm('alarm-1', 'minor')], heardAt: 1 },
      b: { alarms: [alarm('alarm-1', 'critical')], heardAt: 1 },
    });
    expect(all.map(({ chain, title, id }) => [chain, title, id])).toEqual([
      ['b', '链 b', 'alarm-1'],
      ['a', '链 a', 'alarm-1'],
    ]);
  });
});
