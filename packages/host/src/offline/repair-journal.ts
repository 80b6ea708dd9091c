import { resolve } from 'node:path';
import { type RepairOutcome, repairFolder, verifyFolder } from '@mingjing/journal';
import { HostError } from '../errors.ts';
import { leaveAct, takeActs } from '../home-acts.ts';
import { type ChainWord, chainWordIn, journalTrust } from './chain-word.ts';
import { type OfflineHome, withJournal } from './open-offline.ts';

/** Characters of an act's object, as `leaveAct` takes them. */
const OBJECT_CHARS_MAX = 256;

export interface JournalRepairOptions {
  /** A witness's copy of this node's journal. */
  readonly from: string;
  /** Give up tails that cannot be read, with what only they held. */
  readonly withoutTail?: boolean;
  /** What a node that is trusted says of the chain as it is now, beside the chain in the home. */
  readonly chainWord?: ChainWord;
}

export interface JournalRepair {
  readonly outcome: RepairOutcome;
  /** False when the chain in the home could not be asked what it anchored. */
  readonly hasAnchors: boolean;
}

/**
 * Mends the journal of a home from a copy of it. What is done is left as an act before the first
 * file is replaced, and is an entry of `maintenance` as soon as the journal opens: here, or, after
 * a crash, at the next start. A refusal leaves its act, too.
 */
export async function repairJournal(
  home: OfflineHome,
  { from, withoutTail = false, chainWord }: JournalRepairOptions,
): Promise<JournalRepair> {
  const { paths, chainId, nodeId } = home;
  const copy = resolve(from);
  const own = await chainWordIn(home);
  const words = [own, chainWord].filter((word) => word !== undefined);
  const word = {
    anchors: words.flatMap(({ anchors }) => anchors),
    disposals: words.flatMap(({ disposals }) => disposals),
  };
  const trust = journalTrust(home, word);
  const now = Date.now();
  const outcome = await repairFolder({
    ...{ folder: paths.journal, copy, chainId, nodeId, now, withoutTail },
    ...{ publicKeys: trust.keysOf(nodeId), ...word, areDisposalsAll: chainWord !== undefined },
    onAccept: ({ files }) => {
      const object = `${copy}: ${files.join(' ')}`.slice(0, OBJECT_CHARS_MAX);
      leaveAct(paths.acts, { event: 'journal-repaired', object }, now);
    },
  });
  const hasAnchors = words.length > 0;
  if (!outcome.ok) {
    leaveAct(paths.acts, { event: 'journal-repair-refused', object: outcome.reason }, now);
    return { outcome, hasAnchors };
  }
  if (outcome.value.kept === undefined) return { outcome, hasAnchors };
  await withJournal(home, (journal) => takeActs(paths.acts, journal));
  const { ok } = await verifyFolder(paths.journal, trust);
  if (!ok) throw unsound(paths.journal);
  return { outcome, hasAnchors };
}

function unsound(path: string): HostError {
  return new HostError(
    'STORE_UNSOUND',
    `${path} 修复后仍未通过验证；请用 journal verify 查看`,
    `${path} does not verify after the repair: see what journal verify says`,
  );
}
