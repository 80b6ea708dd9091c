import type { PoolItem } from '@mingjing/protocol';
import type { KeptChecker } from '../checkers/kept.ts';
import type { SeededRandom } from '../random.ts';
import type { SimulatedNode } from '../world/node.ts';
import type { World } from '../world/world.ts';
import type { Writing } from './transactions.ts';

/** Submits to nodes of a world, and notes what is acknowledged. */
export class Submitter {
  readonly #world: World;
  readonly #kept: KeptChecker;

  constructor(world: World, kept: KeptChecker) {
    this.#world = world;
    this.#kept = kept;
  }

  /** `whenCommitted` is told when this life of the node saw it committed and done. */
  submit(node: SimulatedNode, item: PoolItem, whenCommitted?: (id: Uint8Array) => void): void {
    const { replica } = node;
    if (replica === undefined) return;
    // A node that cannot write tells its caller so: nothing is acknowledged then.
    const submitted = replica.submit([item]).catch(() => []);
    void submitted.then(([answer]) => {
      if (answer === undefined || !answer.ok || node.replica !== replica) return;
      const { id } = answer.value.transaction;
      replica.submissions.wait(id, (fate) => {
        if (node.replica !== replica) return;
        // What a Byzantine node tells its callers is worth nothing.
        if (!node.isTraitor) this.#kept.told(node.name, id, fate);
        if (fate.type === 'committed' && fate.code === 0) whenCommitted?.(id);
      });
    });
  }

  /** What a transaction is made from that may stand for so long from now. */
  writing(random: SeededRandom, validityMs: number): Writing {
    const { clock, options, chainId } = this.#world;
    const validUntil = Math.floor(clock.time) + validityMs;
    return { chainId, random, kind: options.signatures, validUntil };
  }
}
