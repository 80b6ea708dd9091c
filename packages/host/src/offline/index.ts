/**
 * What is done to a home while its program does not run: verify, repair, restore, roll back. Each
 * holds the home's lock, journals before it acts, and replaces databases whole or not at all.
 *
 *     const home = await openOffline({ home: folder, nodeId });
 *     const report = await fsck(home);
 *     await home.release();
 */
export { backUp } from '../backup.ts';
export { BlockWalk } from './block-walk.ts';
export { checkAttachments } from './check-attachments.ts';
export { checkChain, type OnProgress } from './check-chain.ts';
export { exportJournal, type OfflineExport } from './export-journal.ts';
export { type Finding, Findings, type FsckStore } from './findings.ts';
export { type FsckReport, fsck } from './fsck.ts';
export {
  journalAct,
  type OfflineHome,
  type OfflineOptions,
  openOffline,
  openOfflineStore,
} from './open-offline.ts';
export { type RepairReport, repair } from './repair.ts';
export {
  type JournalRepair,
  type JournalRepairOptions,
  repairJournal,
} from './repair-journal.ts';
export { type Restored, type RestoreOptions, restore } from './restore.ts';
export { type DrillOptions, type DrillOutcome, restoreDrill } from './restore-drill.ts';
export { rollback } from './rollback.ts';
