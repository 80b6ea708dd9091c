// What the security centre finds about nodes: tables over facts, with a given clock.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  type CentreBounds,
  type CentreFacts,
  nodeFindings,
} from '../../src/management/assurance/centre/findings.ts';
import {
  clockOffset,
  isClockOff,
  type SeenNode,
} from '../../src/management/assurance/centre/seen-node.ts';
import { isRaised, nextRound } from '../../src/management/assurance/centre/standing.ts';
import { linksOf, networkNumbers } from '../../src/management/assurance/topology/topology.ts';
import { answered, seen } from './seen.ts';

const NOW = 1_000_000;
const bounds: CentreBounds = { clockMs: 5000, lagBlocks: 10, silentMs: 10_000, stalledMs: 120_000 };
const declared = new Uint8Array(32).fill(7);
const release = {
  ...{ version: '1.0.0', manifestHash: declared, assessment: new Uint8Array(36), height: 3 },
  withdrawn: false,
};
const facts = (nodes: readonly SeenNode[], changed: Partial<CentreFacts> = {}): CentreFacts => ({
  ...{ now: NOW, nodes, releases: [release], isConfigChanged: false, ...changed },
});
const found = (node: SeenNode, changed: Partial<CentreFacts> = {}) =>
  nodeFindings(facts([seen({ id: 'ding-1' }), node], changed), bounds).filter(
    ({ subject }) => subject === node.id,
  );

describe('a node', () => {
  test.each<[string, SeenNode, [kind: string, level: string, ...details: unknown[]][]]>([
    ['that is well', seen({}), []],
    ['that left', seen({ isConnected: false }), [['node-silent', 'alarm', NOW]]],
    [
      'that stopped answering',
      seen({ answer: answered({}, { at: NOW - 10_001 }) }),
      [['node-silent', 'alarm', NOW - 10_001]],
    ],
    ['that answered just in time', seen({ answer: answered({}, { at: NOW - 10_000 }) }), []],
    [
      'that never answered',
      seen({ isConnected: false, answer: undefined }),
      [
        ['node-silent', 'alarm'],
        ['clock-unknown', 'unknown'],
      ],
    ],
    [
      'with a false signature',
      seen({ refusal: 'signature' }),
      [['report-refused', 'alarm', 'signature']],
    ],
    [
      'eleven blocks behind',
      seen({ answer: answered({ height: 89 }) }),
      [['node-behind', 'alarm', 11]],
    ],
    ['ten blocks behind', seen({ answer: answered({ height: 90 }) }), []],
    [
      'whose clock is ahead',
      seen({ answer: answered({}, { offset: { offsetMs: 5101, uncertaintyMs: 100 } }) }),
      [['clock-off', 'alarm', 5101, 100]],
    ],
    [
      'whose clock is behind',
      seen({ answer: answered({}, { offset: { offsetMs: -9000, uncertaintyMs: 100 } }) }),
      [['clock-off', 'alarm', -9000, 100]],
    ],
    [
      'whose clock may be right',
      seen({ answer: answered({}, { offset: { offsetMs: 5100, uncertaintyMs: 100 } }) }),
      [],
    ],
    [
      'whose journal stands still',
      seen({ journalGrewAt: NOW - 120_001 }),
      [['journal-stalled', 'alarm', NOW - 120_001]],
    ],
    [
      'short of room',
      seen({ answer: answered({ journalRoom: 2 }) }),
      [['journal-room-low', 'warning']],
    ],
    [
      'out of room',
      seen({ answer: answered({ journalRoom: 3 }) }),
      [['journal-room-critical', 'alarm']],
    ],
    [
      'with an altered file',
      seen({
        answer: answered({
          ...{ manifestHash: new Uint8Array(32), differingCount: 1 },
          differingFiles: ['node/src/main.ts'],
        }),
      }),
      [
        ['files-differ', 'alarm', 1, 'node/src/main.ts'],
        ['release-undeclared', 'alarm', '1.0.0', 'node/src/main.ts'],
      ],
    ],
    [
      'that did not measure yet',
      seen({ answer: answered({ manifestHash: new Uint8Array(0) }) }),
      [['release-not-measured', 'unknown']],
    ],
    [
      'with an undeclared port',
      seen({ answer: answered({ undeclaredPorts: [9229] }) }),
      [['port-undeclared', 'alarm', 9229]],
    ],
    [
      'whose system shows no ports',
      seen({ answer: answered({ portsMeasured: 0 }) }),
      [['ports-not-measurable', 'unknown']],
    ],
  ])('%s', (_name, node, expected) => {
    const rows = found(node).map(({ kind, level, details }) => [kind, level, ...details]);
    expect(rows).toEqual(expected);
  });

  it('may run no release that was withdrawn, and none is declared at first', () => {
    const rows = (releases: CentreFacts['releases']) =>
      found(seen({}), { releases }).map(({ kind, level }) => [kind, level]);
    expect(rows([{ ...release, withdrawn: true }])).toEqual([['release-withdrawn', 'alarm']]);
    expect(rows([])).toEqual([['release-none-declared', 'unknown']]);
    expect(rows([{ ...release, manifestHash: new Uint8Array(32) }])).toEqual([
      ['release-undeclared', 'alarm'],
    ]);
  });

  it('knows of its own configuration alone that it was changed', () => {
    const kinds = (node: SeenNode) =>
      found(node, { isConfigChanged: true }).map(({ kind }) => kind);
    expect(kinds(seen({ isSelf: true }))).toEqual(['config-changed']);
    expect(kinds(seen({}))).toEqual([]);
  });

  it('is never silent to itself', () => {
    expect(found(seen({ isSelf: true, answer: answered({}, { at: 0 }) }))).toEqual([]);
  });
});

describe('the offset of a clock', () => {
  test.each([
    [0, 100, 50, { offsetMs: 0, uncertaintyMs: 50 }],
    [0, 100, 5050, { offsetMs: 5000, uncertaintyMs: 50 }],
    [1000, 1000, 400, { offsetMs: -600, uncertaintyMs: 0 }],
    // A clock that was set back between makes no negative time of travel.
    [1000, 900, 1000, { offsetMs: 0, uncertaintyMs: 0 }],
  ])('sent %j, received %j, theirs %j: %j', (sent, received, theirs, expected) => {
    expect(clockOffset(sent, received, theirs)).toEqual(expected);
  });

  it('is told only when no time of travel explains it', () => {
    const ms = fc.integer({ min: 0, max: 60_000 });
    fc.assert(
      fc.property(
        ms,
        ms,
        ms,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (bound, there, back, part) => {
          // A clock that is right, whatever part of the way took how long.
          const answeredAt = Math.round(there * part);
          const offset = clockOffset(0, Math.max(answeredAt, there + back), answeredAt);
          expect(isClockOff(offset, bound + 1)).toBe(false);
        },
      ),
    );
  });
});

describe('what stands', () => {
  const one = { kind: 'node-silent', level: 'alarm', subject: 'yi-1', details: [] } as const;

  it('is raised when it is seen twice in a row, cleared when it is gone', () => {
    const first = nextRound([], [one], 10);
    expect([first.raised, first.standing.map(isRaised)]).toEqual([[], [false]]);
    const second = nextRound(first.standing, [one], 20);
    expect(second.raised).toMatchObject([{ kind: 'node-silent', since: 10, rounds: 2 }]);
    const third = nextRound(second.standing, [{ ...one, level: 'alarm' }], 30);
    expect([third.raised, third.cleared]).toEqual([[], []]);
    const last = nextRound(third.standing, [], 40);
    expect(last.cleared).toMatchObject([{ subject: 'yi-1' }]);
    expect(last.standing).toEqual([]);
  });

  it('forgets what was seen once', () => {
    const first = nextRound([], [one], 10);
    expect(nextRound(first.standing, [], 20)).toEqual({ standing: [], raised: [], cleared: [] });
  });

  it('is one for each kind and subject', () => {
    const round = nextRound([], [one, { ...one, details: [1] }, { ...one, subject: 'bing-1' }], 1);
    expect(round.standing.map(({ subject, details }) => [subject, ...details])).toEqual([
      ['yi-1', 1],
      ['bing-1'],
    ]);
  });
});

describe('the topology', () => {
  const report = (peers: string[]) => ({ answer: answered({ peers }) });

  it('has each link once, with those who tell of it, and none of who left', () => {
    const nodes = [
      seen({ id: 'a-1', ...report(['b-1', 'c-1', 'stranger']) }),
      seen({ id: 'b-1', ...report(['a-1']) }),
      seen({ id: 'c-1', isConnected: false, ...report(['b-1']) }),
    ];
    expect(linksOf(nodes)).toEqual([
      { from: 'a-1', to: 'b-1', toldBy: ['a-1', 'b-1'] },
      { from: 'a-1', to: 'c-1', toldBy: ['a-1'] },
    ]);
  });

  test.each([
    [[1, 1, 1, 1], 3, 1],
    [[1, 1, 1, 1, 1, 1, 1], 5, 2],
    [[2, 1, 1, 1, 1], 5, 0],
    [[10, 10, 10, 10], 27, 1],
  ])('of powers %j needs %j and bears %j', (powers, quorum, tolerated) => {
    const validators = powers.map((power, i) => ({
      ...{ nodeId: `n-${i}`, organisation: `o-${i}`, power, voteKey: new Uint8Array(32) },
    }));
    const numbers = networkNumbers({ height: 1, nodes: [], validators: { validators } });
    expect(numbers).toMatchObject({ quorum, tolerated });
  });
});
