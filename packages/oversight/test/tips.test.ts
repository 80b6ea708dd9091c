import { tipCodec } from '@mingjing/protocol';
import { describe, expect, it } from 'vitest';
import type { Oversight } from '../src/index.ts';
import { blockAt, idAt, newOversight, openOf, tipOf } from './house.ts';

type Step =
  | readonly ['own', height: number, branch?: number]
  | readonly ['tip', node: string, height: number, said?: object];

function run(oversight: Oversight, steps: readonly Step[]): string[] {
  const answers: string[] = [];
  for (const step of steps) {
    if (step[0] === 'own') {
      oversight.verified(blockAt(step[1], step[2]), 5000);
      continue;
    }
    const answer = oversight.tip(step[1], tipOf(step[1], step[2], step[3]), 5000);
    answers.push(answer.ok ? 'ok' : answer.reason);
  }
  return answers;
}

describe('heads of one height', () => {
  const other = { blockId: idAt(3, 7) };
  it.each<[string, Step[], string[]]>([
    [
      'agree with the own block',
      [
        ['own', 3],
        ['tip', 'node-a', 3],
      ],
      [],
    ],
    [
      'agree with an own block that comes later',
      [
        ['tip', 'node-a', 3],
        ['own', 3],
      ],
      [],
    ],
    [
      'differ from the own block',
      [
        ['own', 3],
        ['tip', 'node-a', 3, other],
      ],
      ['fork node-a watch-1'],
    ],
    [
      'differ from an own block that comes later',
      [
        ['tip', 'node-a', 3, other],
        ['own', 3],
      ],
      ['fork node-a watch-1'],
    ],
    [
      'differ between two nodes above the own chain',
      [
        ['tip', 'node-a', 3],
        ['tip', 'node-b', 3, other],
      ],
      ['fork node-a node-b'],
    ],
    [
      'differ between two nodes until the own block says which',
      [
        ['tip', 'node-a', 3],
        ['tip', 'node-b', 3, other],
        ['own', 3],
      ],
      ['fork node-b watch-1'],
    ],
    [
      'differ from the own block, when others agree with it',
      [
        ['tip', 'node-a', 3],
        ['own', 3],
        ['tip', 'node-b', 3, other],
      ],
      ['fork node-b watch-1'],
    ],
    [
      'differ between a node and itself',
      [
        ['tip', 'node-a', 3],
        ['tip', 'node-a', 3, { ...other, time: 2000 }],
      ],
      ['fork node-a'],
    ],
    [
      'differ although a node has moved on since',
      [
        ['tip', 'node-a', 3],
        ['tip', 'node-a', 4],
        ['tip', 'node-b', 3, other],
      ],
      ['fork node-a node-b'],
    ],
    [
      'name the same block with another state',
      [
        ['own', 3],
        ['tip', 'node-a', 3, { stateRoot: idAt(3, 8) }],
      ],
      ['state-root-differs node-a watch-1'],
    ],
    [
      'go backwards',
      [
        ['tip', 'node-a', 9],
        ['tip', 'node-a', 3, { time: 2000 }],
      ],
      ['roll-back node-a'],
    ],
  ])('%s', (_name, steps, expected) => {
    const oversight = newOversight();
    expect(new Set(run(oversight, steps))).toEqual(new Set(['ok']));
    expect(openOf(oversight)).toEqual(expected);
  });

  it('are both in the evidence, so that anybody can check it', () => {
    const oversight = newOversight();
    run(oversight, [
      ['tip', 'node-a', 3],
      ['tip', 'node-b', 3, other],
    ]);
    const evidence = oversight.alarms.open()[0]?.evidence;
    if (evidence?.kind !== 'heads') throw new Error('no heads');
    const ids = [evidence.first, evidence.second].map(({ nodeId, tip, signature }) => {
      const bytes = Uint8Array.from(Buffer.from(tip, 'hex'));
      expect(signature).toHaveLength(128);
      expect(tipCodec.decode(bytes).nodeId).toBe(nodeId);
      return Buffer.from(tipCodec.decode(bytes).blockId).toString('hex');
    });
    expect(new Set(ids).size).toBe(2);
  });

  it('are in the evidence with the head that agrees, when the own block says who differs', () => {
    const oversight = newOversight();
    run(oversight, [
      ['own', 3],
      ['tip', 'node-a', 3],
      ['tip', 'node-b', 3, other],
    ]);
    expect(oversight.alarms.open()).toMatchObject([
      {
        nodes: ['node-b'],
        evidence: {
          head: { nodeId: 'node-b' },
          agreeing: { nodeId: 'node-a' },
          own: { height: 3 },
        },
      },
    ]);
  });

  it('a roll-back clears when the node is back where it was, a fork never', () => {
    const oversight = newOversight();
    run(oversight, [
      ['tip', 'node-a', 9],
      ['tip', 'node-a', 3, { time: 2000 }],
      ['tip', 'node-b', 9, { blockId: idAt(9, 7) }],
      ['tip', 'node-a', 9, { time: 3000 }],
    ]);
    expect(openOf(oversight)).toEqual(['fork node-a node-b']);
    expect(oversight.alarms.cleared().map(({ rule }) => rule)).toEqual(['roll-back']);
  });

  it('an own block that is no longer in memory is asked for', () => {
    const oversight = newOversight();
    for (let height = 1; height <= 1100; height++) oversight.verified(blockAt(height), 0);
    oversight.tip('node-a', tipOf('node-a', 5, { blockId: idAt(5, 7) }), 0);
    expect(openOf(oversight)).toEqual([]);
    expect(oversight.takeWanted()).toEqual([5]);
    expect(oversight.takeWanted()).toEqual([]);
    oversight.verified(blockAt(5), 0);
    expect(openOf(oversight)).toEqual(['fork node-a watch-1']);
    expect(oversight.judgement(0).verifiedHeight).toBe(1100);
  });
});

describe('a tip is refused', () => {
  const forged = { tip: tipOf('node-a', 3).tip, signature: tipOf('node-b', 3).signature };
  it.each([
    ['when its bytes are no tip', { tip: Uint8Array.of(255), signature: forged.signature }],
    ['when another key signed it', forged],
    ['when it speaks for another node', tipOf('node-b', 3)],
    ['when it is of another chain', tipOf('node-a', 3, { chainId: 'other-0123456789abcdef' })],
  ])('%s, and its sender is named', (_name, signed) => {
    const oversight = newOversight();
    oversight.verified(blockAt(3), 0);
    expect(oversight.tip('node-a', signed, 0).ok).toBe(false);
    expect(oversight.judgement(0).nodes[0]?.height).toBeNull();
    expect(oversight.alarms.open()).toMatchObject([{ rule: 'peer-misbehaved', nodes: ['node-a'] }]);
  });

  it('when it is old, or of a node that nobody follows, without an alarm', () => {
    const oversight = newOversight();
    const steps: Step[] = [
      ['tip', 'node-a', 9],
      ['tip', 'node-a', 3],
      ['tip', 'node-x', 3],
    ];
    expect(run(oversight, steps)).toEqual(['ok', 'replayed', 'unknown-node']);
    expect(openOf(oversight)).toEqual([]);
  });
});
