import { equalBytes } from '@mingjing/crypto';
import { appendLeaves, type CompactRange, emptyRange, leafHash, rangeRoot } from '@mingjing/tlog';
import type { FolderLog } from './folder-log.ts';
import type { RepairRefusal } from './repair-report.ts';
import type { SignedRoot } from './signed-roots.ts';

/** Stubs in memory at once. */
const STEP = 4096;

export type CheckedCopy =
  | { readonly ok: true; readonly trusted: number }
  | ({ readonly ok: false } & RepairRefusal);

/**
 * Recomputes the tree of a copy from its stubs, and holds it against everything that is signed of
 * that log. `trusted`: its entries below are the ones that a signature, or an anchor, is over.
 */
export async function checkCopy(
  copy: FolderLog,
  roots: readonly SignedRoot[],
): Promise<CheckedCopy> {
  const { source } = copy.identity;
  const ordered = [...roots].sort((a, b) => a.size - b.size || rank(a) - rank(b));
  let range = emptyRange();
  let trusted = 0;
  for (const { size, root, by } of ordered) {
    range = await grownTo(range, copy, size);
    if (range.size < size) {
      // A head is known before its entries are held; the copy's checkpoint stands for what is.
      if (by === 'copy') return { ok: false, reason: 'copy-damaged', source, index: range.size };
      continue;
    }
    if (equalBytes(rangeRoot(range), root)) trusted = size;
    else if (isOfCopy(by)) return { ok: false, reason: 'copy-damaged', source, index: trusted };
    else return { ok: false, reason: 'copy-contradicts', source, size, by };
  }
  return { ok: true, trusted };
}

/** Its own signatures first: a copy that does not agree with itself contradicts nobody. */
function rank({ by }: SignedRoot): number {
  return isOfCopy(by) ? 0 : 1;
}

function isOfCopy(by: SignedRoot['by']): by is 'copy' | 'head' {
  return by === 'copy' || by === 'head';
}

/** The tree over the first `size` entries, or over those before the first that is not one. */
async function grownTo(range: CompactRange, copy: FolderLog, size: number): Promise<CompactRange> {
  let grown = range;
  while (grown.size < size) {
    const stubs = await copy.stubs(grown.size, Math.min(grown.size + STEP, size));
    const gap = stubs.indexOf(undefined);
    const whole = (gap < 0 ? stubs : stubs.slice(0, gap)).filter((stub) => stub !== undefined);
    grown = appendLeaves(grown, whole.map(leafHash)).range;
    if (gap >= 0) break;
  }
  return grown;
}
