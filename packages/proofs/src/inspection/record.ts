import type { VerifySignature } from '@mingjing/crypto';
import {
  FORMAT_VERSION,
  type InspectionChange,
  type InspectionField,
  type InspectionRecord,
  inspectionFormHash,
  inspectionRecordCodec,
  inspectionRecordHash,
  inspectionSigningBytes,
  KeyPurpose,
  NodeRole,
  passed,
} from '@mingjing/protocol';
import { keyOf } from '../retention/retained-log.ts';
import { type ProvedState, verifyStateProof } from '../state/state-proof.ts';
import { type Answer, changeOf, type ItemChange, type RunKind } from './answer.ts';
import { checkAnswers, checkMeasured } from './answers.ts';
import { wordOf } from './codes.ts';
import { type InspectionFacts, type InspectionRefusal, refusedInspection } from './facts.ts';
import { openForm } from './form.ts';

const HASH_BYTES = 32;

/** What a record shows by itself, before the bundle around it is looked at. */
export type RecordFacts = Omit<InspectionFacts, 'entry' | 'issuedAt' | 'laterHeight'>;

export interface RecordOptions {
  readonly trustedGenesisHash?: Uint8Array | undefined;
  readonly verify: VerifySignature;
}

type Checked<T> = { ok: true; value: T } | InspectionRefusal;

/** Checks a record and the signature under it: all that does not need the journal. */
export function checkRecord(
  bytes: Uint8Array,
  signature: Uint8Array,
  { trustedGenesisHash, verify }: RecordOptions,
): Checked<RecordFacts> {
  const parsed = inspectionRecordCodec.parse(bytes);
  if (!parsed.ok) return refusedInspection('record', parsed.reason);
  const record = parsed.value;
  if (record.version !== FORMAT_VERSION) return refusedInspection('record', 'unknown-version');
  if (!record.state) return refusedInspection('record', 'missing');
  const kind = wordOf('run', record.kind);
  if (kind === undefined) return refusedInspection('record', 'unknown-code');
  const proved = verifyStateProof(record.state, { trustedGenesisHash, verify });
  if (!proved.ok) return refusedInspection(proved.part, proved.reason, proved.index);
  const content = checkContent(record, proved.value, verify);
  if (!content.ok) return content;
  const node = issuerOf(proved.value, record.nodeId, kind);
  if (!node.ok) return node;
  const signing = inspectionSigningBytes(proved.value.chainId, 'record', bytes);
  if (!verify(keyOf(node.value, KeyPurpose.statement), signing, signature)) {
    return refusedInspection('record-signature', 'bad-signature');
  }
  const { chainId, genesisHash, header, blockId, signatures, validators } = proved.value;
  return passed({
    ...{ chainId, genesisHash, isGenesisTrusted: trustedGenesisHash !== undefined },
    ...{ nodeId: record.nodeId, organisation: node.value.organisation, kind },
    ...{ phrase: record.phrase, head: valuesOf(record.head), foot: valuesOf(record.foot) },
    ...content.value,
    ...{ beganAt: record.beganAt, endedAt: record.endedAt },
    ...{ height: header.height, time: header.time, blockId, signatures, validators },
    recordHash: inspectionRecordHash(chainId, bytes),
    previous: record.previous.length === 0 ? undefined : record.previous,
  });
}

type Content = Pick<
  RecordFacts,
  'form' | 'formHash' | 'answers' | 'programs' | 'texts' | 'changes'
>;

function checkContent(
  record: InspectionRecord,
  state: ProvedState,
  verify: VerifySignature,
): Checked<Content> {
  const form = openForm(record.form);
  if (!form.ok) return refusedInspection('form', form.reason);
  const formHash = inspectionFormHash(record.form);
  const footing = { state, form: form.value, formHash, verify };
  const measured = checkMeasured(footing, record);
  if (!measured.ok) return measured;
  const answers = checkAnswers(footing, record, measured.value.measured);
  if (!answers.ok) return answers;
  const texts = checkTexts(record, answers.value);
  if (!texts.ok) return texts;
  const changes = checkChanges(record, answers.value);
  if (!changes.ok) return changes;
  const { programs } = measured.value;
  return passed({
    ...{ form: form.value, formHash, answers: answers.value, programs },
    ...{ texts: texts.value, changes: changes.value },
  });
}

/** An inspection is what a supervision node made; what the operator fills is a self-check. */
function issuerOf(state: ProvedState, nodeId: string, kind: RunKind) {
  const node = state.get('node', nodeId);
  if (node === 'unproved') return refusedInspection('program', 'not-proved');
  if (node === undefined) return refusedInspection('program', 'unknown-node');
  if ((kind === 'inspection') !== (node.role === NodeRole.supervision)) {
    return refusedInspection('program', 'wrong-role');
  }
  return passed(node);
}

/** Every sentence that the answers need, in both languages, and no other. */
function checkTexts(
  { texts }: InspectionRecord,
  answers: readonly Answer[],
): Checked<RecordFacts['texts']> {
  const needed = new Set(answers.flatMap(keysOf));
  for (const [index, { key }] of texts.entries()) {
    const before = texts[index - 1]?.key;
    if (before !== undefined && before >= key) {
      return refusedInspection('text', 'not-ascending', index);
    }
    if (!needed.delete(key)) return refusedInspection('text', 'extra', index);
  }
  if (needed.size > 0) return refusedInspection('text', 'missing');
  return passed({
    'zh-CN': Object.fromEntries(texts.map(({ key, zh }) => [key, zh])),
    en: Object.fromEntries(texts.map(({ key, en }) => [key, en])),
  });
}

function keysOf({ findings: { measurement } }: Answer): string[] {
  if (measurement === undefined) return [];
  return [...measurement.facts, ...measurement.standsOn].map(({ key }) => key);
}

/** Changes are against a record that is named; what they changed to is what the answers say. */
function checkChanges(
  { previous, changes }: InspectionRecord,
  answers: readonly Answer[],
): Checked<ItemChange[]> {
  const isNamed = previous.length === HASH_BYTES;
  if (previous.length > 0 && !isNamed) return refusedInspection('change', 'bad-shape');
  if (!isNamed && changes.length > 0) return refusedInspection('change', 'missing');
  const verdicts = new Map(answers.map(({ item, verdict }) => [item, verdict]));
  const read: ItemChange[] = [];
  for (const [index, change] of changes.entries()) {
    const opened = openChange(change);
    if (opened === undefined) return refusedInspection('change', 'unknown-code', index);
    if ((verdicts.get(opened.item) ?? null) !== opened.after) {
      return refusedInspection('change', 'content-differs', index);
    }
    read.push(opened);
  }
  return passed(read);
}

function openChange({ item, before, after }: InspectionChange): ItemChange | undefined {
  const [was, is] = [before, after].map((code) => (code === 0 ? null : wordOf('verdict', code)));
  return was === undefined || is === undefined ? undefined : changeOf(item, was, is);
}

function valuesOf(fields: readonly InspectionField[]): Record<string, string> {
  return Object.fromEntries(fields.map(({ id, text }) => [id, text]));
}
