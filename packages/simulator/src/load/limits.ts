import type { Message, Parameters, PoolItem } from '@mingjing/protocol';
import type { KeptChecker } from '../checkers/kept.ts';
import type { SeededRandom } from '../random.ts';
import { AUTHOR, ORGANISATIONS, securityAdminOf } from '../world/genesis.ts';
import { worldKey } from '../world/keys.ts';
import type { World } from '../world/world.ts';
import { Submitter } from './submitter.ts';
import { publication, signed, type Writing } from './transactions.ts';

/** Share of the runs in which limits change. */
const SHARE = 1 / 8;
/** Acts that raise limits again, of all. */
const RAISING = 0.3;
const VALIDITY_MS = 60_000;
/** Transactions that exceed what is being lowered, and the time between two of them, ms. */
const EXCEEDING = 4;
const EXCEEDING_MS = 120;
/** Records with a subject of full length: more than 4096 bytes. */
const RECORDS = 64;

interface Lowering {
  readonly change: Partial<Parameters>;
  /** A transaction that is beyond it, and within what it was. */
  readonly exceeding: (writing: Writing) => PoolItem;
}

/** Each limit of single transactions, at the lowest that it may be. */
const LOWERINGS: readonly Lowering[] = [
  {
    change: { attachmentSizeMax: 1024 },
    exceeding: (writing) => publication(writing, [1025 + writing.random.below(1000)]),
  },
  {
    change: { attachmentsPerTransactionMax: 1 },
    exceeding: (writing) => publication(writing, [1, 1 + writing.random.below(100)]),
  },
  { change: { transactionBytesMax: 4096 }, exceeding: manyRecords },
];

/**
 * Votes that lower and raise what a single transaction may have, in some runs, while transactions
 * that the lowered limits forbid come into the pools.
 */
export class LimitsLoad {
  readonly #world: World;
  readonly #random: SeededRandom;
  readonly #submitter: Submitter;
  readonly #meanMs: number;
  #isStopped = false;

  constructor(world: World, kept: KeptChecker, meanMs: number) {
    this.#world = world;
    this.#random = world.random.fork('limits');
    this.#submitter = new Submitter(world, kept);
    this.#meanMs = meanMs;
  }

  start(): void {
    if (this.#random.chance(SHARE)) this.#plan();
  }

  stop(): void {
    this.#isStopped = true;
  }

  #plan(): void {
    this.#later(this.#meanMs, () => {
      this.#act();
      this.#plan();
    });
  }

  #act(): void {
    const { parameters } = this.#world.options.genesis;
    const lowering = this.#random.chance(RAISING) ? undefined : this.#random.pick(LOWERINGS);
    const action = { setParameters: { ...parameters, ...lowering?.change } };
    const message: Message = { type: 'governancePropose', value: { action, expiresAt: 0 } };
    this.#submit(this.#signed('system-a', message), (proposalId) => {
      for (const organisation of ORGANISATIONS.slice(0, 3)) this.#vote(organisation, proposalId);
      if (lowering !== undefined) this.#exceed(lowering, EXCEEDING);
    });
  }

  #vote(organisation: string, proposalId: Uint8Array): void {
    const value = { proposalId, approve: true };
    this.#submit(this.#signed(securityAdminOf(organisation), { type: 'governanceBallot', value }));
  }

  // One after the other, so that some come while the block with the last ballot is decided.
  #exceed(lowering: Lowering, count: number): void {
    if (count === 0) return;
    this.#submit(lowering.exceeding(this.#writing()));
    this.#later(EXCEEDING_MS, () => this.#exceed(lowering, count - 1));
  }

  #later(meanMs: number, act: () => void): void {
    this.#world.clock.schedule(this.#random.wait(meanMs), 'limits', () => {
      if (!this.#isStopped) act();
    });
  }

  #signed(officer: string, message: Message): PoolItem {
    const writing = this.#writing();
    return signed(writing, worldKey(officer, 'officer', writing.kind), message);
  }

  #submit(item: PoolItem, whenCommitted?: (id: Uint8Array) => void): void {
    this.#submitter.submit(this.#random.pick(this.#world.nodes), item, whenCommitted);
  }

  #writing(): Writing {
    return this.#submitter.writing(this.#random, VALIDITY_MS);
  }
}

function manyRecords(writing: Writing): PoolItem {
  const record = { category: 1, subject: 's'.repeat(64), attachments: [] };
  const value = { records: Array.from({ length: RECORDS }, () => record) };
  const key = worldKey(AUTHOR, 'user', writing.kind);
  return signed(writing, key, { type: 'recordsPublish', value });
}
