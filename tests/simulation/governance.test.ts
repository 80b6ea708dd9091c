import { hexToBytes } from '@mingjing/crypto';
import { verifyReceipt } from '@mingjing/proofs';
import {
  genesisCodec,
  genesisHash,
  positionOf,
  proposerOf,
  voteSignable,
  voteStatementCodec,
} from '@mingjing/protocol';
import { VALIDATORS, worldKey, worldVerifier } from '@mingjing/simulator';
import { describe, expect, it } from 'vitest';
import { carry } from './carry.ts';
import { QuietWorld } from './quiet-world.ts';

describe('a change of the validator set', () => {
  it('is in force from the next block, and receipts carry the step', async () => {
    const quiet = new QuietWorld({ signatures: 'ed25519' });
    await quiet.pass(500);
    const early = await quiet.publish('node-a', [100]);
    await quiet.reach(1);
    const at = await carry(quiet, { setVotingPower: { nodeId: 'node-c', power: 12 } });
    const late = await quiet.publish('node-d', [100, 90_000]);
    await quiet.reach(at + 1, 20_000);
    const isIn = () =>
      quiet
        .blocks('node-d')
        .some(({ executed }) => executed.transactions.some(({ id }) => id === late));
    if (!isIn()) await quiet.pass(3000);
    const headers = quiet.blocks('node-a').map(({ executed }) => executed.header);
    const changed = headers.filter(
      (h) => Buffer.compare(h.validatorsHash, h.nextValidatorsHash) !== 0,
    );
    expect(changed.map(({ height }) => height)).toEqual([at]);
    const trustedGenesisHash = genesisHash(genesisCodec.encode(quiet.world.options.genesis));
    const steps = await Promise.all(
      [early, late].map(async (id) => {
        const receipt = await quiet.world.node('node-b').replica?.receipt(id);
        const { verify } = worldVerifier('ed25519');
        const check = verifyReceipt(receipt ?? new Uint8Array(), {
          trustedGenesisHash,
          verify: (publicKey, message, signature) => verify({ publicKey, message, signature }),
        });
        return check.ok ? check.value.steps : check;
      }),
    );
    expect(steps).toEqual([0, 1]);
    expect(quiet.accusations).toEqual([]);
  });

  it('a revoked validator says nothing more, and the others go on', async () => {
    const quiet = new QuietWorld();
    await quiet.pass(500);
    const at = await carry(quiet, { revokeNode: { nodeId: 'node-d' } });
    await quiet.reach(at);
    const before = quiet.sent.length;
    for (let height = at + 1; height <= at + 4; height += 1) {
      await quiet.publish('node-a');
      await quiet.reach(height, 8000, ['node-a', 'node-b', 'node-c']);
    }
    const heights = quiet.sent.slice(before).flatMap(({ from, envelope }) => {
      const own = from === 'node-d' && envelope.vote?.validator === VALIDATORS.indexOf('node-d');
      return own && envelope.vote
        ? [voteStatementCodec.decode(envelope.vote.statement).height]
        : [];
    });
    expect(heights.filter((height) => height > at)).toEqual([]);
  });
});

describe('floods', () => {
  it('of votes for far rounds by one validator do not keep the others from deciding', async () => {
    const quiet = new QuietWorld();
    await quiet.pass(500);
    quiet.world.node('node-d').crash();
    const { chainId } = quiet.world;
    const set = quiet.world.node('node-a').replica?.chain.state.validators;
    const validator = set && positionOf(set, 'node-d');
    expect(proposerOf(set ?? { validators: [] }, 1, 0)).not.toBe(validator);
    const key = worldKey('node-d', 'vote', 'keyed-hash');
    for (let round = 0; round < 10_000; round += 1) {
      const blockId = hexToBytes((round % 7).toString(16).padStart(64, '0')) ?? new Uint8Array();
      const said = { type: 1 + (round % 2), height: 1, round, blockId };
      const { statement, signing } = voteSignable(chainId, said);
      const vote = { statement, validator: validator ?? 0, signature: key.sign(signing) };
      for (const name of ['node-a', 'node-b', 'node-c']) {
        quiet.world.node(name).replica?.handler.envelope('node-d', { vote });
      }
      if (round % 2500 === 2499) await quiet.pass(1);
    }
    await quiet.publish('node-b');
    await quiet.reach(1, 8000, ['node-a', 'node-b', 'node-c']);
    // Who sends more than a peer's lane holds is charged with it, and nobody else is.
    const charges = new Set(quiet.accusations.map((each) => each.split(' ').slice(1).join(' ')));
    expect([...charges]).toEqual(['node-d too-many-inputs']);
  });
});
