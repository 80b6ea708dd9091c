import type { AskedPoint } from '@mingjing/client';
import { bytesToHex, equalBytes } from '@mingjing/crypto';
import type { SecretShare } from '@mingjing/crypto/ristretto';
import type { Journal } from '@mingjing/journal';
import { bytesKey, custodyAnswerHash } from '@mingjing/protocol';
import { type AnswerShelf, answerBytes, type MadeAnswer } from './answer-shelf.ts';
import { appendOnce } from './append-once.ts';
import { composeAnswer, type NamedOfficer } from './custody-answer.ts';

/** Blocks until a release that is in none is posted again: longer than a block takes, far below
 * the time that a transaction is valid. */
const AGAIN_AFTER = 5;

/** An order that this organisation is to answer, as the state shows it after a block. */
export interface DueOrder extends AskedPoint {
  readonly epoch: number;
  readonly officers: readonly NamedOfficer[];
  /** Hash of this organisation's answer on the chain; undefined: not there yet. */
  readonly released: Uint8Array | undefined;
}

export interface CustodianParts {
  readonly nodeId: string;
  readonly organisation: () => string;
  readonly shelf: AnswerShelf;
  readonly journal: Pick<Journal, 'append' | 'readRange' | 'durableSize'>;
  /** Orders in force that ask this organisation for a share. */
  readonly due: () => readonly DueOrder[];
  readonly height: () => number;
  /** The share of an epoch; undefined: this node does not hold it. */
  readonly share: (epoch: number) => Promise<SecretShare | undefined>;
  /** Posts the release; it is looked for in later blocks, whatever becomes of it. */
  readonly post: (orderId: Uint8Array, answerHash: Uint8Array) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/**
 * Answers access orders for an organisation that holds a custody share. When the state shows an
 * order approved, all checks were made by the chain: nobody here is asked. The answer is durable
 * first, then its entry in the journal, then the release on the chain, and only then it is served.
 * Each step follows from what is durable: a restart at any point repeats none and leaves none out.
 */
export class Custodian {
  readonly #parts: CustodianParts;
  /** Height at which a release was posted last, by order. */
  readonly #posted = new Map<string, number>();
  #running: Promise<void> | undefined;
  #isAsked = false;
  #hasFailed = false;

  constructor(parts: CustodianParts) {
    this.#parts = parts;
  }

  /** Whether an answer is on its way, or failed: the next block is reason enough to look. */
  get isWaiting(): boolean {
    return this.#posted.size > 0 || this.#hasFailed;
  }

  /** Looks what is due, one look after the other. */
  look(): void {
    this.#isAsked = true;
    this.#running ??= this.#lookWhileAsked().finally(() => {
      this.#running = undefined;
    });
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.#running;
  }

  /** The sealed answer to an order, once the chain shows its release; else undefined. */
  async answerTo(
    orderId: Uint8Array,
    released: Uint8Array | undefined,
  ): Promise<Uint8Array | undefined> {
    const made = await this.#parts.shelf.get(orderId);
    if (made === undefined || made.entry === null || released === undefined) return undefined;
    const bytes = answerBytes(made);
    // Another node of the organisation may have answered first: that one's counts.
    return equalBytes(custodyAnswerHash(bytes), released) ? bytes : undefined;
  }

  async #lookWhileAsked(): Promise<void> {
    while (this.#isAsked) {
      this.#isAsked = false;
      this.#hasFailed = false;
      await this.#answerAll().catch((error: unknown) => {
        this.#hasFailed = true;
        this.#parts.onError(error);
      });
    }
  }

  async #answerAll(): Promise<void> {
    const due = this.#parts.due();
    const open = due.filter(({ released }) => released === undefined);
    const names = new Set(open.map(({ orderId }) => bytesKey(orderId)));
    for (const key of this.#posted.keys()) if (!names.has(key)) this.#posted.delete(key);
    for (const order of due) await this.#answer(order);
  }

  async #answer(order: DueOrder): Promise<void> {
    const { shelf } = this.#parts;
    const known = await shelf.get(order.orderId);
    // Answered by another node of this organisation: there is nothing to add.
    if (known === undefined && order.released !== undefined) return;
    const made = known ?? (await this.#make(order));
    if (made === undefined) return;
    if (made.entry === null) await this.#note(order, made);
    if (order.released === undefined) await this.#post(order, made);
  }

  async #make(order: DueOrder): Promise<MadeAnswer | undefined> {
    const { shelf, journal, share: shareOf } = this.#parts;
    const organisation = this.#parts.organisation();
    const share = await shareOf(order.epoch);
    if (share === undefined) return undefined;
    const answer = await composeAnswer(order, { organisation, share }, order.officers);
    if (answer === undefined) return undefined;
    const since = journal.durableSize('supervision');
    const made = { answer: bytesToHex(answer), since, entry: null };
    await shelf.put(order.orderId, made);
    return made;
  }

  // Of a sealed order this says as little as the chain: its id, and that it was answered.
  async #note({ orderId, epoch, officers }: DueOrder, made: MadeAnswer): Promise<void> {
    const { journal, nodeId, shelf, height } = this.#parts;
    const { index } = await appendOnce(journal, made.since, {
      ...{ source: 'supervision', event: 'custody-share-released', result: 'done' },
      actor: { type: 'system', id: nodeId },
      object: bytesToHex(orderId),
      blockHeight: height(),
      counts: [epoch, officers.length],
    });
    await shelf.put(orderId, { ...made, entry: index });
  }

  async #post({ orderId }: DueOrder, made: MadeAnswer): Promise<void> {
    const { height, post } = this.#parts;
    const key = bytesKey(orderId);
    const last = this.#posted.get(key);
    if (last !== undefined && height() < last + AGAIN_AFTER) return;
    this.#posted.set(key, height());
    await post(orderId, custodyAnswerHash(answerBytes(made)));
  }
}
