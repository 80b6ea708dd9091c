import type { ValidatorSet } from '@mingjing/protocol';
import { commitmentOf } from '@mingjing/protocol';
import { describe, expect, it } from 'vitest';
import { bytesKey } from '../src/chain/limits.ts';
import { LargeAttachments } from '../src/mempool/large-attachments.ts';
import type { AttachmentItem, Network, Store } from '../src/ports.ts';

const CHAIN = 'test-0000000000000000';
const NODES = ['a', 'b', 'c', 'd'];
const set: ValidatorSet = {
  validators: NODES.map((nodeId) => {
    return { nodeId, organisation: `org-${nodeId}`, voteKey: new Uint8Array(32), power: 1 };
  }),
};

function itemOf(number: number): AttachmentItem {
  const salt = new Uint8Array(32).fill(number);
  const content = new Uint8Array(100_000).fill(number);
  return { commitment: commitmentOf(CHAIN, salt, content), salt, content };
}

/** Attachments over a store, and a network on which each peer holds what is said here. */
function made(holders: Record<string, AttachmentItem[]> = {}, silent: string[] = []) {
  const stored = new Map<string, AttachmentItem>();
  const timers: (() => void)[] = [];
  const asked: string[] = [];
  const told: string[] = [];
  const store = {
    putAttachments: async (items: readonly AttachmentItem[]) => {
      for (const item of items) stored.set(bytesKey(item.commitment), item);
    },
    hasAttachments: async (all: readonly Uint8Array[]) => all.map((c) => stored.has(bytesKey(c))),
  } as Partial<Store> as Store;
  const network = {
    request: async (peer: string, { attachment }: { attachment?: { commitment: Uint8Array } }) => {
      asked.push(peer);
      if (silent.includes(peer)) return new Promise<never>(() => undefined);
      const held = holders[peer];
      if (held === undefined) throw new Error('not connected');
      const wanted = bytesKey(attachment?.commitment ?? new Uint8Array(0));
      const found = held.find(({ commitment }) => bytesKey(commitment) === wanted);
      return { id: 1, ...(found && { attachment: { salt: found.salt, content: found.content } }) };
    },
  } as Partial<Network> as Network;
  const clock = {
    now: () => 0,
    schedule: (_delayMs: number, fire: () => void) => {
      timers.push(fire);
      return () => void timers.splice(timers.indexOf(fire), 1);
    },
    yield: async () => undefined,
  };
  const large = new LargeAttachments(
    CHAIN,
    { store, network, clock },
    {
      held: (commitments) => told.push(...commitments.map(bytesKey)),
      beside: (task) => void task(),
    },
  );
  const pending = () => timers.length;
  const fire = () => {
    for (const timer of timers.splice(0)) timer();
  };
  return { large, stored, asked, told, fire, pending };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('large attachments', () => {
  it('are fetched from the next source when one does not answer, stored, announced', async () => {
    const item = itemOf(1);
    const { large, stored, asked, told } = made({ c: [item] });
    const key = bytesKey(item.commitment);
    large.want(key, item.content.length, 'b');
    large.announced('c', [key]);
    await settled();
    expect(asked.sort()).toEqual(['b', 'c'].filter((peer) => asked.includes(peer)));
    expect([large.isHeld(key), stored.has(key), told]).toEqual([true, true, [key]]);
  });

  it('are fetched from others while one source keeps all its askers waiting', async () => {
    const item = itemOf(10);
    const { large, asked } = made({ c: [item] }, ['silent']);
    for (const { commitment, content } of [11, 12, 13, 14].map(itemOf)) {
      large.want(bytesKey(commitment), content.length, 'silent');
    }
    const key = bytesKey(item.commitment);
    large.want(key, item.content.length, 'c');
    await settled();
    expect(large.isHeld(key)).toBe(true);
    expect(asked.filter((peer) => peer === 'silent')).toHaveLength(2);
  });

  it('are asked for again after everybody failed', async () => {
    const item = itemOf(2);
    const holders: Record<string, AttachmentItem[]> = {};
    const { large, fire } = made(holders);
    const key = bytesKey(item.commitment);
    large.want(key, item.content.length, 'b');
    await settled();
    expect(large.isHeld(key)).toBe(false);
    holders['b'] = [item];
    fire();
    await settled();
    expect(large.isHeld(key)).toBe(true);
  });

  it('that an earlier life stored are not fetched', async () => {
    const item = itemOf(3);
    const { large, stored, asked } = made();
    const key = bytesKey(item.commitment);
    stored.set(key, item);
    large.want(key, item.content.length, 'b');
    await settled();
    expect([large.isHeld(key), asked]).toEqual([true, []]);
  });

  it('of another size than the transaction says are refused', async () => {
    const item = itemOf(4);
    const { large, stored } = made({ b: [item] });
    large.want(bytesKey(item.commitment), item.content.length + 1, 'b');
    await settled();
    expect(stored.size).toBe(0);
  });

  it('are spread when more than two thirds hold them, whatever one peer floods', async () => {
    const item = itemOf(5);
    const { large } = made();
    const key = bytesKey(item.commitment);
    await large.keep([item]);
    large.announced('b', [key]);
    for (let number = 0; number < 50_000; number += 1) large.announced('d', [`flood ${number}`]);
    expect(large.isSpread(key, set, 'a')).toBe(false);
    large.announced('c', [key]);
    expect(large.isSpread(key, set, 'a')).toBe(true);
    large.forget([key]);
    expect([large.isHeld(key), large.isSpread(key, set, 'a')]).toEqual([false, false]);
  });

  it('that never come, or that no block carried, keep no timer once the node stops', async () => {
    const { large, asked, fire, pending } = made();
    large.want(bytesKey(itemOf(9).commitment), 100_000, 'b');
    await large.keep([itemOf(8)]);
    await settled();
    expect(pending()).toBe(2);
    large.stop();
    expect(pending()).toBe(0);
    const askedBefore = asked.length;
    large.announced('c', [bytesKey(itemOf(9).commitment)]);
    fire();
    await settled();
    expect([asked.length, pending()]).toEqual([askedBefore, 0]);
  });

  it('are announced again until a block has carried them', async () => {
    const item = itemOf(6);
    const { large, told, fire } = made();
    const key = bytesKey(item.commitment);
    await large.keep([item]);
    fire();
    expect(told).toEqual([key, key]);
    large.forget([key]);
    fire();
    expect(told).toEqual([key, key]);
  });
});
