import { describe, expect, it } from 'vitest';
import { BOUNDS, blockAt, idAt, newOversight, openOf, setSilence, tipOf } from './house.ts';

describe('the expected height', () => {
  it.each<[string, Record<string, number>, number | undefined]>([
    ['is unknown while nobody has spoken', {}, undefined],
    ['is unknown by the word of a third of the power or less', { 'node-a': 900 }, undefined],
    ['is what a second organisation has reached', { 'node-a': 900, 'node-b': 7 }, 7],
    ['ignores one that claims more', { 'node-a': 900, 'node-b': 7, 'node-c': 8, 'node-d': 6 }, 8],
    ['does not count a node without a vote', { 'node-f': 9, 'node-a': 5 }, undefined],
  ])('%s', (_name, heights, expected) => {
    const oversight = newOversight();
    for (const [node, height] of Object.entries(heights)) {
      oversight.tip(node, tipOf(node, height), 0);
    }
    const judgement = oversight.judgement(0);
    expect(judgement.isExpectedKnown).toBe(expected !== undefined);
    expect(judgement.expectedHeight).toBe(expected ?? 0);
    expect(judgement.lag).toBe(expected ?? 0);
  });
});

describe('agreement', () => {
  it('needs organisations with more than a third of the power', () => {
    const oversight = newOversight();
    oversight.verified(blockAt(3), 0);
    const counts = ['node-a', 'node-b', 'node-c'].map((node) => {
      oversight.tip(node, tipOf(node, 3), 0);
      const { agreeing, isOneCorrectAgreeing } = oversight.judgement(0);
      return [agreeing, isOneCorrectAgreeing];
    });
    expect(counts).toEqual([
      [1, false],
      [2, true],
      [3, true],
    ]);
    const { nodes, organisations } = oversight.judgement(0);
    expect(nodes.map(({ standing }) => standing).join()).toBe(
      'agrees,agrees,agrees,unheard,unheard',
    );
    expect(organisations.map(({ standing }) => standing).join()).toBe(
      'agrees,agrees,agrees,unheard',
    );
  });

  it('does not count a node that signed another head, whatever it says later', () => {
    const oversight = newOversight();
    for (const height of [3, 4]) oversight.verified(blockAt(height), 0);
    for (const node of ['node-a', 'node-b']) oversight.tip(node, tipOf(node, 3), 0);
    oversight.tip('node-b', tipOf('node-b', 3, { blockId: idAt(3, 7), time: 1004 }), 0);
    oversight.tip('node-b', tipOf('node-b', 4, { time: 1005 }), 0);
    const { agreeing, nodes } = oversight.judgement(0);
    expect(agreeing).toBe(1);
    expect(nodes[1]).toMatchObject({ nodeId: 'node-b', standing: 'differs', height: 4 });
  });

  it('ends when a node is silent for longer than the bound, and comes back', () => {
    const oversight = newOversight();
    oversight.verified(blockAt(3), 0);
    oversight.tip('node-a', tipOf('node-a', 3), 1000);
    oversight.tick([], 31_000);
    expect(openOf(oversight)).not.toContain('tip-stalled node-a');
    expect(openOf(oversight)).toContain('tip-stalled node-b');
    // Saying the same again is no sign of life of the chain behind it.
    oversight.tip('node-a', tipOf('node-a', 3, { time: 9000 }), 31_000);
    oversight.tick([], 31_001);
    expect(oversight.judgement(31_001).nodes[0]?.standing).toBe('silent');
    const alarm = oversight.alarms.open().find(({ subject }) => subject === 'node-a');
    expect(alarm).toMatchObject({ rule: 'tip-stalled', since: 1000, nodes: ['node-a'] });
    oversight.tip('node-a', tipOf('node-a', 4), 40_000);
    oversight.tick([], 40_000);
    expect(openOf(oversight)).not.toContain('tip-stalled node-a');
  });

  it('goes by the bound of silence that the latest block set', () => {
    const oversight = newOversight();
    oversight.tip('node-a', tipOf('node-a', 3), 1000);
    oversight.tick([], 31_001);
    expect(openOf(oversight)).toContain('tip-stalled node-a');
    setSilence(oversight, 180_000, 32_000);
    oversight.tick([], 181_000);
    expect(openOf(oversight)).not.toContain('tip-stalled node-a');
    expect(oversight.judgement(181_000).nodes[0]?.standing).not.toBe('silent');
    oversight.tick([], 181_001);
    expect(openOf(oversight)).toContain('tip-stalled node-a');
  });

  it('holds nobody to a shorter bound of silence for the time before it was set', () => {
    const oversight = newOversight();
    setSilence(oversight, 180_000, 0);
    oversight.tip('node-a', tipOf('node-a', 3), 1000);
    setSilence(oversight, 30_000, 60_000);
    // Said again by later blocks, it does not begin anew.
    setSilence(oversight, 30_000, 80_000);
    oversight.tick([], 89_999);
    expect(openOf(oversight)).toEqual([]);
    oversight.tick([], 90_000);
    expect(openOf(oversight)).toContain('tip-stalled node-a');
  });

  it('an alarm for a node that left the registry clears', () => {
    const oversight = newOversight();
    oversight.tick([], 31_000);
    expect(openOf(oversight)).toHaveLength(5);
    oversight.setMembers([], { validators: [] }, BOUNDS, 32_000);
    expect(openOf(oversight)).toEqual([]);
  });
});

describe('own verification', () => {
  it('that stays behind is an alarm until it has caught up', () => {
    const oversight = newOversight();
    for (const node of ['node-a', 'node-b']) oversight.tip(node, tipOf(node, 5), 0);
    oversight.tick([], 1000);
    oversight.tick([], 16_000);
    expect(openOf(oversight)).toEqual([]);
    oversight.tick([], 16_001);
    expect(oversight.alarms.open()).toMatchObject([
      { rule: 'verification-behind', since: 1000, evidence: { verified: 0, expected: 5 } },
    ]);
    oversight.verified(blockAt(5), 17_000);
    oversight.tick([], 17_000);
    expect(openOf(oversight)).toEqual([]);
  });

  it('that is always a block behind is in time, and by a block that is late it is not', () => {
    const oversight = newOversight();
    // A block each two seconds: whenever it is looked, the next one is here already by its tips.
    for (let height = 1; height <= 30; height += 1) {
      const now = 2000 * height;
      for (const node of ['node-a', 'node-b']) oversight.tip(node, tipOf(node, height), now);
      if (height > 1) oversight.verified(blockAt(height - 1), now);
      oversight.tick([], now);
      oversight.tick([], now + 1000);
    }
    const isLate = () => oversight.alarms.isOpen('verification-behind', 'watch-1');
    expect(oversight.judgement(62_000).lag).toBe(1);
    expect(isLate()).toBe(false);
    oversight.tick([], 75_000);
    expect(isLate()).toBe(false);
    oversight.tick([], 75_001);
    expect(isLate()).toBe(true);
  });
});

describe('coverage', () => {
  const gap = { commitment: 'ab', height: 4, withheldBy: ['node-c', 'node-b'] };

  it('names who withholds once the time is over, and clears when it came', () => {
    const oversight = newOversight();
    oversight.tick([{ ...gap, withheldBy: ['node-b'] }], 0);
    oversight.tick([{ ...gap, withheldBy: ['node-b'] }], 10_000);
    expect(openOf(oversight)).toEqual([]);
    oversight.tick([{ ...gap, withheldBy: ['node-b'] }], 10_001);
    oversight.tick([gap], 10_002);
    expect(oversight.alarms.open()).toMatchObject([
      { rule: 'coverage-gap', subject: 'ab', since: 0, nodes: ['node-b', 'node-c'] },
    ]);
    expect(oversight.judgement(10_002).gaps).toEqual([gap]);
    oversight.tick([], 12_000);
    expect(oversight.alarms.cleared()).toMatchObject([{ subject: 'ab', clearedAt: 12_000 }]);
  });

  it('lists the first hundred and counts the rest', () => {
    const oversight = newOversight();
    const many = Array.from({ length: 130 }, (_, index) => ({ ...gap, commitment: `c${index}` }));
    oversight.tick(many, 0);
    oversight.tick(many, 10_001);
    const open = oversight.alarms.open();
    expect(open).toHaveLength(101);
    expect(open.at(-1)?.evidence).toEqual({ kind: 'count', count: 30 });
  });
});

describe('the room of the own journal', () => {
  const room = { limit: 'budget', roomBytes: 5, daysLeft: 3, neededBytes: 900 } as const;

  it('is an alarm while it runs low, a sharper one before acts are refused', () => {
    const oversight = newOversight();
    oversight.ownRoom({ ...room, level: 'ample' }, 1000);
    expect(openOf(oversight)).toEqual([]);
    oversight.ownRoom({ ...room, level: 'low' }, 2000);
    oversight.ownRoom({ ...room, level: 'low' }, 3000);
    expect(oversight.alarms.open()).toMatchObject([
      {
        ...{ rule: 'journal-space-low', subject: 'watch-1', nodes: ['watch-1'], since: 2000 },
        evidence: { kind: 'room', limit: 'budget', daysLeft: 3, neededBytes: 900 },
      },
    ]);
    oversight.ownRoom({ ...room, level: 'critical', daysLeft: undefined }, 4000);
    expect(openOf(oversight)).toEqual(['journal-space-critical watch-1']);
    oversight.ownRoom({ ...room, level: 'unknown' }, 5000);
    expect(openOf(oversight)).toEqual(['journal-space-critical watch-1']);
    oversight.ownRoom({ ...room, level: 'ample' }, 6000);
    expect(openOf(oversight)).toEqual([]);
  });
});
