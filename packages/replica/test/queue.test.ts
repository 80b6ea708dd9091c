import { describe, expect, it } from 'vitest';
import { TaskQueue } from '../src/queue.ts';

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('the queue', () => {
  it('runs tasks one after the other in the order they came', async () => {
    const queue = new TaskQueue(() => expect.unreachable());
    const order: number[] = [];
    for (const number of [1, 2, 3]) {
      queue.push(async () => {
        await undefined;
        order.push(number);
      });
    }
    await settled();
    expect(order).toEqual([1, 2, 3]);
  });

  it('takes a bounded number of inputs from a peer, and always those of others and its own', () => {
    const queue = new TaskQueue(() => expect.unreachable());
    const idle = async () => undefined;
    const taken = Array.from({ length: 5000 }, () => queue.offer('loud', idle)).filter(Boolean);
    expect(taken.length).toBe(2048);
    expect([queue.offer('quiet', idle), queue.push(idle)]).toEqual([true, true]);
  });

  it('lets peers and the node itself take turns, each in its own order', async () => {
    const queue = new TaskQueue(() => expect.unreachable());
    const order: string[] = [];
    const say = (word: string) => async () => void order.push(word);
    for (const word of ['loud 1', 'loud 2', 'loud 3']) queue.offer('loud', say(word));
    for (const word of ['quiet 1', 'quiet 2']) queue.offer('quiet', say(word));
    queue.push(say('own'));
    await settled();
    expect(order).toEqual(['loud 1', 'quiet 1', 'own', 'loud 2', 'quiet 2', 'loud 3']);
  });

  it('gives a peer its room back as its inputs are done', async () => {
    const queue = new TaskQueue(() => expect.unreachable());
    const idle = async () => undefined;
    while (queue.offer('loud', idle));
    await settled();
    expect(queue.offer('loud', idle)).toBe(true);
  });

  it.each(['push', 'beside'] as const)('stops at what a task throws (%s), once', async (how) => {
    const failures: unknown[] = [];
    const queue = new TaskQueue((error) => failures.push(error));
    const later: string[] = [];
    queue[how](() => Promise.reject(new Error('the disk is gone')));
    queue[how](() => Promise.reject(new Error('again')));
    await settled();
    queue.push(async () => void later.push('ran'));
    await settled();
    expect(failures).toEqual([new Error('the disk is gone')]);
    expect(later).toEqual([]);
  });

  it('refuses questions once it has stopped', async () => {
    const queue = new TaskQueue(() => undefined);
    queue.stop();
    await expect(queue.ask(async () => 1)).rejects.toThrow('no more work');
  });
});
