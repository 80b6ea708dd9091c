import { EVIDENCE_PER_KEY_MAX } from '@mingjing/execution';
import { positionOf, proposerOf } from '@mingjing/protocol';
import { type PlantedFault, simulatedGenesis, type World, worldKey } from '@mingjing/simulator';
import { describe, expect, it } from 'vitest';
import { Equivocation } from '../byzantine/equivocate.ts';
import { QuietWorld } from './quiet-world.ts';

const TRAITOR = 'node-d';
const OTHERS = ['node-a', 'node-b', 'node-c'];
/** A height at once from idle, and the block brought in one more message; fetched, it takes 70. */
const NETWORK_SPEED_MS = 50;

/** Two proposals and two votes for everything: node-a hears both, node-b and node-c one each. */
class TwoFaced implements PlantedFault {
  ports(node: string, ports: Parameters<NonNullable<PlantedFault['ports']>>[1], world: World) {
    if (node !== TRAITOR) return ports;
    const { network } = ports;
    const { sign } = worldKey(TRAITOR, 'vote', 'keyed-hash');
    const names = [...OTHERS, TRAITOR];
    const voteKey = new Uint8Array(32);
    const equivocation = new Equivocation({
      nodeId: TRAITOR,
      chainId: world.chainId,
      genesis: simulatedGenesis(),
      validators: {
        validators: names.map((nodeId) => ({ nodeId, organisation: nodeId, power: 10, voteKey })),
      },
      position: names.indexOf(TRAITOR),
      signVote: sign,
    });
    return {
      ...ports,
      network: {
        peers: () => network.peers(),
        request: (peer: string, request: Parameters<typeof network.request>[1]) =>
          network.request(peer, request),
        send: (peer: string, envelope: Parameters<typeof network.send>[1]) =>
          equivocation.send(network, peer, envelope),
      },
    };
  }
}

describe('a proposer who tells two halves different things', () => {
  it('costs no timeout: who heard the lost half is brought the block that won', async () => {
    const quiet = new QuietWorld({ planted: new TwoFaced() });
    await quiet.pass(500);
    const set = quiet.world.node('node-a').replica?.chain.state.validators ?? { validators: [] };
    const traitor = positionOf(set, TRAITOR);
    let turns = 0;
    for (let height = 1; height <= 8; height += 1) {
      quiet.sent.length = 0;
      await quiet.publish('node-b');
      expect(await quiet.reach(height, 8000, OTHERS)).toBeLessThan(NETWORK_SPEED_MS);
      const brought = quiet.sent.filter(
        ({ from, envelope: { proposal } }) => proposal && OTHERS.includes(from),
      );
      const isTwoFaced = proposerOf(set, height, 0) === traitor;
      if (!isTwoFaced) continue;
      turns += 1;
      // Nobody but the one who was misled, and by each of the others once.
      expect(brought.map(({ from, to }) => `${from} ${to}`).sort()).toEqual([
        'node-a node-b',
        'node-c node-b',
      ]);
    }
    expect(turns).toBe(2);
  });
});

describe('a validator that contradicts itself at every height', () => {
  it('fills neither blocks nor the state nor pools, and is named all the same', async () => {
    const quiet = new QuietWorld({ planted: new TwoFaced() });
    await quiet.pass(500);
    const heights = EVIDENCE_PER_KEY_MAX + 8;
    for (let height = 1; height <= heights; height += 1) {
      await quiet.publish('node-b');
      await quiet.reach(height, 8000, OTHERS);
    }
    const recorded = quiet.blocks('node-a').flatMap(({ executed: { header, transactions } }) => {
      const evidence = transactions.filter(
        ({ message }) => message.type === 'misbehaviourEvidence',
      );
      return evidence.map(() => header.height);
    });
    expect(recorded).toHaveLength(EVIDENCE_PER_KEY_MAX);
    expect(Math.max(...recorded)).toBeLessThan(heights);
    for (const name of OTHERS) {
      const replica = quiet.world.node(name).replica;
      expect(replica?.chain.state.registry.all('evidence')).toHaveLength(EVIDENCE_PER_KEY_MAX);
      expect(replica?.pool.hasWork).toBe(false);
    }
    // By who heard both sides, at every height, also after the state had enough.
    const named = quiet.accusations.filter((each) => each === `node-a ${TRAITOR} equivocation`);
    expect(named.length).toBeGreaterThanOrEqual(heights);
    expect(new Set(quiet.accusations.map((each) => each.split(' ')[1]))).toEqual(
      new Set([TRAITOR]),
    );
  });
});
