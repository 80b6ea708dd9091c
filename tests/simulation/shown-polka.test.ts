import { hexToBytes } from '@mingjing/crypto';
import {
  CertificateType,
  positionOf,
  proposerOf,
  VoteType,
  voteSignable,
} from '@mingjing/protocol';
import { worldKey } from '@mingjing/simulator';
import { describe, expect, it } from 'vitest';
import { QuietWorld } from './quiet-world.ts';

const OTHERS = ['node-a', 'node-b', 'node-c'];

/** Prevotes of node-d for two blocks of its own invention, to one node. */
function contradict(quiet: QuietWorld, to: string, height: number): void {
  const replica = quiet.world.node(to).replica;
  if (replica === undefined) throw new Error(`${to} is down`);
  const validator = positionOf(replica.chain.state.validators, 'node-d') ?? 0;
  const key = worldKey('node-d', 'vote', 'keyed-hash');
  for (const digit of ['1', '2']) {
    const blockId = hexToBytes(digit.repeat(64)) ?? new Uint8Array();
    const said = { type: VoteType.prevote, height, round: 0, blockId };
    const { statement, signing } = voteSignable(quiet.world.chainId, said);
    replica.handler.envelope('node-d', {
      vote: { statement, validator, signature: key.sign(signing) },
    });
  }
}

/** Who showed a polka of a height. */
function showing(quiet: QuietWorld, height: number): string[] {
  const shown = quiet.sent.filter(({ envelope: { certificate } }) => {
    return certificate?.type === CertificateType.polka && certificate.height === height;
  });
  return [...new Set(shown.map(({ from }) => from))];
}

describe('the reason of a precommit', () => {
  it('is shown by who saw a contradiction in this height, and by nobody else', async () => {
    const quiet = new QuietWorld();
    await quiet.pass(500);
    quiet.world.node('node-d').crash();
    const set = quiet.world.node('node-a').replica?.chain.state.validators ?? { validators: [] };
    const absent = positionOf(set, 'node-d');
    for (let height = 1; height <= 4; height += 1) {
      // A proposer that is gone makes further rounds, in which everybody shows it.
      if (proposerOf(set, height, 0) === absent) {
        await quiet.publish('node-b');
        await quiet.reach(height, 8000, OTHERS);
        expect(showing(quiet, height).sort()).toEqual(OTHERS);
        continue;
      }
      const isContradicted = height % 2 === 0;
      if (isContradicted) contradict(quiet, 'node-a', height);
      await quiet.publish('node-b');
      await quiet.reach(height, 8000, OTHERS);
      expect([height, showing(quiet, height)]).toEqual([height, isContradicted ? ['node-a'] : []]);
    }
  });
});
