// What is taken down is shown to nobody, comes in from nobody, and is deleted once.
import { describe, expect, it } from 'vitest';
import { guardedStore } from '../src/contents/guarded-store.ts';
import { Takedowns } from '../src/contents/takedowns.ts';
import type { AttachmentItem, Store } from '../src/ports.ts';

const bytes = (fill: number) => new Uint8Array(32).fill(fill);
const item = (fill: number): AttachmentItem => {
  return { commitment: bytes(fill), salt: bytes(fill), content: Uint8Array.of(fill) };
};
const nameOf = (commitment: Uint8Array) => String(commitment[0]);

/** A store of attachments whose calls can be held up. */
class Held {
  readonly items = new Map<string, AttachmentItem>();
  readonly deletions: string[][] = [];
  hold: Promise<void> = Promise.resolve();

  readonly store = {
    attachment: async (commitment: Uint8Array) => {
      const found = this.items.get(nameOf(commitment));
      await this.hold;
      return found;
    },
    hasAttachments: async (asked: readonly Uint8Array[]) =>
      asked.map((commitment) => this.items.has(nameOf(commitment))),
    putAttachments: async (items: readonly AttachmentItem[]) => {
      for (const each of items) this.items.set(nameOf(each.commitment), each);
    },
    deleteAttachments: async (commitments: readonly Uint8Array[]) => {
      await this.hold;
      this.deletions.push(commitments.map(nameOf));
      for (const commitment of commitments) this.items.delete(nameOf(commitment));
    },
  } as unknown as Store;

  constructor(...fills: number[]) {
    for (const fill of fills) this.items.set(String(fill), item(fill));
  }
}

describe('a guarded store', () => {
  it('shows all but what was taken down', async () => {
    const { store } = new Held(1, 2);
    const guarded = guardedStore(store, (commitment) => commitment[0] === 2);
    expect((await guarded.attachment(bytes(1)))?.content).toEqual(Uint8Array.of(1));
    expect(await guarded.attachment(bytes(2))).toBeUndefined();
    const asked = [1, 2, 3].map(bytes);
    expect(await guarded.hasAttachments(asked)).toEqual([true, false, false]);
  });

  it('takes in all but what was taken down', async () => {
    const held = new Held();
    const guarded = guardedStore(held.store, (commitment) => commitment[0] === 2);
    await guarded.putAttachments([item(1), item(2), item(3)]);
    await guarded.putAttachments([item(2)]);
    expect([...held.items.keys()]).toEqual(['1', '3']);
  });

  it('does not show what is taken down while it is read', async () => {
    const held = new Held(1);
    const { promise, resolve } = Promise.withResolvers<void>();
    held.hold = promise;
    let isTakenDown = false;
    const reading = guardedStore(held.store, () => isTakenDown).attachment(bytes(1));
    isTakenDown = true;
    resolve();
    expect(await reading).toBeUndefined();
  });
});

describe('an order carried out', () => {
  const orderId = bytes(9);

  it('deletes what is held of it, and says how much that was, whoever asks again', async () => {
    const held = new Held(1, 2, 3);
    let told = 0;
    const takedowns = new Takedowns(held.store, () => {
      told += 1;
    });
    const order = { orderId, commitments: [1, 2, 4].map(bytes) };
    expect(await takedowns.carryOut(order)).toBe(2);
    expect([...held.items.keys()]).toEqual(['3']);
    expect(await takedowns.carryOut(order)).toBe(2);
    expect(held.deletions).toEqual([['1', '2']]);
    expect(told).toBe(1);
    // A restore brought one of them back.
    held.items.set('1', item(1));
    expect(await takedowns.carryOut(order)).toBe(3);
  });

  it('says that nothing was here, and disturbs nobody', async () => {
    const held = new Held(3);
    const takedowns = new Takedowns(held.store, () => {
      throw new Error('nothing is deleted');
    });
    expect(await takedowns.carryOut({ orderId, commitments: [bytes(1)] })).toBe(0);
    expect(held.deletions).toEqual([]);
  });

  it('is carried out once while it is under way', async () => {
    const held = new Held(1);
    const { promise, resolve } = Promise.withResolvers<void>();
    held.hold = promise;
    const takedowns = new Takedowns(held.store, () => undefined);
    const order = { orderId, commitments: [bytes(1)] };
    const both = Promise.all([takedowns.carryOut(order), takedowns.carryOut(order)]);
    resolve();
    expect(await both).toEqual([1, 1]);
    expect(held.deletions).toHaveLength(1);
  });

  it('of which a deletion fails is not done, and is tried again', async () => {
    const held = new Held(1);
    held.hold = Promise.reject(new Error('disk'));
    const takedowns = new Takedowns(held.store, () => undefined);
    const order = { orderId, commitments: [bytes(1)] };
    await expect(takedowns.carryOut(order)).rejects.toThrow('disk');
    held.hold = Promise.resolve();
    expect(await takedowns.carryOut(order)).toBe(1);
  });
});
