import type { AlarmBook } from '../alarms.ts';
import { EQUATION_IDS_MAX, EQUATION_PAST_MS, PUBLISH_ENTRY_MS } from '../limits.ts';

interface Committed {
  readonly id: string;
  readonly height: number;
  readonly proposer: string;
  readonly at: number;
}

/** A transaction that came through a client and is in a block; ids in hexadecimal. */
export interface CommittedTransaction {
  readonly id: string;
  readonly height: number;
  /** Node id of the block's proposer. */
  readonly proposer: string;
  /** Block time, ms. */
  readonly time: number;
}

/**
 * Each committed id has at least one publish entry in some journal (design, section 8): whoever
 * took the transaction wrote that down before it had any effect. One that has none names the
 * proposer that brought it into a block.
 */
export class PublishEquation {
  readonly #alarms: AlarmBook;
  /** Committed, without an entry so far; in the order they came. */
  readonly #open = new Map<string, Committed>();
  /** Entries whose transaction is in no block so far, and when they were seen. */
  readonly #published = new Map<string, number>();
  /** Transactions that were not judged, since more were open than are held. */
  unjudged = 0;

  constructor(alarms: AlarmBook) {
    this.#alarms = alarms;
  }

  /** A publish entry of any node says that it accepted a transaction. */
  published(id: string, now: number): void {
    if (this.#open.delete(id)) {
      this.#alarms.clear('publish-unjournalled', id, now);
      return;
    }
    this.#published.set(id, now);
    dropOldest(this.#published, EQUATION_IDS_MAX);
  }

  /** A block carries a transaction that a user or officer signed. */
  committed({ id, height, proposer, time }: CommittedTransaction, now: number): void {
    if (this.#published.delete(id) || time < now - EQUATION_PAST_MS) return;
    this.#open.set(id, { id, height, proposer, at: now });
    this.unjudged += dropOldest(this.#open, EQUATION_IDS_MAX);
  }

  /** Alarms for what is overdue. `verifiedAt`: all publish logs were whole at that time, ms. */
  tick(verifiedAt: number, now: number): void {
    for (const { id, height, proposer, at } of this.#open.values()) {
      if (at + PUBLISH_ENTRY_MS > now) break;
      // A log that is withheld is an alarm of its own; the entry may be in it.
      if (verifiedAt <= at) break;
      this.#alarms.raise({
        ...{ rule: 'publish-unjournalled', subject: id, nodes: [proposer], since: at },
        evidence: { kind: 'transaction', id, height },
      });
    }
    for (const [id, at] of this.#published) {
      if (at + EQUATION_PAST_MS > now) break;
      this.#published.delete(id);
    }
  }
}

function dropOldest(map: Map<string, unknown>, most: number): number {
  let dropped = 0;
  for (const key of map.keys()) {
    if (map.size <= most) break;
    map.delete(key);
    dropped += 1;
  }
  return dropped;
}
