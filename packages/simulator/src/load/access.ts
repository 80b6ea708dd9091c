import { blindPoint, readBlinding } from '@mingjing/disclosure';
import { currentEpochOf } from '@mingjing/execution';
import {
  AccessKind,
  type AccessOrder,
  accessCommitment,
  type Epoch,
  type Message,
  type PoolItem,
  type RecordEnvelope,
  recordId,
} from '@mingjing/protocol';
import type { KeptChecker } from '../checkers/kept.ts';
import type { SeededRandom } from '../random.ts';
import { AUTHOR, AUTHORITY, INSPECTOR, SECOND_INSPECTOR, VALIDATORS } from '../world/genesis.ts';
import { worldKey } from '../world/keys.ts';
import type { World } from '../world/world.ts';
import { copiedPublication, keyRegistration, privatePublication } from './private-records.ts';
import { Submitter } from './submitter.ts';
import { signed } from './transactions.ts';

const VALIDITY_MS = 60_000;
const DEADLINE_MS = 3_600_000;
/** How long after its approval a sealed order is opened. */
const SEALED_MS = 2500;

interface Sealed {
  readonly id: Uint8Array;
  readonly envelope: RecordEnvelope;
}

/**
 * Users who publish private records, somebody who copies their points, and officers who order
 * access, open and sealed, approve each other's orders, and have them answered by custodians.
 */
export class AccessLoad {
  readonly #world: World;
  readonly #random: SeededRandom;
  readonly #submitter: Submitter;
  readonly #meanMs: number;
  readonly #records: Sealed[] = [];
  #isKeyGiven = false;
  #isStopped = false;

  constructor(world: World, kept: KeptChecker, meanMs: number) {
    this.#world = world;
    this.#random = world.random.fork('access');
    this.#submitter = new Submitter(world, kept);
    this.#meanMs = meanMs;
  }

  start(): void {
    if (this.#isStopped) return;
    this.#world.clock.schedule(this.#random.wait(this.#meanMs), 'access', () => {
      if (!this.#isStopped) this.#act();
      this.start();
    });
  }

  stop(): void {
    this.#isStopped = true;
  }

  #act(): void {
    const epoch = this.#epoch();
    if (epoch === undefined) return;
    const draw = this.#random.fraction();
    if (!this.#isKeyGiven) this.#giveKey(epoch);
    else if (draw < 0.4 || this.#records.length === 0) this.#publish(epoch);
    else if (draw < 0.55) this.#copy();
    else this.#order(this.#random.pick(this.#records), this.#random.chance(0.5));
  }

  #giveKey(epoch: Epoch): void {
    this.#submit(keyRegistration(this.#writing(), AUTHOR), () => {
      if (!this.#isKeyGiven) this.#publish(epoch);
      this.#isKeyGiven = true;
    });
  }

  #publish(epoch: Epoch): void {
    const { item, envelope } = privatePublication(this.#writing(), epoch, AUTHOR);
    this.#submit(item, (id) => {
      const record = { id: recordId(id, 0), envelope };
      this.#records.push(record);
      // A run is short: the first record is looked through at once.
      if (this.#records.length === 1) this.#order(record, this.#random.chance(0.5));
    });
  }

  #copy(): void {
    const { envelope } = this.#random.pick(this.#records);
    this.#submit(copiedPublication(this.#writing(), AUTHOR, envelope));
  }

  #order(record: Sealed, isSealed: boolean): void {
    const value = isSealed ? this.#sealedOrder(record) : this.#openOrder(record);
    this.#sign(INSPECTOR, 'officer', { type: 'accessOrder', value: value.order }, (orderId) => {
      const approval: Message = { type: 'accessApprove', value: { orderId } };
      if (this.#random.chance(0.3)) this.#sign(INSPECTOR, 'officer', approval);
      this.#sign(SECOND_INSPECTOR, 'officer', approval, () => this.#answer(orderId));
      const { opening } = value;
      if (opening === undefined || this.#random.chance(0.2)) return;
      const message: Message = { type: 'accessOpen', value: { orderId, ...opening } };
      this.#world.clock.schedule(SEALED_MS, 'opens', () => {
        if (!this.#isStopped) this.#sign(INSPECTOR, 'officer', message);
      });
    });
  }

  // Each custodian answers, one of them twice.
  #answer(orderId: Uint8Array): void {
    for (const node of [...VALIDATORS, this.#random.pick(VALIDATORS)]) {
      const value = { orderId, answerHash: this.#random.bytes(32) };
      this.#sign(node, 'statement', { type: 'accessShare', value });
    }
  }

  #openOrder({ id, envelope }: Sealed) {
    const named = { kind: AccessKind.record, recordId: id, basis: 1 };
    return { order: this.#filled({ ...named, blinded: envelope.c0 }), opening: undefined };
  }

  #sealedOrder({ id, envelope }: Sealed) {
    const blinding = this.#random.bytes(32);
    // Below the order of the group.
    blinding[31] = (blinding[31] ?? 0) & 0x0f;
    const t = readBlinding(blinding) ?? 0n;
    const opening = { recordId: id, userId: '', basis: 1, blinding };
    const commitment = accessCommitment(this.#world.chainId, opening);
    const openBy = Math.floor(this.#world.clock.time) + DEADLINE_MS + 1;
    const sealed = { kind: AccessKind.sealed, commitment, openBy };
    const blinded = blindPoint(envelope.c0, t) ?? envelope.c0;
    return { order: this.#filled({ ...sealed, blinded }), opening };
  }

  #filled(change: Partial<AccessOrder>): AccessOrder {
    const deadline = Math.floor(this.#world.clock.time) + DEADLINE_MS;
    const sealingKey = new Uint8Array(32).fill(9);
    return {
      ...{ kind: 0, recordId: new Uint8Array(0), userId: '', commitment: new Uint8Array(0) },
      ...{ blinded: new Uint8Array(0), epoch: 1, basis: 0, notice: 'n-1', openBy: 0 },
      ...{
        deadline,
        expiresAt: deadline + DEADLINE_MS,
        officers: [{ officer: INSPECTOR, sealingKey }],
      },
      ...change,
    };
  }

  #epoch(): Epoch | undefined {
    const registry = this.#world.correct[0]?.replica?.chain.state.registry;
    return registry && currentEpochOf(registry, AUTHORITY);
  }

  #sign(
    owner: string,
    purpose: 'officer' | 'statement',
    message: Message,
    whenCommitted?: (id: Uint8Array) => void,
  ): void {
    const writing = this.#writing();
    this.#submit(signed(writing, worldKey(owner, purpose, writing.kind), message), whenCommitted);
  }

  #submit(item: PoolItem, whenCommitted?: (id: Uint8Array) => void): void {
    const up = this.#world.nodes.filter(({ replica }) => replica !== undefined);
    if (up.length === 0) return;
    this.#submitter.submit(this.#random.pick(up), item, whenCommitted);
  }

  #writing() {
    return this.#submitter.writing(this.#random, VALIDITY_MS);
  }
}
