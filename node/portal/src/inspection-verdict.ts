// From the bytes of an inspection to what the page says about it.
import { bytesToHex } from '@mingjing/crypto';
import { type InspectionFacts, type InspectionRefusal, verifyInspection } from '@mingjing/proofs';
import { type CheckState, withinWork } from './verdict.ts';

/** What the page says of an inspection. */
export interface InspectionVerdict {
  readonly kind: 'inspection';
  readonly outcome: 'checked' | 'notCompared' | 'failed' | 'overworked';
  readonly facts?: InspectionFacts;
  readonly refusal?: InspectionRefusal;
}

/** Checks an inspection; without a trusted genesis hash the outcome is never `checked`. */
export function judgeInspection(
  bytes: Uint8Array,
  trustedGenesisHash?: Uint8Array,
): InspectionVerdict {
  const kind = 'inspection';
  const options = { trustedGenesisHash };
  const verdict = withinWork((verify) => verifyInspection(bytes, { ...options, verify }));
  if (verdict === 'overworked') return { kind, outcome: 'overworked' };
  if (!verdict.ok) return { kind, outcome: 'failed', refusal: verdict };
  const facts = verdict.value;
  return { kind, outcome: facts.isGenesisTrusted ? 'checked' : 'notCompared', facts };
}

/** The checks of an inspection that holds, as the page lists them. */
export type InspectionCheckName =
  | 'genesis'
  | 'certificate'
  | 'program'
  | 'form'
  | 'answer'
  | 'record-signature'
  | 'entry'
  | 'checkpoint'
  | 'anchor'
  | 'signature';

/** One line of the proof badge. */
export interface InspectionCheckRow {
  readonly check: InspectionCheckName;
  readonly state: CheckState;
  /** A hash in hexadecimal, or blanks of the text of this check. */
  readonly hash?: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** Every check in order. What no anchor covers and what nobody compared is unknown. */
export function inspectionChecks(facts: InspectionFacts): InspectionCheckRow[] {
  const { entry, signatures, validators } = facts;
  const holds = (check: InspectionCheckName, rest: Omit<InspectionCheckRow, 'check' | 'state'>) =>
    ({ check, state: 'holds', ...rest }) as const;
  return [
    {
      ...{ check: 'genesis', state: facts.isGenesisTrusted ? 'holds' : 'unknown' },
      hash: bytesToHex(facts.genesisHash),
    },
    holds('certificate', { values: { signatures, validators, height: facts.height } }),
    holds('form', { hash: bytesToHex(facts.formHash) }),
    ...facts.programs.map(({ items, nodeId, organisation }) =>
      holds('program', { values: { node: nodeId, organisation, count: items } }),
    ),
    holds('answer', { values: { count: facts.answers.length } }),
    holds('record-signature', { hash: bytesToHex(facts.recordHash) }),
    holds('entry', { values: { source: entry.source, index: entry.index } }),
    holds('checkpoint', { values: { size: entry.size, count: entry.cosignatures.length } }),
    entry.anchored === undefined
      ? { check: 'anchor', state: 'unknown' }
      : holds('anchor', { values: { size: entry.anchored.size, height: facts.laterHeight } }),
    holds('signature', { values: { node: facts.nodeId, organisation: facts.organisation } }),
  ];
}
