import { bytesToHex, equalBytes } from '@mingjing/crypto';
import { commitmentOf, SALT_BYTES } from '@mingjing/protocol';
import { checkEntries, type NodeStore } from '@mingjing/storage';
import type { OnProgress } from './check-chain.ts';
import type { Findings } from './findings.ts';
import { readFault } from './read-fault.ts';

/** Contents between two words on progress. */
const PROGRESS_EVERY = 1000;
/** Prefix and commitment. */
const KEY_BYTES = 33;

/**
 * Recomputes the commitment of every stored content, and looks for what must not be there any more;
 * resolves with their number.
 */
export async function checkAttachments({
  chainId,
  store,
  findings,
  onProgress,
  takenDown = new Set(),
}: {
  readonly chainId: string;
  readonly store: NodeStore;
  readonly findings: Findings;
  readonly onProgress: OnProgress;
  /** Commitments in hexadecimal. */
  readonly takenDown?: ReadonlySet<string>;
}): Promise<number> {
  const view = store.view();
  await view.chain.return(undefined);
  const add = (place: string, what: string) => findings.add('attachments', place, what);
  let count = 0;
  const visit = (key: Uint8Array, content: Uint8Array) => {
    // The other entries are of the database itself.
    if (key.length !== KEY_BYTES) return;
    count += 1;
    if (count % PROGRESS_EVERY === 0) onProgress('attachments', count, 0);
    const commitment = key.subarray(1);
    const [salt, bytes] = [content.subarray(0, SALT_BYTES), content.subarray(SALT_BYTES)];
    const isHis =
      salt.length === SALT_BYTES && equalBytes(commitmentOf(chainId, salt, bytes), commitment);
    const name = bytesToHex(commitment);
    if (!isHis) add(name, 'other-content');
    else if (takenDown.has(name)) add(name, 'taken-down');
  };
  try {
    await checkEntries(
      view.attachments,
      ({ key, reason }) => add(key.length === 2 * KEY_BYTES ? key.slice(2) : key, reason),
      visit,
    );
  } catch (error) {
    add('database', readFault(error));
  }
  onProgress('attachments', count, count);
  return count;
}
