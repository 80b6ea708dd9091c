import { assert, hexToBytes } from '@mingjing/crypto';
import {
  type Answer,
  codeOf,
  type Fact,
  type Findings,
  judgeItem,
  type Measurement,
  type RunKind,
} from '@mingjing/proofs';
import {
  canonicalJsonBytes,
  FORMAT_VERSION,
  type InspectionMeasurement,
  type InspectionRecord,
  inspectionFormHash,
  inspectionMeasurementsCodec,
  inspectionRecordCodec,
  inspectionRecordHash,
  inspectionSigningBytes,
  type SignedMeasurements,
  type StateProof,
} from '@mingjing/protocol';
import { changesBetween } from '../difference.ts';
import type { Form } from '../form.ts';
import type { RenderLanguage } from '../render/texts.ts';

/** A run that has ended, with everything that is to be signed of it. */
export interface EndedRun {
  readonly kind: RunKind;
  /** Node of the program that filled the form. */
  readonly nodeId: string;
  readonly phrase: string;
  readonly form: Form;
  /** Values by id of the fields of the form; empty ones are left to a pen. */
  readonly head: Readonly<Record<string, string>>;
  readonly foot: Readonly<Record<string, string>>;
  readonly answers: readonly Answer[];
  /** Ms since 1970. */
  readonly beganAt: number;
  readonly endedAt: number;
  /** What other programs stated, as they signed it; absent: nobody did. */
  readonly stated?: readonly SignedMeasurements[];
  /** The record before, to say what changed since. */
  readonly previous?: { readonly recordHash: string; readonly answers: readonly Answer[] };
}

export interface SealParts {
  readonly chainId: string;
  /** Of this node and of each that stated something, at the block where the run ended. */
  readonly state: StateProof;
  /** The sentence of a fact or footing with its blanks open; undefined: there is none. */
  readonly sentence: (language: RenderLanguage, key: string) => string | undefined;
  /** Signs with the node's statement key. */
  readonly sign: (bytes: Uint8Array) => Uint8Array;
}

/** A record as it is kept: signed once, printed, and carried in every bundle of the run. */
export interface SealedRecord {
  readonly record: Uint8Array;
  readonly signature: Uint8Array;
  readonly hash: Uint8Array;
  /** Of every item, as they were judged when the run ended. */
  readonly answers: readonly Answer[];
}

/**
 * Makes the record of a run and signs it (docs/spec/inspection-bundle.md). Every item of the form
 * has an answer: what the run did not come to is not measured. Verdicts are judged again at the end
 * of the run, so that a reader who has the rule comes to the same.
 */
export function sealRecord(run: EndedRun, parts: SealParts): SealedRecord {
  const form = canonicalJsonBytes(run.form);
  const answers = judgedAtEnd(run);
  const own = ownMeasurements(run, answers, inspectionFormHash(form));
  const measured = own === undefined ? [] : [signedMeasurements(own, parts)];
  const changes = run.previous === undefined ? [] : changesBetween(run.previous.answers, answers);
  const verdict = (word: Answer['verdict'] | null) => (word === null ? 0 : codeOf('verdict', word));
  const record = inspectionRecordCodec.encode({
    ...{ version: FORMAT_VERSION, nodeId: run.nodeId, kind: codeOf('run', run.kind) },
    ...{ phrase: run.phrase, form, head: fieldsOf(run.head), foot: fieldsOf(run.foot) },
    measured: [...measured, ...(run.stated ?? [])].sort((a, b) => (nodeOf(a) < nodeOf(b) ? -1 : 1)),
    answers: answers.map(answerBytes),
    texts: textsOf(answers, parts),
    ...{ beganAt: run.beganAt, endedAt: run.endedAt, state: parts.state },
    previous: previousHash(run),
    changes: changes.map(({ item, before, after }) => {
      return { item, before: verdict(before), after: verdict(after) };
    }),
  });
  const signature = parts.sign(inspectionSigningBytes(parts.chainId, 'record', record));
  return { record, signature, hash: inspectionRecordHash(parts.chainId, record), answers };
}

function previousHash({ previous }: EndedRun): Uint8Array {
  const hash = hexToBytes(previous?.recordHash ?? '');
  assert(hash !== undefined, 'the hash of a record is hexadecimal');
  return hash;
}

/** What this program measured, signed, so that another one can take it over. */
export function signedMeasurements(
  measurements: Uint8Array,
  { chainId, sign }: Pick<SealParts, 'chainId' | 'sign'>,
): SignedMeasurements {
  return {
    measurements,
    signature: sign(inspectionSigningBytes(chainId, 'measurements', measurements)),
  };
}

function judgedAtEnd({ answers, endedAt, form, nodeId }: EndedRun): Answer[] {
  const found = new Map(answers.map(({ item, findings }) => [item, findings]));
  return form.items.map((item) =>
    judgeItem(item, plain(found.get(item.id) ?? {}, nodeId), endedAt),
  );
}

/** Who measured decides whether it was stated: a record has no second word for it. */
function plain({ measurement, ...rest }: Findings, nodeId: string): Findings {
  if (measurement === undefined) return rest;
  return { ...rest, measurement: { ...measurement, isStated: measurement.by !== nodeId } };
}

function ownMeasurements(
  { nodeId, phrase }: EndedRun,
  answers: readonly Answer[],
  formHash: Uint8Array,
): Uint8Array | undefined {
  const own = answers.flatMap(({ item, findings: { measurement } }) =>
    measurement?.by === nodeId ? [[item, measurement] as const] : [],
  );
  return own.length === 0 ? undefined : measurementsBytes({ nodeId, phrase, formHash }, own);
}

/** What one program measured for a phrase and a form, as it is to be signed. */
export function measurementsBytes(
  run: { readonly nodeId: string; readonly phrase: string; readonly formHash: Uint8Array },
  measured: Iterable<readonly [item: string, measurement: Measurement]>,
): Uint8Array {
  const measurements = [...measured].map(([item, each]) => measurementBytes(item, each));
  const { formHash, nodeId, phrase } = run;
  return inspectionMeasurementsCodec.encode({
    ...{ version: FORMAT_VERSION, nodeId, phrase, formHash, measurements },
  });
}

function measurementBytes(
  item: string,
  { at, facts, height, outcome, standsOn }: Measurement,
): InspectionMeasurement {
  return {
    ...{ item, outcome: codeOf('verdict', outcome), at, height },
    facts: facts.map(({ key, values }) => ({ key, blanks: blanksOf(values) })),
    standsOn: standsOn.map(({ hash, key, place = '' }) => ({ key, hash, place })),
  };
}

function blanksOf(values: Fact['values']): { name: string; text: string }[] {
  return Object.entries(values)
    .map(([name, value]) => ({ name, text: String(value) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function answerBytes({ findings, item, kind, reasons, verdict }: Answer) {
  const { confirmation, document, measurement } = findings;
  return {
    ...{ item, verdict: codeOf('verdict', verdict), kind: codeOf('kind', kind) },
    reasons: reasons.map((reason) => codeOf('reason', reason)),
    measuredBy: measurement?.by ?? '',
    confirmation:
      confirmation === undefined ? null : { ...confirmation, saw: confirmation.saw ?? '' },
    document: document === undefined ? null : { ...document, expiresAt: document.expiresAt ?? 0 },
  };
}

function textsOf(answers: readonly Answer[], { sentence }: SealParts): InspectionRecord['texts'] {
  const keys = answers.flatMap(({ findings: { measurement } }) =>
    [...(measurement?.facts ?? []), ...(measurement?.standsOn ?? [])].map(({ key }) => key),
  );
  return [...new Set(keys)].sort().map((key) => {
    const [zh, en] = [sentence('zh-CN', key), sentence('en', key)];
    assert(zh !== undefined && en !== undefined, `no text '${key}'`);
    return { key, zh, en };
  });
}

function fieldsOf(values: Readonly<Record<string, string>>): { id: string; text: string }[] {
  return Object.entries(values)
    .filter(([, text]) => text !== '')
    .map(([id, text]) => ({ id, text }));
}

function nodeOf({ measurements }: SignedMeasurements): string {
  return inspectionMeasurementsCodec.decode(measurements).nodeId;
}
