import { StorageError } from './errors.ts';
import type { KeyValue } from './key-value.ts';
import { asBuffer } from './keys.ts';
import { META } from './prefixes.ts';
import { damaged, openValue, sealValue } from './sealed-value.ts';

/** Version of the layout of both databases. A change of layout raises it and migrates. */
export const STORE_FORMAT = 1;

/** Names of the single values of a database. */
export const FORMAT_KEY = Uint8Array.of(META, 1);
export const TIP_KEY = Uint8Array.of(META, 2);
export const SUMMARY_KEY = Uint8Array.of(META, 3);
/** Stands while a snapshot is being put in; what it wrote is removed when it is found. */
export const INSTALLING_KEY = Uint8Array.of(META, 4);
/** Stands while contents are being deleted; what it names is deleted when it is found. */
export const DELETING_KEY = Uint8Array.of(META, 5);

/**
 * Marks a new database with the format, or checks the mark of an old one: `STORE_TOO_NEW` when a
 * later version of the program wrote it, `STORE_CORRUPT` when it holds data but no mark.
 */
export async function checkFormat(database: KeyValue): Promise<void> {
  const stored = await database.get(FORMAT_KEY);
  if (stored === undefined) return markFormat(database);
  const value = openValue(FORMAT_KEY, stored);
  if (value.length !== 4) throw damaged(FORMAT_KEY);
  const version = asBuffer(value).readUInt32BE();
  if (version > STORE_FORMAT) {
    const message = `the store has format ${version}, this program knows ${STORE_FORMAT}`;
    throw new StorageError('STORE_TOO_NEW', message);
  }
  if (version !== STORE_FORMAT) throw damaged(FORMAT_KEY);
}

async function markFormat(database: KeyValue): Promise<void> {
  await database.visit({ from: Uint8Array.of(0), to: Uint8Array.of(255), limit: 1 }, () => {
    throw new StorageError('STORE_CORRUPT', 'the store holds data but no format version');
  });
  const version = Buffer.alloc(4);
  version.writeUInt32BE(STORE_FORMAT);
  const batch = database.batch();
  batch.put(FORMAT_KEY, sealValue(FORMAT_KEY, version));
  await batch.write();
}
