import { FOLLOWER, VALIDATORS } from '@mingjing/simulator';
import { describe, expect, it } from 'vitest';
import { QuietWorld } from './quiet-world.ts';

describe('blocks on demand', () => {
  it('commits from idle in the time of four messages', async () => {
    const quiet = new QuietWorld({ faults: { delayMsMin: 10, delayMsMax: 10, forceMsMax: 1 } });
    await quiet.pass(1000);
    await quiet.publish('node-d');
    const took = await quiet.reach(1);
    // Body, proposal, prevotes, precommits, and a few forced writes.
    expect(took).toBeLessThan(70);
    await quiet.pass(3000);
    expect(quiet.blocks('node-a').map(({ executed }) => executed.transactions.length)).toEqual([1]);
  });

  it('adds an empty block as heartbeat and nothing else', async () => {
    const quiet = new QuietWorld();
    await quiet.pass(35_000);
    const sizes = quiet.blocks('node-b').map(({ executed }) => executed.transactions.length);
    expect(sizes).toEqual([0, 0, 0]);
  });
});

describe('a validator one block behind', () => {
  it('learns it from the peers it reconnects to', async () => {
    const quiet = new QuietWorld();
    await quiet.pass(500);
    quiet.world.network.links.cutOff('node-c');
    await quiet.publish('node-a');
    await quiet.reach(1, 5000, ['node-a', 'node-b', 'node-d']);
    expect(quiet.heightOf(quiet.world.node('node-c'))).toBe(0);
    quiet.world.network.links.rejoin('node-c');
    // Dialling takes up to 120 ms; the propose timeout would be 1500.
    expect(await quiet.reach(1, 5000, ['node-c'])).toBeLessThan(700);
  });

  it('is sent the certificate when its votes come late', async () => {
    let isDeaf = true;
    const planted = { passes: (_from: string, to: string) => !(isDeaf && to === 'node-c') };
    const quiet = new QuietWorld({ planted });
    isDeaf = false;
    await quiet.pass(500);
    const id = await quiet.publish('node-a');
    await quiet.until(
      () => quiet.sent.some(({ from, envelope }) => from === 'node-c' && envelope.vote),
      500,
    );
    isDeaf = true;
    await quiet.reach(1, 5000, ['node-a', 'node-b', 'node-d']);
    isDeaf = false;
    expect(quiet.heightOf(quiet.world.node('node-c'))).toBe(0);
    expect(await quiet.reach(1, 5000, ['node-c'])).toBeLessThan(1200);
    expect(quiet.blocks('node-c')[0]?.executed.transactions[0]?.id).toEqual(id);
  });

  it('keeps what comes early for the next height', async () => {
    const quiet = new QuietWorld({ faults: { delayMsMin: 1, delayMsMax: 40 } });
    await quiet.pass(500);
    for (let height = 1; height <= 12; height += 1) {
      await quiet.publish('node-b');
      await quiet.reach(height, 400);
    }
    expect(quiet.accusations).toEqual([]);
  });
});

describe('block sync', () => {
  it('brings a follower that starts late to the tip, block by block', async () => {
    const quiet = new QuietWorld({ nodes: VALIDATORS });
    await quiet.pass(500);
    for (let height = 1; height <= 10; height += 1) {
      await quiet.publish('node-a', [300]);
      await quiet.reach(height);
    }
    void quiet.world.node(FOLLOWER).start();
    expect(await quiet.reach(10, 5000, [FOLLOWER])).toBeLessThan(1000);
    const heights = quiet.blocks(FOLLOWER).map(({ executed }) => executed.header.height);
    expect(heights).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(quiet.world.node(FOLLOWER).replica?.gaps()).toEqual([]);
  });

  it('brings a validator that was away for long', async () => {
    const quiet = new QuietWorld();
    await quiet.pass(500);
    quiet.world.node('node-d').crash();
    for (let height = 1; height <= 8; height += 1) {
      await quiet.publish('node-a');
      await quiet.reach(height, 8000, ['node-a', 'node-b', 'node-c']);
    }
    void quiet.world.node('node-d').start();
    expect(await quiet.reach(8, 5000, ['node-d'])).toBeLessThan(1500);
  });
});
