/**
 * The retained log of a program: one C2SP transparency log per source (RFC 6962 tree, signed
 * notes, hash tiles), entries as stub and body, person-bound encryption of personal data, group
 * commit. An entry is on disk before the act it tells of is answered.
 *
 *     const journal = await openJournal({ folder, chainId, nodeId, signer, personKeys, clock });
 *     await journal.append({ source: 'auth', event: 'login', result: 'done', actor });
 *     const anchor = journal.logs();
 */
export type { JournalClock } from './clock.ts';
export {
  type CopiedEntry,
  type CopyOptions,
  type CopyVerdict,
  type JournalCopy,
  openJournalCopy,
} from './copy/journal-copy.ts';
export { actorTagOf, actorTagOpening } from './entry/actor-tag.ts';
export {
  type ActorTypeName,
  COUNTS_MAX,
  ENTRY_BOUNDS,
  type EntryInput,
  entryFault,
} from './entry/entry-input.ts';
export {
  type OpenedEntry,
  type OpenedPersonal,
  openEntry,
  type PersonalAccess,
} from './entry/open-entry.ts';
export { type EntryFault, JournalError, type JournalErrorCode } from './errors.ts';
export type { FilePort, JournalFile } from './files/file-port.ts';
export { type FolderReader, nodeFolder } from './files/folder-reader.ts';
export { nodeFiles } from './files/node-files.ts';
export type { ForwardFailure, ForwardReason } from './forward/failure.ts';
export type { LineStyle } from './forward/forward-line.ts';
export {
  Forwarder,
  type ForwarderOptions,
  type ForwardLimits,
  type ForwardStatus,
} from './forward/forwarder.ts';
export type { Receiver } from './forward/receiver-connection.ts';
export { type Journal, openJournal } from './journal.ts';
export type {
  EntryPosition,
  JournalOptions,
  JournalVerdict,
  LogHead,
} from './journal-options.ts';
export { PersonKeyFile, type PersonKeyFileOptions } from './keys/key-file.ts';
export { dayOf, type FieldKey, type PersonKeys, strangerPerson } from './keys/person-keys.ts';
export { isSeal, parseSeal, type SealRefusal, type SegmentSeal } from './log/segment-seal.ts';
export { SLOT_BYTES as STUB_SLOT_BYTES } from './log/stub-file.ts';
export {
  type FolderFault,
  type FolderPart,
  type FolderReport,
  isSignedByOpening,
  type LogReport,
  type Silence,
  type TimeWindow,
} from './offline/report.ts';
export {
  type FolderAnchor,
  type FolderDisposal,
  type FolderTrust,
  verifyFolder,
} from './offline/verify-folder.ts';
export {
  FOLLOWED_ENTRIES_MAX,
  type FollowedEntries,
  type FollowedJournal,
  type FollowPositions,
  JournalFollower,
} from './reader/journal-follower.ts';
export { READ_ENTRIES_MAX, type StoredEntry, type StoredStub } from './reader/log-reader.ts';
export type { JournalPart, LogFault } from './reader/verify-log.ts';
export { type RepairOptions, repairFolder } from './repair/repair-folder.ts';
export type {
  LostEntries,
  RepairDone,
  RepairOutcome,
  RepairRefusal,
} from './repair/repair-report.ts';
export { settledFolder } from './repair/settled-folder.ts';
export type { StrangerAct, StrangerLimits, StrangerOutcome } from './strangers/strangers.ts';
export type { SignedCheckpoint } from './writer/checkpoints.ts';
export type { WriterLimits } from './writer/commit-writer.ts';
export type { CosignedLog, HeldCopy } from './writer/cosigned.ts';
export { ROOM_RESERVE_BYTES } from './writer/room.ts';
