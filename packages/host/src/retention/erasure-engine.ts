import { type RegistryReader, shreddable } from '@mingjing/execution';
import type { Journal, PersonKeys } from '@mingjing/journal';

/** Block time after which it is looked what is due, also when nothing on the chain changed, ms. */
export const LOOK_MS = 60_000;

export interface ErasureParts {
  readonly nodeId: string;
  readonly journal: Pick<Journal, 'append'>;
  readonly keys: Pick<PersonKeys, 'has' | 'remove'>;
  /** The chain after the latest block. */
  readonly state: () => {
    readonly registry: RegistryReader;
    readonly time: number;
    readonly height: number;
  };
  /** Personal groups of a person stay closed: what was made of them is to go. */
  readonly restricted: (person: string) => void;
  readonly onError: (error: unknown) => void;
}

/** Something else in this program that holds data of persons, each under a key of his own. */
export interface PersonalStore {
  /** Whether there is anything left of a person. */
  has(person: string): boolean;
  /** Destroys the person's key and what was sealed under it; may be asked again after a failure. */
  shred(person: string): Promise<void>;
}

/**
 * Carries out erasure in this program. Restricted is what the state says, in the moment it says so;
 * here only what was made of the data before follows. When the last period has run and no hold
 * covers the person, the key is destroyed, which is an entry first. A key made later, for an entry
 * that names the person, goes the same way.
 */
export class ErasureEngine {
  readonly #parts: ErasureParts;
  readonly #withdrawn = new Set<string>();
  readonly #stores: PersonalStore[] = [];
  #lookedAt = Number.NEGATIVE_INFINITY;
  #running: Promise<void> | undefined;

  constructor(parts: ErasureParts) {
    this.#parts = parts;
  }

  /** A person's data in this store goes with his key from now on. */
  also(store: PersonalStore): void {
    this.#stores.push(store);
    // What was due while the store was not there.
    this.#lookedAt = Number.NEGATIVE_INFINITY;
  }

  /** Looks who is erased, when the block changed the registry or it is time to. */
  afterBlock(hasChanges: boolean): void {
    const { time } = this.#parts.state();
    if (!hasChanges && time < this.#lookedAt + LOOK_MS) return;
    this.#running ??= this.#look()
      .catch(this.#parts.onError)
      .finally(() => {
        this.#running = undefined;
      });
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #look(): Promise<void> {
    const { keys, restricted, state } = this.#parts;
    const { registry, time } = state();
    for (const { userId } of registry.all('erasure')) {
      if (this.#withdrawn.has(userId) || !keys.has(userId)) continue;
      this.#withdrawn.add(userId);
      restricted(userId);
    }
    for (const person of shreddable(registry, time)) {
      const stores = this.#stores.filter((store) => store.has(person));
      if (keys.has(person) || stores.length > 0) await this.#shred(person, stores);
    }
    // Only now: what failed is tried again with the next block.
    this.#lookedAt = time;
  }

  async #shred(person: string, stores: readonly PersonalStore[]): Promise<void> {
    const { journal, keys, nodeId, state } = this.#parts;
    await journal.append({
      ...{ source: 'maintenance', event: 'person-shredded', result: 'done', object: person },
      actor: { type: 'system', id: nodeId },
      blockHeight: state().height,
    });
    for (const store of stores) await store.shred(person);
    await keys.remove(person);
    this.#withdrawn.delete(person);
  }
}
