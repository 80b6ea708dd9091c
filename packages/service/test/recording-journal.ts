import type { ActEntry, EntryPosition, JournalPort } from '../src/index.ts';

/** A journal in memory that can be told to refuse, or to hold entries back until released. */
export class RecordingJournal implements JournalPort {
  readonly entries: ActEntry[] = [];
  readonly strangers: ActEntry[] = [];
  failure: Error | undefined;
  strangerFailure: Error | undefined;
  /** The field of an entry that cannot be taken, as a journal judges it; undefined: all can. */
  faultOf: (entry: ActEntry) => string | undefined = () => undefined;
  gate: Promise<void> = Promise.resolve();

  async append(entry: ActEntry): Promise<void> {
    await this.gate;
    if (this.failure !== undefined) throw this.failure;
    this.#check(entry);
    this.entries.push(entry);
  }

  async appendMany(entries: readonly ActEntry[]): Promise<EntryPosition[]> {
    await this.gate;
    if (this.failure !== undefined) throw this.failure;
    for (const entry of entries) this.#check(entry);
    const first = this.entries.push(...entries) - entries.length;
    return entries.map(({ source }, index) => ({ source, index: first + index }));
  }

  async stranger(entry: ActEntry): Promise<void> {
    if (this.strangerFailure !== undefined) throw this.strangerFailure;
    this.strangers.push(entry);
  }

  #check(entry: ActEntry): void {
    const field = this.faultOf(entry);
    if (field === undefined) return;
    throw Object.assign(new Error('refused'), { code: 'JOURNAL_REFUSED', fault: { field } });
  }
}
