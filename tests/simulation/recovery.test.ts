import { bytesToHex } from '@mingjing/crypto';
import { frameCodec, VoteType, voteStatementCodec } from '@mingjing/protocol';
import { VALIDATORS } from '@mingjing/simulator';
import { openMemoryStore } from '@mingjing/storage';
import { describe, expect, it } from 'vitest';
import { QuietWorld } from './quiet-world.ts';

/** Type, height and value of a frame that holds one vote. */
function voteIn(frame: Uint8Array) {
  const parsed = frameCodec.parse(frame);
  const vote = parsed.ok ? parsed.value.envelopes[0]?.vote : undefined;
  if (!vote) return undefined;
  const { type, height, blockId } = voteStatementCodec.decode(vote.statement);
  return { type, height, value: bytesToHex(blockId) };
}

function hasProposal(frame: Uint8Array): boolean {
  const parsed = frameCodec.parse(frame);
  return parsed.ok && parsed.value.envelopes.some(({ proposal }) => proposal);
}

/** A world in which precommits are lost, and to one node all consensus, while `isHolding`. */
function holdingWorld(deaf?: string) {
  const held = { isHolding: true, precommits: new Map<string, string>() };
  const passes = (from: string, to: string, frame: Uint8Array) => {
    const vote = voteIn(frame);
    if (!held.isHolding) return true;
    if (vote === undefined) return to !== deaf || !hasProposal(frame);
    if (vote.type === VoteType.prevote) return to !== deaf;
    if (vote.value !== '') held.precommits.set(from, vote.value);
    return false;
  };
  const quiet = new QuietWorld({ planted: { passes }, faults: { downMsMax: 100 } });
  return { quiet, held };
}

describe('all validators crash after their precommits', () => {
  it('and decide the locked block with its bodies and attachments', async () => {
    const { quiet, held } = holdingWorld();
    await quiet.pass(500);
    const id = await quiet.publish('node-b', [5000]);
    await quiet.until(() => held.precommits.size === 4, 2000);
    for (const name of VALIDATORS) quiet.world.node(name).crash();
    held.isHolding = false;
    for (const name of VALIDATORS) void quiet.world.node(name).start();
    await quiet.reach(1, 15_000);
    const [block] = quiet.blocks('node-a');
    expect(new Set(held.precommits.values())).toEqual(
      new Set([bytesToHex(block?.executed.id ?? new Uint8Array())]),
    );
    expect(block?.executed.transactions.map((body) => body.id)).toEqual([id]);
    const commitment = block?.executed.transactions[0]?.attachments[0]?.commitment;
    for (const name of VALIDATORS) {
      const store = await openMemoryStore(quiet.world.node(name).disk);
      expect((await store.attachment(commitment ?? new Uint8Array(32)))?.content.length).toBe(5000);
    }
    expect(quiet.accusations).toEqual([]);
  });

  it('and convince the one that is not locked while another stays away', async () => {
    const { quiet, held } = holdingWorld('node-d');
    await quiet.pass(500);
    await quiet.publish('node-b', [5000]);
    await quiet.until(() => held.precommits.size === 3, 2000);
    expect([...held.precommits.keys()].sort()).toEqual(['node-a', 'node-b', 'node-c']);
    for (const name of VALIDATORS) quiet.world.node(name).crash();
    held.isHolding = false;
    for (const name of ['node-a', 'node-b', 'node-d']) void quiet.world.node(name).start();
    await quiet.reach(1, 30_000, ['node-a', 'node-b', 'node-d']);
    const [block] = quiet.blocks('node-d');
    expect(held.precommits.get('node-a')).toBe(bytesToHex(block?.executed.id ?? new Uint8Array()));
    expect(quiet.accusations).toEqual([]);
  });
});

describe('a validator that completed the polka with its own prevote', () => {
  it('can show it after a crash, and convince the others without its proposer', async () => {
    // In the first height node-b proposes; node-a hears the prevotes before the proposal, so that
    // its own prevote and its precommit are one step; node-d hears nothing.
    const held = { isHolding: true, heard: new Set<string>(), value: '' };
    const passes = (from: string, to: string, frame: Uint8Array) => {
      if (!held.isHolding) return true;
      const vote = voteIn(frame);
      const isDue = to === 'node-a' && held.heard.size === 2;
      if (hasProposal(frame)) return to === 'node-c' || isDue;
      if (vote === undefined) return true;
      if (vote.type === VoteType.precommit && from === 'node-a') held.value ||= vote.value;
      const isHeard = vote.type === VoteType.prevote && from !== 'node-a' && to === 'node-a';
      if (isHeard && vote.value !== '') held.heard.add(from);
      return isHeard;
    };
    const quiet = new QuietWorld({ planted: { passes }, faults: { downMsMax: 100 } });
    await quiet.pass(500);
    await quiet.publish('node-b');
    await quiet.until(() => held.value !== '', 5000);
    for (const name of VALIDATORS) quiet.world.node(name).crash();
    held.isHolding = false;
    const others = ['node-a', 'node-c', 'node-d'];
    for (const name of others) void quiet.world.node(name).start();
    await quiet.reach(1, 30_000, others);
    const [block] = quiet.blocks('node-d');
    expect(held.value).toBe(bytesToHex(block?.executed.id ?? new Uint8Array()));
    expect(quiet.accusations).toEqual([]);
  });
});

describe('a crash in the middle of an attachment fetch', () => {
  it('leaves gaps that the next life knows and closes', async () => {
    let isDeaf = false;
    const planted = { passes: (_from: string, to: string) => !(isDeaf && to === 'node-f') };
    const quiet = new QuietWorld({ planted, faults: { loss: 0 } });
    await quiet.pass(500);
    await quiet.publish('node-a', [150_000]);
    await quiet.reach(1, 5000, ['node-f']);
    quiet.world.node('node-f').crash();
    isDeaf = true;
    void quiet.world.node('node-f').start();
    await quiet.pass(50);
    expect(quiet.world.node('node-f').replica?.gaps()).toHaveLength(1);
    isDeaf = false;
    await quiet.publish('node-b');
    await quiet.reach(2, 5000, ['node-f']);
    await quiet.until(() => quiet.world.node('node-f').replica?.gaps().length === 0, 3000);
  });
});
