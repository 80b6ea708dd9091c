import { bytesToHex } from '@mingjing/crypto';
import { type Host, nodesLate } from '@mingjing/host';
import { OrderStatus } from '@mingjing/protocol';
import { unanswered } from './access-facts.ts';
import { onceKey, type ToldFact } from './told-fact.ts';

/** Where connections are refused: whoever tries is named in the journal's encrypted group alone. */
const OWN_NETWORK = 'peer-network';

/**
 * What no block tells: connections refused here, orders that all have carried out, custodians whose
 * time to answer is over.
 */
export class ChainNews {
  readonly #host: Pick<Host, 'network' | 'orders' | 'replica'>;
  readonly #done = new Set<string>();
  /** Failures that this run told; those of earlier runs are in the log of facts. */
  readonly #failures = new Set<string>();
  #refused = 0;

  constructor(host: Pick<Host, 'network' | 'orders' | 'replica'>) {
    this.#host = host;
  }

  /** What is new since the last call. */
  async take(): Promise<ToldFact[]> {
    const { time } = this.#host.replica.chain.state;
    const done = await this.done(time, Number.POSITIVE_INFINITY);
    return [...this.#attempts(), ...done, ...this.#unanswered()];
  }

  #unanswered(): ToldFact[] {
    const { registry, time } = this.#host.replica.chain.state;
    return unanswered(registry, time).filter((fact) => {
      const key = onceKey(fact) ?? '';
      if (this.#failures.has(key)) return false;
      this.#failures.add(key);
      return true;
    });
  }

  #attempts(): ToldFact[] {
    const { refused } = this.#host.network.statistics();
    const attempts = refused - this.#refused;
    this.#refused = refused;
    return attempts > 0 ? [{ type: 'admission', source: OWN_NETWORK, attempts }] : [];
  }

  /**
   * Orders that fall due between two block times and that all carried out by then, as receipts say.
   * Asked before the later block is judged, however long after it was made.
   */
  async done(from: number, to: number): Promise<ToldFact[]> {
    const { registry } = this.#host.replica.chain.state;
    const told: ToldFact[] = [];
    for (const order of registry.all('order')) {
      const id = bytesToHex(order.id);
      const { deadline } = order.order;
      const isDue = deadline >= from && deadline < to && order.status === OrderStatus.inForce;
      if (!isDue || this.#done.has(id)) continue;
      if ((await nodesLate(this.#host, order, deadline)).length > 0) continue;
      this.#done.add(id);
      told.push({ type: 'order-done', order: id });
    }
    return told;
  }
}
