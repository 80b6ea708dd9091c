import { equalBytes, type VerifySignature } from '@mingjing/crypto';
import {
  FORMAT_VERSION,
  type InspectionAnswer,
  type InspectionConfirmation,
  type InspectionDocument,
  type InspectionMeasurement,
  type InspectionMeasurements,
  type InspectionRecord,
  inspectionMeasurementsCodec,
  inspectionSigningBytes,
  KeyPurpose,
  passed,
  type SignedMeasurements,
} from '@mingjing/protocol';
import { keyOf } from '../retention/retained-log.ts';
import type { ProvedState } from '../state/state-proof.ts';
import type {
  Answer,
  AttestedDocument,
  Confirmation,
  Findings,
  Measurement,
  Verdict,
} from './answer.ts';
import { wordOf } from './codes.ts';
import {
  type InspectionReason,
  type InspectionRefusal,
  type MeasuringProgram,
  refusedInspection,
} from './facts.ts';
import type { RecordedForm } from './form.ts';
import { judgeItem } from './judge-item.ts';

const HASH = /^[0-9a-f]{1,128}$/;

/** What the answers of a record are judged by. */
export interface RecordFooting {
  readonly state: ProvedState;
  readonly form: RecordedForm;
  readonly formHash: Uint8Array;
  readonly verify: VerifySignature;
}

type Checked<T> = { ok: true; value: T } | InspectionRefusal;
/** What was measured, by node and item. */
type Measured = ReadonlyMap<string, InspectionMeasurement>;

const placeOf = (nodeId: string, item: string) => `${nodeId} ${item}`;

/** Checks what each program found out: its signature, and that it answers this very run. */
export function checkMeasured(
  footing: RecordFooting,
  record: InspectionRecord,
): Checked<{ programs: MeasuringProgram[]; measured: Measured }> {
  const measured = new Map<string, InspectionMeasurement>();
  const programs: MeasuringProgram[] = [];
  for (const [index, signed] of record.measured.entries()) {
    const opened = openMeasured(footing, signed, record.phrase, index);
    if (!opened.ok) return opened;
    const { nodeId, measurements } = opened.value.said;
    const before = programs.at(-1)?.nodeId;
    if (before !== undefined && before >= nodeId) {
      return refusedInspection('measurements', 'not-ascending', index);
    }
    for (const each of measurements) {
      const place = placeOf(nodeId, each.item);
      if (measured.has(place)) return refusedInspection('measurements', 'extra', index);
      measured.set(place, each);
    }
    const { organisation } = opened.value;
    programs.push({ nodeId, organisation, items: measurements.length });
  }
  return passed({ programs, measured });
}

function openMeasured(
  { state, formHash, verify }: RecordFooting,
  { measurements, signature }: SignedMeasurements,
  phrase: string,
  index: number,
): Checked<{ said: InspectionMeasurements; organisation: string }> {
  const parsed = inspectionMeasurementsCodec.parse(measurements);
  if (!parsed.ok) return refusedInspection('measurements', parsed.reason, index);
  const said = parsed.value;
  if (said.version !== FORMAT_VERSION) {
    return refusedInspection('measurements', 'unknown-version', index);
  }
  const node = state.get('node', said.nodeId);
  if (node === 'unproved') return refusedInspection('program', 'not-proved', index);
  if (node === undefined) return refusedInspection('program', 'unknown-node', index);
  const signing = inspectionSigningBytes(state.chainId, 'measurements', measurements);
  if (!verify(keyOf(node, KeyPurpose.statement), signing, signature)) {
    return refusedInspection('measurements', 'bad-signature', index);
  }
  if (said.phrase !== phrase) return refusedInspection('measurements', 'other-phrase', index);
  if (!equalBytes(said.formHash, formHash)) {
    return refusedInspection('measurements', 'other-form', index);
  }
  return passed({ said, organisation: node.organisation });
}

/**
 * The answers of a record: one for every item of the form, in its order, each resting on what a
 * program signed, and each verdict the one that the rule gives (`judgeItem`).
 */
export function checkAnswers(
  { form }: RecordFooting,
  { answers, nodeId, endedAt }: InspectionRecord,
  measured: Measured,
): Checked<Answer[]> {
  const read: Answer[] = [];
  let used = 0;
  for (const [index, item] of form.items.entries()) {
    const said = answers[index];
    if (said === undefined || said.item !== item.id) {
      return refusedInspection('answer', 'missing', index);
    }
    const findings = findingsOf(said, nodeId, measured);
    if (typeof findings === 'string') return refusedInspection('answer', findings, index);
    if (findings.measurement !== undefined) used++;
    const answer = judgeItem(item, findings, endedAt);
    if (!isSaid(answer, said)) return refusedInspection('answer', 'not-by-the-rule', index);
    read.push(answer);
  }
  if (answers.length > read.length) return refusedInspection('answer', 'extra', read.length);
  // What was measured and is answered by nothing would be left out of sight.
  if (used < measured.size) return refusedInspection('measurements', 'extra');
  return passed(read);
}

function isSaid(judged: Answer, said: InspectionAnswer): boolean {
  const isSame =
    judged.verdict === wordOf('verdict', said.verdict) && judged.kind === wordOf('kind', said.kind);
  const reasons = said.reasons.map((code) => wordOf('reason', code));
  return (
    isSame &&
    reasons.length === judged.reasons.length &&
    reasons.every((reason, i) => reason === judged.reasons[i])
  );
}

function findingsOf(
  { item, measuredBy, confirmation, document }: InspectionAnswer,
  issuer: string,
  measured: Measured,
): Findings | InspectionReason {
  const found = measured.get(placeOf(measuredBy, item));
  if (measuredBy !== '' && found === undefined) return 'missing';
  const measurement = found === undefined ? undefined : readMeasurement(found, measuredBy, issuer);
  if (typeof measurement === 'string') return measurement;
  if (document && !HASH.test(document.hash)) return 'bad-shape';
  return {
    ...(measurement === undefined ? {} : { measurement }),
    ...(confirmation ? { confirmation: readConfirmation(confirmation) } : {}),
    ...(document ? { document: readDocument(document) } : {}),
  };
}

// Field by field: what a decoded message has by default is not its own, and would not be copied.
function readConfirmation({ agrees, at, officer, saw }: InspectionConfirmation): Confirmation {
  return { officer, at, agrees, ...(saw === '' ? {} : { saw }) };
}

function readDocument(document: InspectionDocument): AttestedDocument {
  const { attestor, expiresAt, hash, id, isDemonstration, issuedAt, issuer } = document;
  return {
    ...{ id, hash, issuer, attestor, issuedAt, isDemonstration },
    expiresAt: expiresAt === 0 ? null : expiresAt,
  };
}

function readMeasurement(
  { outcome, facts, standsOn, at, height }: InspectionMeasurement,
  by: string,
  issuer: string,
): Measurement | InspectionReason {
  const verdict: Verdict | undefined = wordOf('verdict', outcome);
  if (verdict === undefined) return 'unknown-code';
  if (!standsOn.every(({ hash }) => HASH.test(hash))) return 'bad-shape';
  return {
    ...{ outcome: verdict, by, at, height, isStated: by !== issuer },
    standsOn: standsOn.map(({ hash, key, place }) => {
      return { key, hash, ...(place === '' ? {} : { place }) };
    }),
    facts: facts.map(({ key, blanks }) => {
      return { key, values: Object.fromEntries(blanks.map(({ name, text }) => [name, text])) };
    }),
  };
}
