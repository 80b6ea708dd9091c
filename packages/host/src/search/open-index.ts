import { hkdfSync } from 'node:crypto';
import { BLIND_KEY_BYTES, EmbeddedIndex, type OpenedIndex } from '@mingjing/search';

/** The indexes of a home, each in a file or schema of its own. */
export type IndexName = 'journal' | 'records';

export interface IndexPlace {
  readonly name: IndexName;
  /** File of the embedded index. */
  readonly path: string;
  readonly chainId: string;
  readonly blindKey: Uint8Array;
}

/** Opens an index, or begins it anew; throws `SearchError`. */
export type IndexOpener = (place: IndexPlace) => Promise<OpenedIndex>;

/** The index in a file of the home, which is the default. */
export const embeddedIndex: IndexOpener = (place) => EmbeddedIndex.open(place);

/** What a program makes of an index that is not as its sources say. */
export interface IndexEvents {
  /** Somebody, or the disk, changed it: it is built anew. */
  altered?(index: IndexName, reason: string): void;
  /** It has everything again. */
  rebuilt?(index: IndexName): void;
}

/** The secret of an index: derived, so that it lies where the keys of the journal lie. */
export function blindKeyOf(tagKey: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', tagKey, '', BLIND_INFO, BLIND_KEY_BYTES));
}

const BLIND_INFO = 'mingjing search key 1';

/** How a reason stands in an entry and in an alarm. */
export function reasonText(reason: string): string {
  return reason.toLowerCase().replaceAll('_', '-');
}

/** Whether an index that is begun anew was changed; another format or key is a new version. */
export function isAltered(reason: string): boolean {
  return reason !== 'SEARCH_OUTDATED';
}
