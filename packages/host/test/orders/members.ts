// Nodes of one chain that answer for its orders, without disk, socket or clock.
import { verify } from '@mingjing/crypto/node';
import type { EntryInput } from '@mingjing/journal';
import {
  OrderOutcome,
  type OrderReceipt,
  orderReceiptSignable,
  type SignedOrderReceipt,
} from '@mingjing/protocol';
import type { NetworkHandler, Request, Response } from '@mingjing/replica';
import { MemoryDisk, openMemoryOrderReceipts } from '@mingjing/storage';
import { key } from '../../../execution/test/chain.ts';
import { ModeratedChain } from '../../../execution/test/moderated.ts';
import { OrderEngine, type OrderParts } from '../../src/orders/order-engine.ts';
import { OrderExchange } from '../../src/orders/order-exchange.ts';
import { ReceiptBook } from '../../src/orders/receipt-book.ts';

export const NOW = 1_800_000_000_000;

/** What a node says of an order, under its statement key or that of another. */
export function receiptBy(
  chain: ModeratedChain,
  change: Partial<OrderReceipt>,
  signer = `${change.nodeId ?? 'node-a'} statement`,
): SignedOrderReceipt {
  const said = {
    ...{ nodeId: 'node-a', orderId: new Uint8Array(32), kind: 1, height: chain.state.height },
    ...{ time: NOW, outcome: OrderOutcome.deleted, attachments: 2, refused: new Uint8Array(0) },
    ...change,
  };
  const { statement, signing } = orderReceiptSignable(chain.state.chainId, said);
  return { statement, signature: key(signer).sign(signing) };
}

/** A network of members: who is connected, and what gets lost. */
export class Members {
  readonly chain = new ModeratedChain();
  readonly all = new Map<string, Member>();
  readonly away = new Set<string>();
  /** Envelopes get lost. */
  isLossy = false;

  async add(nodeId: string): Promise<Member> {
    const member = new Member(nodeId, this);
    await member.open();
    this.all.set(nodeId, member);
    return member;
  }

  connected(nodeId: string): Member[] {
    if (this.away.has(nodeId)) return [];
    return [...this.all.values()].filter(
      (other) => other.nodeId !== nodeId && !this.away.has(other.nodeId),
    );
  }

  /** A block was committed: all that are up look at every order. */
  async look(): Promise<void> {
    for (const member of this.all.values()) {
      if (this.away.has(member.nodeId)) continue;
      member.engine.lookAtAll();
      member.exchange.lookAtAll();
      await member.engine.idle();
    }
    await this.settle();
  }

  /** Fires every timer that is due once, and lets what follows happen. */
  async tick(): Promise<void> {
    for (const member of this.all.values()) {
      for (const fire of member.timers.splice(0)) fire();
    }
    await this.settle();
  }

  async settle(): Promise<void> {
    for (let turn = 0; turn < 200; turn += 1) await Promise.resolve();
  }
}

/** One node. */
export class Member {
  readonly nodeId: string;
  readonly entries: EntryInput[] = [];
  readonly accused: string[] = [];
  readonly errors: unknown[] = [];
  readonly timers: (() => void)[] = [];
  readonly asked: { readonly peer: string; readonly request: Omit<Request, 'id'> }[] = [];
  /** Contents that the node holds of any order. */
  held = 2;
  hasKey = true;
  /** So many charges cut the peer off that brings the last one. */
  chargesMax = Number.POSITIVE_INFINITY;
  /** How often other work could run between two receipts. */
  turns = 0;
  /** What writing an entry ends with. */
  journalFails: Error | undefined;
  book!: ReceiptBook;
  engine!: OrderEngine;
  exchange!: OrderExchange;
  handler!: NetworkHandler;
  readonly #disk = new MemoryDisk();
  readonly #members: Members;

  constructor(nodeId: string, members: Members) {
    this.nodeId = nodeId;
    this.#members = members;
  }

  /** A new life on the same disk. */
  async open(): Promise<void> {
    const { chain } = this.#members;
    const store = await openMemoryOrderReceipts(this.#disk);
    const registry = () => chain.state.registry;
    const { chainId } = chain.state;
    const onError = (error: unknown) => void this.errors.push(error);
    this.book = await ReceiptBook.open({ chainId, store, registry, verify });
    this.engine = new OrderEngine({ ...this.#engineParts(), book: this.book, onError });
    this.exchange = new OrderExchange({
      ...{ nodeId: this.nodeId, book: this.book, registry, onError, network: this.#network() },
      clock: {
        schedule: (_delayMs, fire) => {
          this.timers.push(fire);
          return () => undefined;
        },
        yield: async () => {
          this.turns += 1;
        },
      },
      misbehaved: (peer, reason) => {
        this.accused.push(`${peer} ${reason}`);
        if (this.accused.length >= this.chargesMax) this.handler.disconnected(peer);
      },
    });
    const inner = { request: async () => ({}), envelope: () => undefined };
    const ends = { connected: () => undefined, disconnected: () => undefined };
    this.handler = this.exchange.before({ ...inner, ...ends });
    this.exchange.start();
  }

  receives(receipt: SignedOrderReceipt, from = 'node-b'): void {
    this.handler.envelope(from, { orderReceipt: receipt });
  }

  /** Who answered for an order, as this node knows. */
  async answered(orderId: Uint8Array): Promise<string[]> {
    return (await this.book.of(orderId)).map(({ receipt }) => receipt.nodeId);
  }

  #engineParts(): Omit<OrderParts, 'book' | 'onError'> {
    const { chain } = this.#members;
    return {
      nodeId: this.nodeId,
      state: () => chain.state,
      now: () => NOW,
      contents: { carryOut: async () => this.held },
      journal: {
        append: async (entry) => {
          if (this.journalFails !== undefined) throw this.journalFails;
          this.entries.push(entry);
          return undefined as never;
        },
      },
      sign: (signing) => (this.hasKey ? key(`${this.nodeId} statement`).sign(signing) : undefined),
      signed: (receipt) => this.exchange.tell(receipt),
    };
  }

  #network() {
    const members = this.#members;
    const peers = () => members.connected(this.nodeId);
    const peerOf = (id: string) => peers().find(({ nodeId }) => nodeId === id);
    return {
      peers: () => peers().map(({ nodeId }) => nodeId),
      send: (peer: string, envelope: Parameters<NetworkHandler['envelope']>[1]) => {
        if (!members.isLossy) peerOf(peer)?.handler.envelope(this.nodeId, envelope);
      },
      request: async (peer: string, request: Omit<Request, 'id'>): Promise<Response> => {
        this.asked.push({ peer, request });
        const answer = await peerOf(peer)?.handler.request(this.nodeId, { id: 1, ...request });
        if (answer === undefined) throw new Error('not connected');
        return { id: 1, ...answer };
      },
    };
  }
}
