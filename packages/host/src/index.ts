/**
 * What both programs share of their assembly: a home is opened, its stores, journal, network and
 * replica are put together on the real clock, disk and sockets.
 *
 *     const host = await startHost({ home, nodeId, listen, dial, isSupervision: false, ... });
 */

export { type HostAccounts, openHostAccounts } from './accounts/open-accounts.ts';
export { Archiver, type ArchiverOptions, type ArchiveStatus } from './archive/archiver.ts';
export type { Measured } from './assurance/attestation.ts';
export type { Listener } from './assurance/listening-ports.ts';
export type { NodeReporter, OwnPorts } from './assurance/node-reporter.ts';
export type { Assurance } from './assurance/open-assurance.ts';
export { measureProgram, PROGRAM_ROOT } from './assurance/program-files.ts';
export {
  type FileDifference,
  MANIFEST_BYTES_MAX,
  manifestHash,
  manifestText,
  parseManifest,
  type ReleaseManifest,
} from './assurance/release-manifest.ts';
export type { BackupJob, WrittenBackupFacts } from './backup-job.ts';
export { DiskBudget, type DiskBudgetOptions, type MeasuredSpace } from './budget/disk-budget.ts';
export type { DiskPort } from './budget/disk-port.ts';
export { spaceView } from './budget/space-view.ts';
export type { CommandAct } from './command-act.ts';
export { HostError, type HostErrorCode } from './errors.ts';
export { journalExportRoute } from './export/export-route.ts';
export {
  Exporter,
  type ExporterParts,
  type ExportFailure,
  type IssuedExport,
  type ReadExport,
  readExport,
} from './export/exporter.ts';
export { type HomePaths, homePaths, NODE_KEYS, openHome, readGenesis } from './home.ts';
export { HomeActError, noteRefusal } from './home-acts.ts';
export {
  type Decorations,
  type Host,
  type HostEvents,
  type HostOptions,
  type Statements,
  startHost,
} from './host.ts';
export {
  type InspectionBundleRefusal,
  inspectionBundle,
  type RecordedInspection,
} from './inspection/inspection-bundle.ts';
export { serviceJournal } from './journal-ports.ts';
export { journalRoutes } from './journal-routes.ts';
export {
  type ListenerOptions,
  Listeners,
  type Portal,
  type Reached,
  type Served,
} from './listeners.ts';
export { appendOnce, findEntry, type NamedAct } from './look-through/append-once.ts';
export type { Custody } from './look-through/open-custody.ts';
export type { SealedContents } from './look-through/sealed-contents.ts';
export { hostMetrics, isReady } from './metrics.ts';
export { NODE_FLAGS } from './node-flags.ts';
export type { Orders } from './orders/open-orders.ts';
export { nodesLate } from './orders/order-progress.ts';
export { orderReceiptsRoute } from './orders/receipts-route.ts';
export {
  type CopiedContent,
  type CopyPurpose,
  copyFileName,
  openCopy,
  readCopy,
  saveCopy,
  sealCopy,
} from './orders/sealed-copy.ts';
export { guarded } from './outbound/guard-sockets.ts';
export { destinationsOf } from './outbound/outbound-config.ts';
export { type Destination, type OutboundCount, OutboundGate } from './outbound/outbound-gate.ts';
export { OutboundWatch } from './outbound/outbound-watch.ts';
export { type Noting, placesOf, type Site, type SitePages, Sites } from './pages/sites.ts';
export { ENVELOPE_PLACES, PeerActs, REQUEST_PLACES } from './peer-acts.ts';
export { isMarkedRestored } from './restored-mark.ts';
export {
  type CertificateRefusal,
  type CertifierParts,
  RetentionCertifier,
} from './retention/certificate.ts';
export type { PersonalStore } from './retention/erasure-engine.ts';
export type { VouchedLog, VouchedLogs } from './retention/vouched-log.ts';
export { sealingKey } from './sealing-key.ts';
export {
  JournalSearch,
  type JournalSearchOptions,
  type JournalSearchResult,
  type ProvedHit,
} from './search/journal-search.ts';
export type { IndexEvents, IndexName, IndexOpener, IndexPlace } from './search/open-index.ts';
export { type ChainRecord, recordsOf } from './search/records/block-records.ts';
export { contentText } from './search/records/content-text.ts';
export { type FoundRecord, textHash } from './search/records/record-log.ts';
export {
  RecordSearch,
  type RecordSearchOptions,
  type RecordSearchResult,
} from './search/records/record-search.ts';
export { journalSearchRoute } from './search/search-route.ts';
export type { OwnJournal } from './search/searchable-log.ts';
export { ASIDE_MS_MAX, StandAside } from './stand-aside.ts';
export { ChainWitness } from './witness/chain-witness.ts';
export { Witness, type WitnessOptions } from './witness/witness.ts';
