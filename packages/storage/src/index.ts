/**
 * What a node keeps: blocks and state, attachments, the write-ahead log, and what its validator
 * signed last; each on disk and on a disk in memory that can crash. Implements the ports `Store`
 * and `WriteAheadLog` of `@mingjing/replica`; durability is what the architecture page's section
 * on storage asks for: after a crash at any instant the node is at a height or the one before.
 *
 *     const lock = await lockHome(home);
 *     const store = await openStore(join(home, 'data'));
 *     const wal = await openWriteAheadLog(join(home, 'data', 'wal'));
 *     const signed = await openSignState(join(home, 'data', 'signed-last'));
 */
export { BACKUP_FORMAT, type BackupManifest } from './backup/backup-format.ts';
export { type BackupPack, BackupReader } from './backup/read-backup.ts';
export { type BackupSource, type WrittenBackup, writeBackup } from './backup/write-backup.ts';
export type { ChainStoreOptions } from './chain-store.ts';
export { checkEntries, type EntryCounts, type EntryFault } from './check-entries.ts';
export { createFile } from './durable-file.ts';
export { StorageError, type StorageErrorCode } from './errors.ts';
export { STORE_FORMAT } from './format.ts';
export { type HomeLock, LOCK_FOLDER, lockHome } from './home-lock.ts';
export {
  acceptIncoming,
  beginIncoming,
  type Replaced,
  settleIncoming,
  unpackBackup,
} from './incoming.ts';
export type { Entry } from './key-value.ts';
export {
  type CrashFate,
  DiskCrashedError,
  MemoryDisk,
  type MemoryDiskOptions,
  type Survival,
} from './memory-disk.ts';
export type { NodeStore, StoreView } from './node-store.ts';
export {
  ATTACHMENT_FOLDER,
  CHAIN_FOLDER,
  openChainAlone,
  openMemoryStore,
  openStore,
} from './open-store.ts';
export {
  type OrderReceiptStore,
  openMemoryOrderReceipts,
  openOrderReceipts,
} from './order-receipts.ts';
export { Collection, type CollectionOptions, type Document } from './shelf/collection.ts';
export {
  DOCUMENT_BYTES_MAX,
  type DocumentChange,
  LISTED_MAX,
  type ListOptions,
  Shelf,
  type ShelfOptions,
} from './shelf/shelf.ts';
export type { Advance, SignGuard } from './sign-guard.ts';
export type { SignPoint, SignStep, Standing } from './sign-record.ts';
export { openMemorySignState, openSignState, type SignStateOptions } from './sign-state.ts';
export { type ReadLog, readSignState, readWriteAheadLog } from './small-files.ts';
export { MemorySnapshots } from './snapshots/memory-snapshots.ts';
export { openSnapshots } from './snapshots/snapshot-folder.ts';
export type { Tip } from './tip.ts';
export {
  type FileWriteAheadLog,
  openMemoryWriteAheadLog,
  openWriteAheadLog,
  WAL_BYTES_MAX,
  WAL_LONG_BYTES,
  type WriteAheadLogOptions,
} from './write-ahead-log.ts';
