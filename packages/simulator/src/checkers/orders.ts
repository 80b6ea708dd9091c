import { bytesToHex } from '@mingjing/crypto';
import { ResultCode, tombstones } from '@mingjing/execution';
import {
  isOrder,
  type ModerationOrder,
  OrderKind,
  type ParsedTransaction,
  recordId,
} from '@mingjing/protocol';
import type { CommittedBlock } from '@mingjing/replica';
import { worldKey } from '../world/keys.ts';
import type { SimulatedNode } from '../world/node.ts';
import type { World } from '../world/world.ts';
import type { Checker, Violate } from './checker.ts';

/** Results that an honest proposer never brings about: he leaves such a transaction out. */
const REFUSED_BY_ORDER: readonly number[] = [
  ...[ResultCode.takenDown, ResultCode.userFrozen, ResultCode.recordFrozen],
];

interface Freeze {
  readonly user: string;
  readonly from: number;
  readonly until: number;
  liftedFrom: number;
}

/**
 * Orders hold: from their height on nobody writes what was taken down nor while frozen, nobody
 * correct proposes it, orders stand first, and all have the tombstones that are due, in the end as
 * well. Counts by the messages alone, with nothing of the module that carries orders out.
 */
export class OrdersChecker implements Checker {
  readonly #traitors: ReadonlySet<string>;
  readonly #violate: Violate;
  readonly #commitments = new Map<string, readonly string[]>();
  readonly #takenDownFrom = new Map<string, number>();
  readonly #freezes = new Map<string, Freeze>();
  #height = 0;

  constructor(traitors: ReadonlySet<string>, violate: Violate) {
    this.#traitors = traitors;
    this.#violate = violate;
  }

  /** Each height once, as the first node commits it; that all commit the same others look after. */
  committed(node: SimulatedNode, { executed }: CommittedBlock): void {
    const { header, transactions, outcome } = executed;
    if (header.height !== this.#height + 1) return;
    this.#height = header.height;
    const isHonest = !this.#traitors.has(header.proposer);
    if (isHonest && outcome.results.some((code) => REFUSED_BY_ORDER.includes(code))) {
      this.#violate('order', header.proposer, `${header.height}: proposed what an order forbids`);
    }
    const others = transactions.findIndex((each) => !isOrder(each));
    if (others !== -1 && transactions.slice(others).some(isOrder)) {
      this.#violate('order', node.name, `${header.height}: an order behind something else`);
    }
    transactions.forEach((transaction, at) => {
      if (outcome.results[at] === ResultCode.done) this.#done(transaction, header);
    });
    this.#compare(node);
  }

  async atEnd(world: World): Promise<void> {
    for (const node of world.living) {
      if (node.replica?.chain.height === this.#height) this.#compare(node);
    }
  }

  /** The tombstones that a node's state shows: of orders in force for the next height. */
  #compare({ name, replica }: SimulatedNode): void {
    if (replica === undefined) return;
    const { registry, height } = replica.chain.state;
    const due = [...this.#takenDownFrom].filter(([, from]) => from <= height + 1);
    const expected = listed(due.map(([commitment]) => commitment));
    const has = listed(tombstones(registry).map(({ commitment }) => bytesToHex(commitment)));
    if (has === expected) return;
    this.#violate('order', name, `${height}: tombstones ${has}, not ${expected}`);
  }

  #done({ id, body, message }: ParsedTransaction, at: { height: number; time: number }): void {
    if (message.type === 'moderationOrder') {
      this.#order(bytesToHex(id), message.value, at.height);
      return;
    }
    if (message.type !== 'recordsPublish') return;
    const signer = bytesToHex(body.signer);
    for (const { user, from, until, liftedFrom } of this.#freezes.values()) {
      const isFrozen = from <= at.height && at.height < liftedFrom && at.time < until;
      if (isFrozen && bytesToHex(worldKey(user, 'user', 'ed25519').id) === signer) {
        this.#violate('order', 'all', `${at.height}: ${user} wrote while frozen`);
      }
    }
    message.value.records.forEach(({ attachments }, index) => {
      const commitments = attachments.map(({ commitment }) => bytesToHex(commitment));
      this.#commitments.set(bytesToHex(recordId(id, index)), commitments);
      if (commitments.some((each) => (this.#takenDownFrom.get(each) ?? Infinity) <= at.height)) {
        this.#violate('order', 'all', `${at.height}: content that was taken down is published`);
      }
    });
  }

  #order(id: string, order: ModerationOrder, height: number): void {
    const from = order.effectiveHeight || height + 1;
    if (order.kind === OrderKind.takedown) {
      for (const each of this.#commitments.get(bytesToHex(order.recordId)) ?? []) {
        this.#takenDownFrom.set(each, Math.min(from, this.#takenDownFrom.get(each) ?? from));
      }
    } else if (order.kind === OrderKind.freeze) {
      const { userId: user, expiresAt: until } = order;
      this.#freezes.set(id, { user, from, until, liftedFrom: Infinity });
    } else if (order.kind === OrderKind.lift) {
      const freeze = this.#freezes.get(bytesToHex(order.lifts));
      if (freeze !== undefined) freeze.liftedFrom = Math.min(freeze.liftedFrom, from);
    }
  }
}

function listed(commitments: readonly string[]): string {
  return commitments
    .map((commitment) => commitment.slice(0, 8))
    .sort((a, b) => (a < b ? -1 : 1))
    .join(' ');
}
