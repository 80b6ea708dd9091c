import { StorageError } from '@mingjing/storage';
import { describe, expect, it } from 'vitest';
import { QuietWorld } from './quiet-world.ts';

describe('a full disk', () => {
  it('stops a follower in block sync, and it goes on when there is room', async () => {
    const quiet = new QuietWorld({ mayFail: true });
    await quiet.pass(500);
    await quiet.publish('node-a');
    await quiet.reach(1, 5000, ['node-f']);
    const follower = quiet.world.node('node-f');
    follower.isDiskFull = true;
    await quiet.publish('node-a', [3000]);
    await quiet.until(() => quiet.failures.length > 0, 5000);
    expect(quiet.failures[0]).toMatchObject({ name: 'StorageError', code: 'STORE_WRITE_FAILED' });
    follower.crash();
    follower.isDiskFull = false;
    void follower.start();
    await quiet.reach(2, 5000, ['node-f']);
    expect(quiet.failures).toHaveLength(1);
  });

  it('stops a validator, which has lost nothing that it acknowledged', async () => {
    const quiet = new QuietWorld({ mayFail: true });
    await quiet.pass(500);
    const id = await quiet.publish('node-b');
    await quiet.reach(1);
    quiet.world.node('node-b').isDiskFull = true;
    await quiet.publish('node-a');
    await quiet.until(() => quiet.failures.length > 0, 5000);
    await quiet.reach(2, 15_000, ['node-a', 'node-c', 'node-d']);
    quiet.world.node('node-b').crash();
    quiet.world.node('node-b').isDiskFull = false;
    void quiet.world.node('node-b').start();
    await quiet.reach(2, 15_000, ['node-b']);
    const receipt = await quiet.world.node('node-b').replica?.receipt(id);
    expect(receipt).toBeDefined();
    expect(quiet.failures.every((error) => error instanceof StorageError)).toBe(true);
  });
});

describe('a bit that turned', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'draw %i: the node stops with the place, or is as the others',
    async (seed) => {
      const quiet = new QuietWorld({ seed, mayFail: true });
      await quiet.pass(500);
      for (let height = 1; height <= 3; height += 1) {
        await quiet.publish('node-a', [400]);
        await quiet.reach(height, 5000, ['node-f']);
      }
      const follower = quiet.world.node('node-f');
      follower.crash();
      follower.rot();
      void follower.start();
      await quiet.publish('node-a', [400]);
      const isSettled = () => quiet.failures.length > 0 || quiet.heightOf(follower) >= 4;
      await quiet.until(isSettled, 10_000);
      for (const error of quiet.failures)
        expect(String(error)).toMatch(/damaged|missing|does not|begin/);
      const blocks = quiet.blocks('node-f').map(({ executed }) => executed.id);
      const others = quiet.blocks('node-b').map(({ executed }) => executed.id);
      expect(others.slice(0, blocks.length)).toEqual(blocks);
    },
  );
});
