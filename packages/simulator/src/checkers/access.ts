import { bytesToHex } from '@mingjing/crypto';
import { ResultCode } from '@mingjing/execution';
import { envelopesOf, type ParsedTransaction } from '@mingjing/protocol';
import type { CommittedBlock } from '@mingjing/replica';
import { INSPECTOR, VALIDATORS } from '../world/genesis.ts';
import { worldKey } from '../world/keys.ts';
import type { SimulatedNode } from '../world/node.ts';
import type { Checker, Violate } from './checker.ts';

interface Order {
  readonly signer: string;
  approver: string | undefined;
  readonly answered: Set<string>;
}

/**
 * Look-through: nobody's points stand in a record of another, no order works that one officer gave
 * alone, and every custodian answers an order once. Counts by the messages that a block carries,
 * with nothing of the module that judges them.
 */
export class AccessChecker implements Checker {
  readonly #violate: Violate;
  readonly #points = new Set<string>();
  readonly #orders = new Map<string, Order>();
  #height = 0;

  constructor(violate: Violate) {
    this.#violate = violate;
  }

  /** Each height once, as the first node commits it. */
  committed(_node: SimulatedNode, { executed }: CommittedBlock): void {
    const { header, transactions, outcome } = executed;
    if (header.height !== this.#height + 1) return;
    this.#height = header.height;
    for (const [at, transaction] of transactions.entries()) {
      // A wrong proof must not be in a block, whatever came of it.
      this.#sealed(transaction);
      if (outcome.results[at] === ResultCode.done) this.#done(transaction);
    }
  }

  #sealed({ message }: ParsedTransaction): void {
    for (const { c0 } of envelopesOf(message)) {
      const point = bytesToHex(c0);
      if (this.#points.has(point)) this.#found('a record carries the points of another');
      this.#points.add(point);
    }
  }

  #done({ id, body, message }: ParsedTransaction): void {
    const signer = bytesToHex(body.signer);
    if (message.type === 'accessOrder') {
      this.#orders.set(bytesToHex(id), { signer, approver: undefined, answered: new Set() });
    } else if (message.type === 'accessApprove') {
      const order = this.#orders.get(bytesToHex(message.value.orderId));
      if (order === undefined || order.approver !== undefined) {
        this.#found('an approval of no order, or a second one');
      } else if (order.signer === signer) this.#found(`${INSPECTOR} approved his own order`);
      else order.approver = signer;
    } else if (message.type === 'accessShare') {
      const order = this.#orders.get(bytesToHex(message.value.orderId));
      const custodian = VALIDATORS.find(
        (name) => bytesToHex(worldKey(name, 'statement', 'ed25519').id) === signer,
      );
      if (order?.approver === undefined) this.#found('a share for an order that does not work');
      else if (custodian === undefined || order.answered.has(custodian)) {
        this.#found(`${custodian ?? 'nobody'} answered an order twice`);
      } else order.answered.add(custodian);
    }
  }

  #found(what: string): void {
    this.#violate('access', 'all', `${this.#height}: ${what}`);
  }
}
