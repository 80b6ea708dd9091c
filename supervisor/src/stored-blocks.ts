import { setTimeout as pause } from 'node:timers/promises';
import type { Host } from '@mingjing/host';
import { BlockWalk } from '@mingjing/host/offline';
import type { DeskAlarms } from './desk/alarms-port.ts';
import { SupervisorError } from './errors.ts';

type StoredBlockAlarms = Pick<DeskAlarms, 'open' | 'raise' | 'clear'>;

const RULE = 'stored-block-altered';
/** Blocks are looked at for this long before other work has its turn, ms. */
const STEP_MS = 8;
/** And then not for so many times as long: the start of a long chain must delay nobody. */
const REST = 3;

/**
 * Holds the blocks that earlier runs left in the home against certificate, parent, roots and index
 * again, beside the other work: whoever had the disk meanwhile may have written anything, with
 * every checksum. The first block that does not hold is journalled and an alarm, and the program
 * stops with its height; the run that finds all of them as they were clears the alarm.
 */
export class StoredBlocks {
  readonly #host: Host;
  readonly #alarms: StoredBlockAlarms;
  readonly #failed: (error: unknown) => void;
  readonly #stopping = new AbortController();
  /** Of the earlier runs; what comes now is verified as it comes. */
  readonly #first: number;
  readonly #last: number;
  #done: Promise<void> = Promise.resolve();

  constructor(host: Host, alarms: StoredBlockAlarms, failed: (error: unknown) => void) {
    this.#host = host;
    this.#alarms = alarms;
    this.#failed = failed;
    this.#first = host.store.firstHeight() ?? 1;
    this.#last = host.store.latestHeight() ?? 0;
  }

  start(): void {
    this.#done = this.#run().catch(this.#failed);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#done;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    const walk = await BlockWalk.over(this.#host.genesis, this.#host.store);
    let begunAt = performance.now();
    for (let height = this.#first; height <= this.#last; height += 1) {
      const read = await walk.next(height);
      if (signal.aborted) return;
      if (typeof read === 'string') throw await this.#refused(height, read);
      const spentMs = performance.now() - begunAt;
      if (spentMs < STEP_MS) continue;
      await pause(REST * spentMs, undefined, { signal }).catch(() => undefined);
      begunAt = performance.now();
    }
    for (const { rule, subject } of this.#alarms.open()) {
      if (rule === RULE) this.#alarms.clear({ rule, subject });
    }
    this.#host.logger.info({ from: this.#first, to: this.#last }, 'stored blocks hold');
  }

  async #refused(height: number, what: string): Promise<SupervisorError> {
    const { journal, nodeId, replica } = this.#host;
    await journal.append({
      ...{ source: 'maintenance', event: 'stored-block-refused', result: 'failed', reason: what },
      ...{ actor: { type: 'system', id: nodeId }, object: String(height) },
      blockHeight: replica.chain.height,
    });
    this.#alarms.raise({
      ...{ rule: RULE, subject: String(height), nodes: [nodeId], since: Date.now() },
      evidence: { kind: 'reason', reason: what },
    });
    return new SupervisorError('STORED_BLOCK_REFUSED', { height, what });
  }
}
