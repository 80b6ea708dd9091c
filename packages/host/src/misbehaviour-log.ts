import type { Journal } from '@mingjing/journal';

/** One entry of a peer and reason in this time; the others are counted in the next one. */
const QUIET_MS = 10_000;
/** Peers and reasons told apart; both are few in a permissioned chain. */
const KINDS_MAX = 4096;

/**
 * Journals what peers do that no correct peer does. A peer that does it at every message must not
 * be able to fill the log: repetitions are counted, and the count is in the next entry.
 */
export class MisbehaviourLog {
  readonly #journal: Journal;
  readonly #onError: (error: unknown) => void;
  readonly #kinds = new Map<string, { until: number; counted: number }>();

  constructor(journal: Journal, onError: (error: unknown) => void) {
    this.#journal = journal;
    this.#onError = onError;
  }

  note(peer: string, reason: string): void {
    const now = Date.now();
    const key = `${peer}/${reason}`;
    const kind = this.#kinds.get(key);
    if (kind !== undefined && now < kind.until) {
      kind.counted += 1;
      return;
    }
    if (this.#kinds.size >= KINDS_MAX) this.#kinds.clear();
    this.#kinds.set(key, { until: now + QUIET_MS, counted: 0 });
    this.#write('peer-misbehaved', { peer, reason, count: 1 + (kind?.counted ?? 0) });
  }

  /** A peer was cut off; what came last is the reason. As seldom as that, so never counted. */
  cutOff(peer: string, reason: string): void {
    this.#write('peer-cut-off', { peer, reason, count: 1 });
  }

  #write(event: string, said: { peer: string; reason: string; count: number }): void {
    const { peer, reason, count } = said;
    this.#journal
      .append({
        ...{ source: 'security', event, result: 'refused' },
        reason: reason.slice(0, 64),
        actor: { type: 'node', id: peer },
        counts: [count],
      })
      .catch(this.#onError);
  }
}
