import {
  type AttachmentContent,
  type ModerationOrder,
  OrderKind,
  type PoolItem,
  recordId,
} from '@mingjing/protocol';
import type { KeptChecker } from '../checkers/kept.ts';
import type { SeededRandom } from '../random.ts';
import { INSPECTOR, SECOND_AUTHOR } from '../world/genesis.ts';
import { worldKey } from '../world/keys.ts';
import type { World } from '../world/world.ts';
import { Submitter } from './submitter.ts';
import { publication, published, signed } from './transactions.ts';

const VALIDITY_MS = 60_000;
const DEADLINE_MS = 3_600_000;
const FREEZE_MS_MAX = 20_000;
/** Records that may still be ordered about. */
const REMEMBERED_MAX = 20;

/** A record of the second author, to be taken down and to be published once more. */
interface Remembered {
  readonly id: Uint8Array;
  readonly contents: readonly AttachmentContent[];
}

/**
 * A user who publishes, is frozen and lifted, and whose records are taken down; and somebody who
 * publishes the same contents again, at nodes that may not know of the order yet.
 */
export class OrderLoad {
  readonly #world: World;
  readonly #random: SeededRandom;
  readonly #submitter: Submitter;
  readonly #meanMs: number;
  readonly #remembered: Remembered[] = [];
  readonly #freezes: Uint8Array[] = [];
  #isStopped = false;

  constructor(world: World, kept: KeptChecker, meanMs: number) {
    this.#world = world;
    this.#random = world.random.fork('orders');
    this.#submitter = new Submitter(world, kept);
    this.#meanMs = meanMs;
  }

  start(): void {
    if (this.#isStopped) return;
    this.#world.clock.schedule(this.#random.wait(this.#meanMs), 'orders', () => {
      if (!this.#isStopped) this.#act();
      this.start();
    });
  }

  stop(): void {
    this.#isStopped = true;
  }

  #act(): void {
    const draw = this.#random.fraction();
    if (draw < 0.4) this.#publish();
    else if (draw < 0.6) this.#takeDown();
    else if (draw < 0.75) this.#again();
    else if (draw < 0.9) this.#freeze();
    else this.#lift();
  }

  #publish(): void {
    const item = publication(this.#writing(), [200], SECOND_AUTHOR);
    const contents = item.attachments;
    this.#submit(item, (id) => {
      if (this.#remembered.length >= REMEMBERED_MAX) this.#remembered.shift();
      this.#remembered.push({ id: recordId(id, 0), contents });
    });
  }

  #takeDown(): void {
    const record = this.#one();
    if (record === undefined) return;
    const ahead = this.#random.below(3);
    const effectiveHeight = ahead === 0 ? 0 : this.#world.maxHeight + 1 + ahead;
    this.#order({ kind: OrderKind.takedown, recordId: record.id, effectiveHeight }, () =>
      this.#again(record),
    );
  }

  #again(record = this.#one()): void {
    if (record !== undefined) this.#submit(published(this.#writing(), record.contents));
  }

  #freeze(): void {
    const expiresAt = Math.floor(this.#world.clock.time) + 2000 + this.#random.below(FREEZE_MS_MAX);
    this.#order({ kind: OrderKind.freeze, userId: SECOND_AUTHOR, expiresAt }, (id) => {
      this.#freezes.push(id);
    });
  }

  #lift(): void {
    const lifts = this.#freezes.pop();
    if (lifts !== undefined) this.#order({ kind: OrderKind.lift, lifts });
  }

  #order(change: Partial<ModerationOrder>, whenCommitted?: (id: Uint8Array) => void): void {
    const value: ModerationOrder = {
      ...{ kind: 0, userId: '', recordId: new Uint8Array(0), commitments: [] },
      ...{ lifts: new Uint8Array(0), effectiveHeight: 0, expiresAt: 0, drill: true },
      deadline: Math.floor(this.#world.clock.time) + DEADLINE_MS,
      ...{ basis: 1, reason: 1, caseHash: this.#random.bytes(32) },
      ...change,
    };
    const writing = this.#writing();
    const key = worldKey(INSPECTOR, 'officer', writing.kind);
    this.#submit(signed(writing, key, { type: 'moderationOrder', value }), whenCommitted);
  }

  #one(): Remembered | undefined {
    return this.#remembered.length === 0 ? undefined : this.#random.pick(this.#remembered);
  }

  #submit(item: PoolItem, whenCommitted?: (id: Uint8Array) => void): void {
    this.#submitter.submit(this.#random.pick(this.#world.nodes), item, whenCommitted);
  }

  #writing() {
    return this.#submitter.writing(this.#random, VALIDITY_MS);
  }
}
