import type { Answer, ItemChange, RecordedForm, RunKind } from '@mingjing/proofs';

/** A form with its answers and whatever stands around them, ready to be printed. */
export interface FilledForm {
  readonly form: RecordedForm;
  readonly kind: RunKind;
  /** What the inspector chose; the answers are bound to it. */
  readonly phrase: string;
  /** Values by id of the head's fields; a field without one is left blank for a pen. */
  readonly head: Readonly<Record<string, string>>;
  /** The same of the foot. */
  readonly foot: Readonly<Record<string, string>>;
  readonly answers: readonly Answer[];
  readonly chainId: string;
  /** Node of the program that gave the answers. */
  readonly nodeId: string;
  readonly height: number;
  /** Ms since 1970. */
  readonly beganAt: number;
  readonly endedAt: number;
  /** Hash of the signed record, in lower-case hexadecimal. */
  readonly recordHash: string;
  /** Absent: there was no run before. */
  readonly changes?: readonly ItemChange[];
}
