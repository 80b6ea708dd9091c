/**
 * A whole node without I/O: consensus, mempool, block sync and the storage logic behind ports. The
 * programs and the simulator drive the same code.
 *
 *     const opened = await Replica.open({ genesis, nodeId }, ports, events);
 *     if (opened.ok) await opened.value.start();
 */

export { heldAuthors } from './chain/authors.ts';
export { Chain, type ChainBase, type CommittedBlock, type OpenRefusal } from './chain/chain.ts';
export type { ExecutedBlock } from './chain/judge.ts';
export { buildStateProof, type EntryName } from './chain/state-proof.ts';
export type { Contents, FoundContent } from './contents/contents.ts';
export type { CoverageGap } from './coverage.ts';
export { EQUIVOCATION } from './evidence.ts';
export type { AdmissionRefusal, Admitted, OwnRefusal } from './mempool/admission.ts';
export type { PoolEntry } from './mempool/pool.ts';
export * from './ports.ts';
export { Replica } from './replica.ts';
export type { ReplicaEvents, ReplicaOptions } from './replica-events.ts';
export { heldBack } from './silence.ts';
export type { Fate } from './submissions.ts';
export type { CatchUpOptions } from './sync/catching-up.ts';
export { type CheckedBlock, checkBlock, type SyncRefusal } from './sync/check-block.ts';
export { type OpenBlockRefusal, openBlock } from './sync/open-block.ts';
export type { SnapshotPace } from './sync/snapshot/make.ts';
