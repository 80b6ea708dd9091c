import type { Signer } from '@mingjing/crypto/node';
import type { JournalSourceName } from '@mingjing/protocol';
import type { JournalClock } from './clock.ts';
import type { RandomPool } from './entry/random-pool.ts';
import type { FilePort } from './files/file-port.ts';
import type { PersonKeys } from './keys/person-keys.ts';
import type { LogFault } from './reader/verify-log.ts';
import type { StrangerLimits } from './strangers/strangers.ts';
import type { WriterLimits } from './writer/commit-writer.ts';

export interface JournalOptions {
  /** Folder of the journal, by convention `data/journal` of the home. */
  readonly folder: string;
  readonly chainId: string;
  readonly nodeId: string;
  /** Holds the node's journal key, which signs nothing but checkpoints. */
  readonly signer: Signer;
  readonly personKeys: PersonKeys;
  readonly clock: JournalClock;
  readonly files?: FilePort;
  readonly random?: RandomPool;
  readonly writerLimits?: Partial<WriterLimits>;
  readonly strangerLimits?: Partial<StrangerLimits>;
  /** The log that takes the refusals of strangers; `security` unless told. */
  readonly strangerSource?: JournalSourceName;
  /** Least time between two checkpoints of a log that `tick` signs; 5 s unless told. */
  readonly checkpointIntervalMs?: number;
}

export interface EntryPosition {
  readonly source: JournalSourceName;
  readonly index: number;
}

/** What a log durably holds: the material of anchors. */
export interface LogHead {
  /** Number of the source. */
  readonly source: number;
  readonly size: number;
  readonly root: Uint8Array;
}

export type JournalVerdict =
  | { readonly ok: true; readonly logs: readonly LogHead[] }
  | ({ readonly ok: false } & LogFault);
