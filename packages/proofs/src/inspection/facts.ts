import type { BodyRefusal, EncodingRefusal, JournalSourceName } from '@mingjing/protocol';
import type { ConsistencyRefusal, InclusionRefusal, VerifyCheckpointRefusal } from '@mingjing/tlog';
import type { RetentionReason } from '../retention/facts.ts';
import type { StatePart, StateReason } from '../state/state-proof.ts';
import type { Answer, ItemChange, RunKind } from './answer.ts';
import type { FormFault, RecordedForm } from './form.ts';

/**
 * The parts of an inspection bundle, in the order they are checked. Those of the state are checked
 * twice, of the record and of the bundle around it; the latter begin with `later-`.
 */
export type InspectionPart =
  | 'file'
  | 'statement'
  | 'record'
  | StatePart
  | 'form'
  | 'program'
  | 'measurements'
  | 'answer'
  | 'text'
  | 'change'
  | 'record-signature'
  | `later-${StatePart}`
  | 'node'
  | 'entry'
  | 'checkpoint'
  | 'inclusion'
  | 'anchor'
  | 'signature';

export type InspectionReason =
  | EncodingRefusal
  | StateReason
  | RetentionReason
  | VerifyCheckpointRefusal
  | InclusionRefusal
  | ConsistencyRefusal
  | BodyRefusal
  | FormFault
  | 'unknown-code'
  | 'wrong-role'
  | 'other-phrase'
  | 'other-form'
  | 'extra'
  | 'not-by-the-rule'
  | 'not-committed'
  | 'disagrees-with-stub'
  | 'other-record'
  | 'content-differs'
  | 'other-chain';

/** A bundle that does not hold, with the part that was found wrong. */
export interface InspectionRefusal {
  readonly ok: false;
  readonly part: InspectionPart;
  readonly reason: InspectionReason;
  /** Position of the step, entry, program, answer, text or change. */
  readonly index?: number;
}

/** A program that found something out, and signed it. */
export interface MeasuringProgram {
  readonly nodeId: string;
  readonly organisation: string;
  /** Items that it measured. */
  readonly items: number;
}

/** The journal's entry about the record. */
export interface InspectionEntryFacts {
  readonly source: JournalSourceName;
  readonly index: number;
  /** The program's clock when it wrote the entry, ms. */
  readonly time: number;
  /** Entries under the checkpoint. */
  readonly size: number;
  /** The anchor on the chain that covers the entry; undefined: none does yet. */
  readonly anchored: { readonly size: number; readonly time: number } | undefined;
  /** Witnesses that cosigned the checkpoint. */
  readonly cosignatures: readonly string[];
}

/** What a valid bundle shows. Times in ms. */
export interface InspectionFacts {
  readonly chainId: string;
  readonly genesisHash: Uint8Array;
  readonly isGenesisTrusted: boolean;
  readonly nodeId: string;
  readonly organisation: string;
  readonly kind: RunKind;
  readonly phrase: string;
  readonly form: RecordedForm;
  readonly formHash: Uint8Array;
  /** Values by field id. */
  readonly head: Readonly<Record<string, string>>;
  readonly foot: Readonly<Record<string, string>>;
  /** Of every item, in the order of the form. */
  readonly answers: readonly Answer[];
  /** Sentences of facts and footings, by their keys. */
  readonly texts: Readonly<Record<'zh-CN' | 'en', Readonly<Record<string, string>>>>;
  readonly programs: readonly MeasuringProgram[];
  readonly beganAt: number;
  readonly endedAt: number;
  /** Of the block at which the record was signed. */
  readonly height: number;
  readonly time: number;
  readonly blockId: Uint8Array;
  readonly signatures: number;
  readonly validators: number;
  readonly recordHash: Uint8Array;
  /** Hash of the record before; undefined: there was none. */
  readonly previous: Uint8Array | undefined;
  readonly changes: readonly ItemChange[];
  readonly entry: InspectionEntryFacts;
  readonly issuedAt: number;
  /** Height of the block whose state has the anchor. */
  readonly laterHeight: number;
}

/** A refusal that names its part. */
export function refusedInspection(
  part: InspectionPart,
  reason: InspectionReason,
  index?: number,
): InspectionRefusal {
  return { ok: false, part, reason, ...(index === undefined ? {} : { index }) };
}
