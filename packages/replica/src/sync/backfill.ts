import {
  blockCodec,
  type Checked,
  headerCodec,
  type ParsedTransaction,
  parseTransaction,
  passed,
  refused,
  type SyncBlock,
  widestParameters,
} from '@mingjing/protocol';
import type { Chain } from '../chain/chain.ts';
import type { AttachmentItem, OlderBlock, ReplicaPorts } from '../ports.ts';
import { type AuthenticBlock, type AuthenticRefusal, readBlock } from './authentic-block.ts';
import { attachmentsOf } from './check-block.ts';
import { sentBytes } from './open-block.ts';
import { type Failure, PeerBook } from './peer-book.ts';
import { within } from './within.ts';

/** Blocks of one request; fewer when blocks are large. */
const BLOCKS_ASKED = 64;
/** What a peer puts into one answer, about. */
const ANSWER_BYTES = 4 * 1024 * 1024;
/** An answer that is not here whole by then: nothing came, or only drops. */
const ANSWER_MS = 8000;
/** Until peers are asked again when nobody has what is next. */
const AGAIN_MS = 1000;

export interface BackfillEvents {
  /** Writes in the replica's queue, between two commits. */
  write(blocks: readonly OlderBlock[], attachments: readonly AttachmentItem[]): Promise<void>;
  /** An older block is here; its attachments may not be. */
  older(height: number, transactions: readonly ParsedTransaction[]): Promise<void>;
  misbehaviour(peer: string, reason: string): void;
  stalled(peer: string): void;
}

type BackfillPorts = Pick<ReplicaPorts, 'store' | 'network' | 'clock'>;

/**
 * Fetches the blocks below those that are held, from the highest down. Each is authentic because
 * the one above it names it; its certificate is the one that block carries. Nothing is executed.
 */
export class Backfill {
  readonly #chain: Chain;
  readonly #ports: BackfillPorts;
  readonly #events: BackfillEvents;
  readonly #peers = new PeerBook();
  #count = BLOCKS_ASKED;
  #isStopped = false;

  constructor(chain: Chain, ports: BackfillPorts, events: BackfillEvents) {
    this.#chain = chain;
    this.#ports = ports;
    this.#events = events;
  }

  stop(): void {
    this.#isStopped = true;
  }

  /** Heights whose blocks are not here; undefined: all are. */
  missing(): { readonly from: number; readonly to: number } | undefined {
    const from = this.#ports.store.heldFrom();
    return from <= 1 ? undefined : { from: 1, to: from - 1 };
  }

  /** Goes on until the first block is here. */
  async run(): Promise<void> {
    let above = await this.#lowest();
    while (above !== undefined && above.header.height > 1 && !this.#isStopped) {
      const peer = this.#nextPeer();
      const next = peer === undefined ? undefined : await this.#fetch(peer, above);
      if (next === undefined) await this.#pause();
      else above = next;
    }
  }

  async #lowest() {
    const missing = this.missing();
    if (missing === undefined) return undefined;
    const stored = await this.#ports.store.block(missing.to + 1);
    if (stored === undefined) return undefined;
    const block = blockCodec.decode(stored.block);
    return { block, header: headerCodec.decode(block.header) };
  }

  #nextPeer(): string | undefined {
    const connected = this.#ports.network.peers();
    for (const peer of connected) this.#peers.peerAt(peer, 1);
    const limits = { connected, askedMax: Number.POSITIVE_INFINITY };
    return this.#peers.pick(1, limits);
  }

  // The lowest block that was added; undefined: nothing was.
  async #fetch(
    peer: string,
    above: Pick<AuthenticBlock, 'block' | 'header'>,
  ): Promise<AuthenticBlock | undefined> {
    const to = above.header.height - 1;
    const from = Math.max(1, to - this.#count + 1);
    const count = to - from + 1;
    const request = { blocks: { from, count, attachments: true, results: true } };
    const answer = await within(this.#ports, ANSWER_MS, peer, request);
    if (typeof answer !== 'object') return this.#failed(peer, answer);
    const sent = answer.blocks?.blocks ?? [];
    if (sent.length === 0) return this.#failed(peer, 'nothing');
    if (sent.length > count) return this.#lied(peer, 'wrong-range');
    this.#adapt(sent);
    // The answer was full before it came to the block that is needed first.
    if (sent.length < count) return undefined;
    const read = readDown(this.#chain.chainId, sent, above);
    if (!read.ok) return this.#lied(peer, read.reason);
    this.#peers.served(peer);
    await this.#keep(read.value, sent);
    return read.value.at(-1)?.read;
  }

  #adapt(sent: readonly SyncBlock[]): void {
    const bytes = sent.reduce((sum, block) => sum + sentBytes(block), 0);
    const fitting = Math.floor(ANSWER_BYTES / (bytes / sent.length));
    this.#count = Math.max(1, Math.min(BLOCKS_ASKED, fitting));
  }

  async #keep(blocks: readonly ReadDown[], sent: readonly SyncBlock[]): Promise<void> {
    const { chainId } = this.#chain;
    const attachments: AttachmentItem[] = [];
    const parsed = blocks.map(({ read }, index) => {
      const transactions = read.block.transactions.flatMap((bytes) => {
        const transaction = parseTransaction(bytes, chainId, widestParameters);
        return transaction.ok ? [transaction.value] : [];
      });
      const answer = sent[sent.length - 1 - index];
      if (answer) attachments.push(...attachmentsOf(chainId, transactions, answer));
      return transactions;
    });
    await this.#events.write(
      blocks.map(({ read, certificate }) => ({
        height: read.header.height,
        block: read.bytes,
        certificate,
        results: read.results,
        transactionIds: read.transactionIds,
      })),
      attachments,
    );
    for (const [index, { read }] of blocks.entries()) {
      await this.#events.older(read.header.height, parsed[index] ?? []);
    }
    await this.#ports.clock.yield();
  }

  #failed(peer: string, answer: 'late' | 'gone' | 'nothing'): undefined {
    if (answer === 'late') this.#events.stalled(peer);
    const failure: Failure =
      answer === 'late' ? 'stalled' : answer === 'gone' ? 'unreachable' : 'nothing';
    this.#rest(peer, failure);
    return undefined;
  }

  #lied(peer: string, reason: string): undefined {
    this.#events.misbehaviour(peer, `backfill-${reason}`);
    this.#rest(peer, 'refused');
    return undefined;
  }

  #rest(peer: string, failure: Failure): void {
    const restMs = this.#peers.failed(peer, failure);
    this.#ports.clock.schedule(restMs, () => this.#peers.rested(peer));
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      this.#ports.clock.schedule(AGAIN_MS, resolve);
    });
  }
}

interface ReadDown {
  readonly read: AuthenticBlock;
  readonly certificate: Uint8Array;
}

// From the block above down: each names its parent and carries its certificate.
function readDown(
  chainId: string,
  sent: readonly SyncBlock[],
  above: Pick<AuthenticBlock, 'block' | 'header'>,
): Checked<ReadDown[], AuthenticRefusal> {
  const blocks: ReadDown[] = [];
  let child = above;
  for (const { block, results } of sent.toReversed()) {
    const read = readBlock(chainId, block, results, child.header.parentId);
    if (!read.ok) return refused(read.reason);
    blocks.push({ read: read.value, certificate: child.block.parentCertificate });
    child = read.value;
  }
  return passed(blocks);
}
