import {
  isOrder,
  type MessageType,
  type ParsedTransaction,
  type PoolItem,
  PROOF_UNITS,
  SMALL_ATTACHMENT_BYTES_MAX,
} from '@mingjing/protocol';
import { bytesKey } from '../chain/limits.ts';
import type { AttachmentItem } from '../ports.ts';

/** Transactions waiting at once: some seconds of full blocks. */
const POOL_TRANSACTIONS_MAX = 20_000;
/** Bytes waiting at once, small attachments included. */
const POOL_BYTES_MAX = 96 * 1024 * 1024;

/** Orders waiting at once, in a lane of their own that nothing else can fill. */
export const ORDERS_MAX = 1024;
/** Of one officer: so many orders cannot keep another's out. */
const ORDERS_OF_OFFICER_MAX = 64;

/** Units of proofs of one sender that wait at once: a quarter of a block by default. */
const PROOF_UNITS_OF_SENDER_MAX = 2048;

/** A verified transaction that waits for a block. */
export interface PoolEntry {
  readonly transaction: ParsedTransaction;
  /** Contents that came with it and are not in the store yet. */
  readonly attachments: readonly AttachmentItem[];
  /** Commitments of large attachments: proposed once enough validators hold them. */
  readonly large: readonly string[];
  /** A client gave it to this node. */
  readonly isLocal: boolean;
  /** This node has passed it on to its peers. */
  isAnnounced: boolean;
}

export type PoolRefusal = 'pool-full' | 'id-known' | 'proof-quota';

/** Verified transactions by hash, one for each id: orders first, each in the order they came. */
export class Pool {
  readonly #orders = new Map<string, PoolEntry>();
  readonly #byHash = new Map<string, PoolEntry>();
  readonly #hashById = new Map<string, string>();
  /** Worth a block of their own now. */
  readonly #starting = new Set<PoolEntry>();
  /** Not yet: their large attachments are not spread. */
  readonly #waiting = new Set<PoolEntry>();
  /** Not yet: they are valid for longer than a block may take. */
  readonly #tooLong = new Set<PoolEntry>();
  /** How many entries name a large attachment. */
  readonly #named = new Map<string, number>();
  readonly #proofUnits = new Map<string, number>();
  #bytes = 0;

  get size(): number {
    return this.#orders.size + this.#byHash.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Whether anything waits that is worth a block of its own: statements ride in the next one, and
   * what waits for large attachments, or for its time, could not be in it.
   */
  get hasWork(): boolean {
    return this.#starting.size > 0;
  }

  get(hash: Uint8Array): PoolEntry | undefined {
    return this.getByKey(bytesKey(hash));
  }

  /** The same by the `bytesKey` of a hash. */
  getByKey(hashKey: string): PoolEntry | undefined {
    return this.#byHash.get(hashKey) ?? this.#orders.get(hashKey);
  }

  /** Whether an entry names this large attachment, by the `bytesKey` of its commitment. */
  namesLarge(commitment: string): boolean {
    return this.#named.has(commitment);
  }

  hasId(id: Uint8Array): boolean {
    return this.#hashById.has(bytesKey(id));
  }

  *entries(): IterableIterator<PoolEntry> {
    yield* this.#orders.values();
    yield* this.#byHash.values();
  }

  /** Orders and approvals alone. */
  orders(): readonly PoolEntry[] {
    return [...this.#orders.values()];
  }

  /** Why an entry cannot be added now, or undefined. */
  refusal(transaction: ParsedTransaction, bytes: number): PoolRefusal | undefined {
    if (this.#hashById.has(transaction.idKey)) return 'id-known';
    const isFull = isOrder(transaction)
      ? this.#isLaneFull(transaction)
      : this.#byHash.size >= POOL_TRANSACTIONS_MAX || this.#bytes + bytes > POOL_BYTES_MAX;
    if (isFull) return 'pool-full';
    return this.#isQuotaUsed(transaction) ? 'proof-quota' : undefined;
  }

  add(entry: PoolEntry): void {
    const { hashKey, idKey } = entry.transaction;
    this.#laneOf(entry).set(hashKey, entry);
    this.#hashById.set(idKey, hashKey);
    this.#countProofs(entry.transaction, 1);
    this.#countLarge(entry, 1);
    if (!isOrder(entry.transaction)) this.#bytes += entryBytes(entry);
    if (!startsBlock(entry)) return;
    if (entry.large.length > 0) this.#waiting.add(entry);
    else this.#starting.add(entry);
  }

  /** Entries whose large attachments are spread now are worth a block. */
  release(isSpread: (commitment: string) => boolean): void {
    for (const entry of this.#waiting) {
      if (!entry.large.every(isSpread)) continue;
      this.#waiting.delete(entry);
      this.#starting.add(entry);
    }
  }

  /** What is valid beyond this time, ms, is worth no block before a later call says otherwise. */
  validUntilAtMost(latest: number): void {
    const isTooLong = ({ transaction }: PoolEntry) => transaction.body.validUntil > latest;
    const early = [...this.#starting].filter(isTooLong);
    const ripe = [...this.#tooLong].filter((entry) => !isTooLong(entry));
    for (const entry of early) if (this.#starting.delete(entry)) this.#tooLong.add(entry);
    for (const entry of ripe) if (this.#tooLong.delete(entry)) this.#starting.add(entry);
  }

  /** Removes the one entry of an id, under whatever signature it is here. */
  remove({ idKey: key }: Pick<ParsedTransaction, 'idKey'>): PoolEntry | undefined {
    const hash = this.#hashById.get(key) ?? '';
    const entry = this.getByKey(hash);
    if (entry === undefined) return undefined;
    this.#laneOf(entry).delete(hash);
    this.#hashById.delete(key);
    this.#countProofs(entry.transaction, -1);
    this.#countLarge(entry, -1);
    if (!isOrder(entry.transaction)) this.#bytes -= entryBytes(entry);
    for (const some of [this.#starting, this.#waiting, this.#tooLong]) some.delete(entry);
    return entry;
  }

  /** Entries that name one of these attachments, by the `bytesKey` of its commitment. */
  naming(commitments: readonly string[]): PoolEntry[] {
    const named = new Set(commitments);
    return [...this.#byHash.values()].filter(({ transaction }) =>
      transaction.attachments.some(({ commitment }) => named.has(bytesKey(commitment))),
    );
  }

  /** Removes and returns what no block may carry any more at this time. */
  takeExpired(time: number): PoolEntry[] {
    const expired = [...this.entries()].filter(
      ({ transaction }) => transaction.body.validUntil <= time,
    );
    for (const { transaction } of expired) this.remove(transaction);
    return expired;
  }

  // One that waits alone is taken whatever it has: a block's own bound holds for it.
  #isQuotaUsed({ signerKey, verificationUnits }: ParsedTransaction): boolean {
    if (verificationUnits < PROOF_UNITS) return false;
    const waiting = this.#proofUnits.get(signerKey) ?? 0;
    return waiting > 0 && waiting + verificationUnits > PROOF_UNITS_OF_SENDER_MAX;
  }

  #countProofs({ signerKey, verificationUnits }: ParsedTransaction, sign: 1 | -1): void {
    if (verificationUnits < PROOF_UNITS) return;
    const units = (this.#proofUnits.get(signerKey) ?? 0) + sign * verificationUnits;
    if (units === 0) this.#proofUnits.delete(signerKey);
    else this.#proofUnits.set(signerKey, units);
  }

  #countLarge({ large }: PoolEntry, sign: 1 | -1): void {
    for (const commitment of large) {
      const count = (this.#named.get(commitment) ?? 0) + sign;
      if (count === 0) this.#named.delete(commitment);
      else this.#named.set(commitment, count);
    }
  }

  #laneOf({ transaction }: PoolEntry): Map<string, PoolEntry> {
    return isOrder(transaction) ? this.#orders : this.#byHash;
  }

  #isLaneFull({ signerKey }: ParsedTransaction): boolean {
    if (this.#orders.size >= ORDERS_MAX) return true;
    const own = this.orders().filter(({ transaction }) => transaction.signerKey === signerKey);
    return own.length >= ORDERS_OF_OFFICER_MAX;
  }
}

/** Bytes that an entry holds in memory. */
export function entryBytes({ transaction, attachments }: PoolEntry): number {
  return attachments.reduce((sum, { content }) => sum + content.length, transaction.bytes.length);
}

/** What nodes state of themselves rides in the next block, the empty one at the latest. */
const RIDING: readonly MessageType[] = ['retentionAnchor', 'screeningRules'];

function startsBlock({ transaction }: PoolEntry): boolean {
  return !RIDING.includes(transaction.message.type);
}

/** The form in which a body travels: small attachments with it, large ones apart. */
export function travelling(entry: PoolEntry): PoolItem {
  return { transaction: entry.transaction.bytes, attachments: [...smallContents(entry)] };
}

/** Commitments of a transaction's large attachments, as keys. */
export function largeOf({ attachments }: Pick<ParsedTransaction, 'attachments'>): string[] {
  return attachments
    .filter(({ sizeBytes }) => sizeBytes > SMALL_ATTACHMENT_BYTES_MAX)
    .map(({ commitment }) => bytesKey(commitment));
}

/** The contents that travel with a body. */
export function smallContents({ attachments, large }: PoolEntry): readonly AttachmentItem[] {
  if (large.length === 0) return attachments;
  return attachments.filter(({ content }) => content.length <= SMALL_ATTACHMENT_BYTES_MAX);
}
