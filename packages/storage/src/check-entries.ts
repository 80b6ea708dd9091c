import { bytesToHex } from '@mingjing/crypto';
import { StorageError } from './errors.ts';
import type { Entry } from './key-value.ts';
import * as prefix from './prefixes.ts';
import { openValue } from './sealed-value.ts';

/** Length of the keys of each kind; META has keys of two bytes. */
const KEY_BYTES: Readonly<Record<number, number>> = {
  [prefix.META]: 2,
  [prefix.BLOCK]: 7,
  [prefix.TRANSACTION]: 33,
  [prefix.RECORD_LEAVES]: 7,
  [prefix.REPLAY]: 7,
  [prefix.VALIDATOR_CHANGE]: 7,
  [prefix.COMMIT_MARK]: 7,
  [prefix.CHANGE_PROOF]: 7,
  [prefix.ATTACHMENT]: 33,
};

/** An entry that is not as it was written. */
export interface EntryFault {
  readonly key: string;
  readonly reason: 'unknown-key' | 'altered-value';
}

/** What a pass over a database counted. */
export interface EntryCounts {
  readonly blocks: number;
  readonly transactions: number;
  readonly attachments: number;
}

/**
 * Passes over all entries of a database once: every key must be of a known kind, every value carry
 * its checksum. `visit` gets what was sealed. Holds one chunk in memory.
 */
export async function checkEntries(
  chunks: AsyncIterable<readonly Entry[]>,
  onFault: (fault: EntryFault) => void,
  visit: (key: Uint8Array, content: Uint8Array) => void = () => undefined,
): Promise<EntryCounts> {
  const counts = new Map<number, number>();
  for await (const chunk of chunks) {
    for (const [key, value] of chunk) {
      const content = contentOf(key, value);
      if (typeof content === 'string') {
        onFault({ key: bytesToHex(key), reason: content });
        continue;
      }
      const kind = key[0] ?? 0;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      visit(key, content);
    }
  }
  const of = (kind: number) => counts.get(kind) ?? 0;
  return {
    blocks: of(prefix.BLOCK),
    transactions: of(prefix.TRANSACTION),
    attachments: of(prefix.ATTACHMENT),
  };
}

/** What was sealed under the key, or why it is not as it was written. */
function contentOf(key: Uint8Array, value: Uint8Array): Uint8Array | EntryFault['reason'] {
  const kind = key[0] ?? 0;
  const isKnown = kind === prefix.REGISTRY ? key.length > 1 : key.length === KEY_BYTES[kind];
  if (!isKnown) return 'unknown-key';
  try {
    return openValue(key, value);
  } catch (error) {
    if (error instanceof StorageError) return 'altered-value';
    throw error;
  }
}
