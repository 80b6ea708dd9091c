import type { EncodingRefusal } from '@mingjing/protocol';
import type { ConsistencyRefusal, InclusionRefusal, VerifyCheckpointRefusal } from '@mingjing/tlog';
import type { StatePart, StateReason } from '../state/state-proof.ts';

/** The parts of a retention certificate, in the order they are checked. */
export type RetentionPart =
  | 'file'
  | 'statement'
  | StatePart
  | 'node'
  | 'signature'
  | 'log'
  | 'checkpoint'
  | 'earliest'
  | 'latest'
  | 'anchor'
  | 'copy';

export type RetentionReason =
  | EncodingRefusal
  | StateReason
  | VerifyCheckpointRefusal
  | InclusionRefusal
  | ConsistencyRefusal
  | 'not-proved'
  | 'unknown-node'
  | 'bad-signature'
  | 'unknown-source'
  | 'not-ascending'
  | 'missing'
  | 'empty'
  | 'misplaced'
  | 'behind-anchor'
  | 'not-anchored'
  | 'of-another-log'
  | 'beyond-checkpoint';

/** A certificate that does not hold, with the part that was found wrong. */
export interface RetentionRefusal {
  readonly ok: false;
  readonly part: RetentionPart;
  readonly reason: RetentionReason;
  /** Position of the step, entry or log. */
  readonly index?: number;
}

/** What a certificate shows of one log. Times in ms. */
export interface RetainedLogFacts {
  readonly source: number;
  /** Entries that the node signed for, and the root over all of them. */
  readonly size: number;
  readonly root: Uint8Array;
  /** Times that the first and the last entry state. */
  readonly earliestTime: number;
  readonly latestTime: number;
  /** The latest anchor of the log that the state has. */
  readonly anchored: { readonly size: number; readonly time: number } | undefined;
  /**
   * Block time since when all entries are kept: the first anchor, or the mark that the last
   * disposal ended at. Undefined: never anchored.
   */
  readonly keptSince: number | undefined;
  readonly periodDays: number;
  /** Whether the period is full at the block's time. */
  readonly isPeriodFull: boolean;
  /** When it is, or will be; undefined: never anchored. */
  readonly periodFullAt: number | undefined;
  /** Bodies below this index were disposed of. */
  readonly disposedTo: number;
  /** Witnesses that cosigned this very checkpoint. */
  readonly cosignatures: readonly { readonly name: string; readonly timeSeconds: number }[];
  /** Nodes that signed that they hold the log, verified, up to a size. */
  readonly copies: readonly {
    readonly holder: string;
    readonly size: number;
    readonly time: number;
  }[];
  /** By the node's own word; of the maintenance log only. */
  readonly heartbeats: number;
  readonly longestPauseMs: number;
}

/** A legal hold that the state has. */
export interface HoldFacts {
  readonly id: Uint8Array;
  readonly organisation: string;
  readonly basis: number;
  readonly expiresAt: number;
}

/** What a valid certificate shows. */
export interface RetentionFacts {
  readonly chainId: string;
  readonly genesisHash: Uint8Array;
  readonly isGenesisTrusted: boolean;
  readonly nodeId: string;
  readonly organisation: string;
  /** The node's clock when it signed, ms. */
  readonly issuedAt: number;
  /** Height and time of the block whose state it rests on. */
  readonly height: number;
  readonly time: number;
  readonly blockId: Uint8Array;
  readonly signatures: number;
  readonly validators: number;
  readonly logs: readonly RetainedLogFacts[];
  /** Holds in force among those the certificate shows; others may exist. */
  readonly holds: readonly HoldFacts[];
}

/** A refusal that names its part. */
export function refusedRetention(
  part: RetentionPart,
  reason: RetentionReason,
  index?: number,
): RetentionRefusal {
  return { ok: false, part, reason, ...(index === undefined ? {} : { index }) };
}
