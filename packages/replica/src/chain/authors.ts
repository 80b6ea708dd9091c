import {
  type PublishedRecord,
  type RecordAuthors,
  ResultCode,
  recordKey,
} from '@mingjing/execution';
import { verifyReceipt } from '@mingjing/proofs';
import {
  blockCodec,
  bodyCodec,
  genesisHash,
  type Message,
  type ParsedTransaction,
  RECORD_ID_BYTES,
  receiptCodec,
  transactionCodec,
} from '@mingjing/protocol';
import type { Network, Store, Verifier } from '../ports.ts';
import type { Chain } from './chain.ts';
import { verifyWith } from './verify-with.ts';

type AuthorStore = Pick<Store, 'block' | 'findTransaction'>;

/**
 * The publications that these transactions want to change or are about, from the blocks this node
 * holds. Blocks are the same everywhere, so every node that holds them all gets the same answer.
 */
export async function recordAuthors(
  store: AuthorStore,
  transactions: readonly ParsedTransaction[],
): Promise<RecordAuthors> {
  const authors = new Map<string, PublishedRecord>();
  for (const id of changedRecords(transactions)) {
    const author = await authorOf(store, id);
    if (author !== undefined) authors.set(recordKey(id), author);
  }
  return authors;
}

/** Looks authors up in a store that has every block. */
export function heldAuthors(store: AuthorStore): Pick<Authors, 'of'> {
  return {
    of: async (transactions) => {
      return { authors: await recordAuthors(store, transactions), isComplete: true };
    },
  };
}

/** Authors with a word on whether any may be missing because a block is not here. */
export interface FoundAuthors {
  readonly authors: RecordAuthors;
  /** False: a record was not found, and blocks that may hold it are not here. */
  readonly isComplete: boolean;
}

interface AuthorPorts {
  readonly store: Store;
  readonly network: Network;
  readonly verifier: Verifier;
}

/**
 * Authors for a node that joined by a snapshot and lacks old blocks: what is not in the blocks it
 * holds is asked of peers, as a receipt, which proves itself from genesis (ADR 013).
 */
export class Authors {
  readonly #chain: Chain;
  readonly #ports: AuthorPorts;
  readonly #lied: (peer: string) => void;

  /** `lied` is told who sent a receipt that does not hold. */
  constructor(chain: Chain, ports: AuthorPorts, lied: (peer: string) => void) {
    this.#chain = chain;
    this.#ports = ports;
    this.#lied = lied;
  }

  /** The publications in blocks below `height` that these transactions change or are about. */
  async of(transactions: readonly ParsedTransaction[], height: number): Promise<FoundAuthors> {
    const { store } = this.#ports;
    const authors = new Map(await recordAuthors(store, transactions));
    let isComplete = true;
    if (store.heldFrom() <= 1) return { authors, isComplete };
    for (const id of changedRecords(transactions)) {
      if (authors.has(recordKey(id))) continue;
      if ((await store.findTransaction(id.subarray(0, 32))) !== undefined) continue;
      const author = await this.#ask(id, height);
      if (author === undefined) isComplete = false;
      else if (author !== 'none') authors.set(recordKey(id), author);
    }
    return { authors, isComplete };
  }

  // A receipt proves that a transaction stands in a block; that it stands in none nothing proves.
  async #ask(recordId: Uint8Array, height: number): Promise<PublishedRecord | 'none' | undefined> {
    const { network, verifier } = this.#ports;
    const transactionId = recordId.subarray(0, 32);
    for (const peer of network.peers()) {
      const answer = await network.request(peer, { receipt: { transactionId } }).catch(() => {
        // Not connected any more: another is asked.
        return undefined;
      });
      if (!answer?.receipt) continue;
      const trustedGenesisHash = genesisHash(this.#chain.genesisBytes);
      const options = { trustedGenesisHash, verify: verifyWith(verifier) };
      const checked = verifyReceipt(answer.receipt.receipt, options);
      if (!checked.ok || recordKey(checked.value.transactionId) !== recordKey(transactionId)) {
        this.#lied(peer);
        continue;
      }
      const { height: at, resultCode } = checked.value;
      if (at >= height || resultCode !== ResultCode.done) return 'none';
      const { transaction } = receiptCodec.decode(answer.receipt.receipt);
      return publishedIn(transaction, indexOf(recordId)) ?? 'none';
    }
    return undefined;
  }
}

function changedRecords(transactions: readonly ParsedTransaction[]): Uint8Array[] {
  return transactions.flatMap(({ message }) => namedRecord(message) ?? []);
}

// What a message wants to change or orders about, or, of a release, the record of its assessment.
function namedRecord(message: Message): Uint8Array | undefined {
  if (message.type === 'governancePropose') {
    const id = message.value.action?.declareRelease?.assessment;
    return id?.length === RECORD_ID_BYTES ? id : undefined;
  }
  const isOrder = message.type === 'moderationOrder' || message.type === 'accessOrder';
  if (isOrder || message.type === 'accessOpen') {
    const { recordId } = message.value;
    return recordId.length === RECORD_ID_BYTES ? recordId : undefined;
  }
  const isChange = message.type === 'recordsAmend' || message.type === 'recordsWithdraw';
  return isChange ? message.value.recordId : undefined;
}

async function authorOf(
  store: AuthorStore,
  recordId: Uint8Array,
): Promise<PublishedRecord | undefined> {
  const found = await store.findTransaction(recordId.subarray(0, 32));
  const stored = found && (await store.block(found.height));
  if (!found || !stored || stored.results[found.index] !== ResultCode.done) return undefined;
  const bytes = blockCodec.decode(stored.block).transactions[found.index];
  return bytes === undefined ? undefined : publishedIn(bytes, indexOf(recordId));
}

/** What a committed transaction published at a position. */
function publishedIn(transaction: Uint8Array, index: number): PublishedRecord | undefined {
  const body = bodyCodec.decode(transactionCodec.decode(transaction).body);
  const later = index === 0 ? body.recordsAmend?.record : undefined;
  const record = body.recordsPublish?.records[index] ?? later;
  if (record === undefined) return undefined;
  const commitments = record.attachments.map(({ commitment }) => commitment);
  const envelope = record.envelope ?? undefined;
  return { signer: body.signer, commitments, envelope, isLater: record === later };
}

/** Position of a record in its transaction: the last 4 bytes of its id. */
function indexOf(recordId: Uint8Array): number {
  return new DataView(recordId.buffer, recordId.byteOffset, recordId.byteLength).getUint32(32);
}
