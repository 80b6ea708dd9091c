// A custodian answers an order once, whatever step it is killed in, and serves nothing early.

import { unsealAnswer } from '@mingjing/client';
import { receivingKeyOf } from '@mingjing/crypto';
import { randomBytes } from '@mingjing/crypto/node';
import { encodeElement, GENERATOR, times } from '@mingjing/crypto/ristretto';
import { accessContext, custodyAnswerHash, openingContributionCodec } from '@mingjing/protocol';
import { MemoryDisk, Shelf } from '@mingjing/storage';
import { beforeEach, describe, expect, it, test } from 'vitest';
import { AnswerShelf } from '../../src/look-through/answer-shelf.ts';
import { Custodian, type DueOrder } from '../../src/look-through/custodian.ts';
import { dealEpoch } from '../../src/look-through/deal.ts';
import { FakeLog } from './fake-log.ts';

const chainId = 'trial-0123456789abcdef';
const KEY = randomBytes(32);
const orderId = new Uint8Array(32).fill(7);
const officer = receivingKeyOf(new Uint8Array(32).fill(1));
const custodians = { threshold: 2, holders: ['jia', 'yi', 'bing', 'ding'] };
const { epoch, shares } = dealEpoch({
  ...{ number: 1, authority: 'authority', custodians },
  officers: { threshold: 2, holders: ['inspector-1', 'inspector-2'] },
});
const point = encodeElement(times(GENERATOR, 12345n));
const context = accessContext(chainId, orderId);

/** One home: its disk outlives the program that runs on it. */
class Home {
  readonly disk = new MemoryDisk();
  readonly log = new FakeLog();
  /** Hash on the chain. */
  released: Uint8Array | undefined;
  posted: Uint8Array[] = [];
  height = 10;
  /** Where the program is killed next. */
  killAt: 'made' | 'entry' | 'noted' | 'post' | undefined;
  errors: unknown[] = [];

  async start(): Promise<{ custodian: Custodian; shelf: AnswerShelf; stop(): Promise<void> }> {
    const store = await Shelf.openInMemory(this.disk, 'shelf', { chainId, key: () => KEY });
    const shelf = new AnswerShelf(store);
    const put = shelf.put.bind(shelf);
    shelf.put = async (id, made) => {
      await put(id, made);
      this.#kill(made.entry === null ? 'made' : 'noted');
    };
    const custodian = new Custodian({
      ...{ nodeId: 'jia-validator', organisation: () => 'jia', shelf },
      journal: {
        durableSize: () => this.log.durableSize(),
        readRange: (_source, from, to) => this.log.readRange(from, to),
        append: async (entry) => {
          const position = await this.log.append(entry);
          this.#kill('entry');
          return position;
        },
      },
      due: () => [this.due()],
      height: () => this.height,
      share: async (number) => (number === 1 ? shares.custodians[0] : undefined),
      post: async (_id, hash) => {
        this.#kill('post');
        this.posted.push(hash);
      },
      onError: (error) => this.errors.push(error),
    });
    return { custodian, shelf, stop: () => store.close() };
  }

  due(): DueOrder {
    const officers = [{ id: 'inspector-1', receivingKey: officer.publicKey }];
    return { chainId, orderId, context, point, epoch: 1, officers, released: this.released };
  }

  async look(): Promise<Uint8Array | undefined> {
    const { custodian, stop } = await this.start();
    custodian.look();
    await custodian.idle();
    const answer = await custodian.answerTo(orderId, this.released);
    await stop();
    return answer;
  }

  #kill(step: Home['killAt']): void {
    if (this.killAt !== step) return;
    this.killAt = undefined;
    throw new Error(`killed after ${step}`);
  }
}

let home: Home;
beforeEach(() => {
  home = new Home();
});

describe('a custodian', () => {
  it('keeps, notes and posts an answer, and serves it when the chain shows it', async () => {
    expect(await home.look()).toBeUndefined();
    expect(home.log.entries).toHaveLength(1);
    expect(home.posted).toHaveLength(1);
    home.released = home.posted[0];
    const answer = await home.look();
    expect(custodyAnswerHash(answer as Uint8Array)).toEqual(home.released);
    expect(home.log.entries).toHaveLength(1);
    expect(home.posted).toHaveLength(1);
  });

  test.each(['made', 'entry', 'noted', 'post'] as const)(
    'that is killed after "%s" goes on where it was',
    async (step) => {
      home.killAt = step;
      await home.look();
      expect(home.errors).toHaveLength(1);
      await home.look();
      expect(home.log.entries).toHaveLength(1);
      home.released = home.posted.at(-1);
      // However often it was posted, it was the same answer.
      expect(new Set(home.posted.map(String)).size).toBe(1);
      expect(await home.look()).toBeDefined();
      expect(home.log.entries).toHaveLength(1);
    },
  );

  it('posts again after some blocks, while the chain does not show it', async () => {
    const { custodian, stop } = await home.start();
    for (const [height, times] of [
      [10, 1],
      [14, 1],
      [15, 2],
    ] as const) {
      home.height = height;
      custodian.look();
      await custodian.idle();
      expect(home.posted).toHaveLength(times);
      expect(custodian.isWaiting).toBe(true);
    }
    home.released = home.posted[0];
    custodian.look();
    await custodian.idle();
    expect(custodian.isWaiting).toBe(false);
    await stop();
  });

  it('adds nothing where another node of its organisation answered', async () => {
    home.released = new Uint8Array(32).fill(1);
    expect(await home.look()).toBeUndefined();
    expect(home.log.entries).toHaveLength(0);
    expect(home.posted).toHaveLength(0);
  });

  it('serves no answer but the one that the chain shows', async () => {
    await home.look();
    home.released = new Uint8Array(32).fill(1);
    expect(await home.look()).toBeUndefined();
  });

  it('without a share of the epoch answers nothing', async () => {
    const due = home.due();
    home.due = () => ({ ...due, epoch: 2 });
    await home.look();
    expect(home.log.entries).toHaveLength(0);
    expect(home.errors).toHaveLength(0);
  });
});

describe('an answer', () => {
  const asked = { chainId, orderId, context, point };
  const registered = encodeElement(times(GENERATOR, shares.custodians[0]?.value ?? 0n));

  async function answered(): Promise<Uint8Array> {
    await home.look();
    home.released = home.posted[0];
    return (await home.look()) as Uint8Array;
  }

  it('is unsealed by the officer whom the order names, and is the registered share', async () => {
    const bytes = await answered();
    const held = { id: 'inspector-1', secretKey: officer.secretKey };
    const read = await unsealAnswer(bytes, held, asked, registered);
    expect(read.ok && read.value.index).toBe(1);
  });

  it.each([
    ['an officer whom the order does not name', { id: 'inspector-2' }, {}, 'not-for-this-officer'],
    [
      'another key',
      { secretKey: receivingKeyOf(new Uint8Array(32).fill(2)).secretKey },
      {},
      'not-for-this-officer',
    ],
    ['another point', {}, { point: encodeElement(GENERATOR) }, 'proof-wrong'],
    ['another order', {}, { context: new Uint8Array(1) }, 'proof-wrong'],
  ])('is refused to %s', async (_name, who, what, reason) => {
    const bytes = await answered();
    const held = { id: 'inspector-1', secretKey: officer.secretKey, ...who };
    const read = await unsealAnswer(bytes, held, { ...asked, ...what }, registered);
    expect(read).toEqual({ ok: false, reason });
  });

  it('is refused when it is another message, or of another share', async () => {
    const held = { id: 'inspector-1', secretKey: officer.secretKey };
    const noise = openingContributionCodec.encode({
      ...{ orderId, officer: 'a', recordId: orderId, userId: '', basis: 0, blinding: orderId },
      ...{ authority: { index: 1, element: orderId, proof: orderId }, custody: [] },
    });
    expect(await unsealAnswer(noise, held, asked, registered)).toMatchObject({ ok: false });
    const others = encodeElement(GENERATOR);
    const read = await unsealAnswer(await answered(), held, asked, others);
    expect(read).toEqual({ ok: false, reason: 'proof-wrong' });
    expect(epoch.custodians.threshold).toBe(2);
  });
});
