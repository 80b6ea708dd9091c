import type { WrittenBackupFacts } from '@mingjing/host';
import { Collection, type Document, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { newId } from '../../new-id.ts';

const backup = Type.Object({
  writtenAt: Type.Number(),
  file: Type.String(),
  height: Type.Number(),
  bytes: Type.Number(),
  sha256: Type.String(),
});
type Backup = Static<typeof backup>;

/** Backups that this program wrote of itself, by the time at which they were whole. */
export class BackupRecord {
  readonly #shelf: Shelf;
  readonly #all: Collection<Backup>;

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
    this.#all = new Collection<Backup>(shelf, {
      name: 'backups',
      isValid: (value): value is Backup => Value.Check(backup, value),
    });
  }

  add({ file, height, bytes, sha256 }: WrittenBackupFacts, writtenAt: number): Promise<void> {
    const value = { writtenAt, file, height, bytes, sha256 };
    return this.#shelf.change([this.#all.put(newId(writtenAt), value)]);
  }

  /** The latest first. */
  list(limit: number): Promise<Document<Backup>[]> {
    return this.#all.list({ limit, reverse: true });
  }
}
