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
export type InspectionCheckName = HashCheckName | ShownCheckName;
/** Those whose value is a hash. */
type HashCheckName = 'genesis' | 'form' | 'record-signature';
/** Those whose value is said in words. */
export type ShownCheckName =
  | 'certificate'
  | 'program'
  | 'answer'
  | 'entry'
  | 'checkpoint'
  | 'anchor'
  | 'signature';

/** One line of the proof badge. */
export type InspectionCheckRow =
  | { readonly check: HashCheckName; readonly state: CheckState; readonly hash: string }
  | {
      readonly check: ShownCheckName;
      readonly state: CheckState;
      /** Blanks of the text of this check; absent: there is nothing to show yet. */
      readonly values?: Readonly<Record<string, string | number>>;
    };

/** Every check in order. What no anchor covers and what nobody compared is unknown. */
export function inspectionChecks(facts: InspectionFacts): InspectionCheckRow[] {
  const { entry, signatures, validators } = facts;
  const holds = (check: ShownCheckName, values: Readonly<Record<string, string | number>>) =>
    ({ check, state: 'holds', values }) as const;
  return [
    {
      ...{ check: 'genesis', state: facts.isGenesisTrusted ? 'holds' : 'unknown' },
      hash: bytesToHex(facts.genesisHash),
    },
    holds('certificate', { signatures, validators, height: facts.height }),
    { check: 'form', state: 'holds', hash: bytesToHex(facts.formHash) },
    ...facts.programs.map(({ items, nodeId, organisation }) =>
      holds('program', { node: nodeId, organisation, count: items }),
    ),
    holds('answer', { count: facts.answers.length }),
    { check: 'record-signature', state: 'holds', hash: bytesToHex(facts.recordHash) },
    holds('entry', { source: entry.source, index: entry.index }),
    holds('checkpoint', { size: entry.size, count: entry.cosignatures.length }),
    entry.anchored === undefined
      ? { check: 'anchor', state: 'unknown' }
      : holds('anchor', { size: entry.anchored.size, height: facts.laterHeight }),
    holds('signature', { node: facts.nodeId, organisation: facts.organisation }),
  ];
}
