import { isSignedByOpening, JournalError, settledFolder, verifyFolder } from '@mingjing/journal';
import { type ChainWord, journalTrust } from './chain-word.ts';
import type { Findings } from './findings.ts';
import type { OfflineHome } from './open-offline.ts';

/**
 * Verifies the journal of a home as its next opening will find it, against what the chain says of
 * it, and only reads: nothing is replayed, sealed or signed. Throws `JOURNAL_TOO_NEW`.
 */
export async function checkJournal(
  home: OfflineHome,
  word: ChainWord,
  findings: Findings,
  notes: Findings,
): Promise<void> {
  const folder = home.paths.journal;
  const files = await settledFolder(folder).catch(damaged);
  if (files === undefined) {
    findings.add('journal', 'repair', 'damaged');
    return;
  }
  if ((await files.list(folder)).length === 0) {
    if (word.anchors.length > 0) findings.add('journal', 'folder', 'missing');
    return;
  }
  const report = await verifyFolder(folder, journalTrust(home, word), files);
  for (const fault of report.faults) {
    const { source, file, index, part, reason } = fault;
    if (reason === 'JOURNAL_TOO_NEW') {
      throw new JournalError(reason, 'a later program wrote it', { path: folder });
    }
    // After a crash the last checkpoint may lack: the next opening signs what there is.
    const isNote = !report.isClosed && isSignedByOpening(fault);
    const told = isNote ? notes : findings;
    told.add(
      'journal',
      source === undefined ? `${file}` : `${source} ${index}`,
      whatOf(part, reason),
    );
  }
}

/** The mark of an accepted repair may be damaged itself. */
function damaged(error: unknown): undefined {
  if (error instanceof JournalError && error.code === 'JOURNAL_DAMAGED') return undefined;
  throw error;
}

function whatOf(part: string, reason: string): string {
  return `${part}-${reason === 'JOURNAL_DAMAGED' ? 'damaged' : reason}`;
}
