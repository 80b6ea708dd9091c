import type { ActEntry, EntryPosition, JournalPort } from '../src/index.ts';

/** A journal in memory that can be told to refuse, or to hold entries back until released. */
export class RecordingJournal implements JournalPort {
  readonly entries: ActEntry[] = [];
  readonly strangers: ActEntry[] = [];
  failure: Error | undefined;
  strangerFailure: Error | undefined;
  gate: Promise<void> = Promise.resolve();

  async append(entry: ActEntry): Promise<void> {
    await this.gate;
    if (this.failure !== undefined) throw this.failure;
    this.entries.push(entry);
  }

  async appendMany(entries: readonly ActEntry[]): Promise<EntryPosition[]> {
    await this.gate;
    if (this.failure !== undefined) throw this.failure;
    const first = this.entries.push(...entries) - entries.length;
    return entries.map(({ source }, index) => ({ source, index: first + index }));
  }

  async stranger(entry: ActEntry): Promise<void> {
    if (this.strangerFailure !== undefined) throw this.strangerFailure;
    this.strangers.push(entry);
  }
}
