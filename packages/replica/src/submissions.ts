import type { CommittedBlock } from './chain/chain.ts';
import { bytesKey } from './chain/limits.ts';

/** What became of a submitted transaction. */
export type Fate =
  | {
      readonly type: 'committed';
      readonly height: number;
      readonly index: number;
      readonly code: number;
    }
  | { readonly type: 'refused'; readonly code: number }
  | { readonly type: 'expired' };

type Listener = (fate: Fate) => void;

/** Callers that wait to hear what became of a transaction. */
export class Submissions {
  readonly #waiting = new Map<string, Listener[]>();

  /** Calls `listener` once; the returned function takes it back. */
  wait(id: Uint8Array, listener: Listener): () => void {
    const key = bytesKey(id);
    const listeners = this.#waiting.get(key) ?? [];
    listeners.push(listener);
    this.#waiting.set(key, listeners);
    return () => {
      const left = (this.#waiting.get(key) ?? []).filter((other) => other !== listener);
      if (left.length === 0) this.#waiting.delete(key);
      else this.#waiting.set(key, left);
    };
  }

  committed({ executed }: CommittedBlock): void {
    if (this.#waiting.size === 0) return;
    const { height } = executed.header;
    for (const [index, { idKey }] of executed.transactions.entries()) {
      this.#tell(idKey, {
        type: 'committed',
        height,
        index,
        code: executed.outcome.results[index] ?? 0,
      });
    }
  }

  refused(id: Uint8Array, code: number): void {
    this.#tell(bytesKey(id), { type: 'refused', code });
  }

  expired(id: Uint8Array): void {
    this.#tell(bytesKey(id), { type: 'expired' });
  }

  #tell(key: string, fate: Fate): void {
    const listeners = this.#waiting.get(key);
    if (listeners === undefined) return;
    this.#waiting.delete(key);
    for (const listener of listeners) listener(fate);
  }
}
