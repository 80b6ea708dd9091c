import type { Host } from '@mingjing/host';
import {
  type Answer,
  type EndedRun,
  type Form,
  INSPECTION_TEXTS,
  type RenderLanguage,
  type SealedRecord,
  sealRecord,
} from '@mingjing/inspection';
import { inspectionMeasurementsCodec, inspectionRecordCodec } from '@mingjing/protocol';
import { buildStateProof, type EntryName } from '@mingjing/replica';
import { createTexts } from '@mingjing/service';
import type { Inspection, SealForm } from './inspection.ts';

/** Why an inspection cannot be signed now. */
export type SealFault = 'no-block' | 'no-statement-key' | 'other-form' | 'too-large';

export interface SealOrder {
  readonly value: Inspection;
  readonly form: Form;
  readonly answers: readonly Answer[];
  readonly head: Readonly<Record<string, string>>;
  readonly foot: SealForm;
  readonly endedAt: number;
  /** Canonical record of the operator's program, which held when it came. */
  readonly operator?: Uint8Array;
  readonly previous?: NonNullable<EndedRun['previous']>;
}

/** Signs a filled form as an inspection of this node, with what the operator's program signed. */
export async function sealedInspection(
  { nodeId, replica, statements, store }: Host,
  order: SealOrder,
): Promise<SealedRecord | SealFault> {
  const { answers, endedAt, foot, form, head, operator, previous, value } = order;
  const theirs = operator === undefined ? undefined : operatorsOwn(operator);
  const measuring = [nodeId, ...(theirs === undefined ? [] : [theirs.nodeId])];
  const state = await buildStateProof(
    replica.chain,
    store,
    measuring.map((id): EntryName => ['node', id]),
  );
  if (state === undefined) return 'no-block';
  if (statements.keyId() === undefined) return 'no-statement-key';
  return sealRecord(
    {
      ...{ kind: 'inspection', nodeId, phrase: value.phrase, form, head, answers, endedAt },
      ...{ foot: { ...foot }, beganAt: value.began.at },
      ...(theirs === undefined ? {} : { stated: [theirs.signed] }),
      ...(previous === undefined ? {} : { previous }),
    },
    {
      ...{ chainId: replica.chain.chainId, state },
      sentence: (language, key) => sentence(language, key, theirs?.texts),
      sign: (bytes) => statements.sign(bytes),
    },
  );
}

/** What a record says that its own program measured, as that signed it, and its sentences. */
function operatorsOwn(bytes: Uint8Array) {
  const { measured, nodeId, texts } = inspectionRecordCodec.decode(bytes);
  const signed = measured.find(
    ({ measurements }) => inspectionMeasurementsCodec.decode(measurements).nodeId === nodeId,
  );
  return signed === undefined ? undefined : { nodeId, signed, texts: sentencesOf(texts) };
}

type Sentences = ReadonlyMap<string, Readonly<Record<RenderLanguage, string>>>;

function sentencesOf(texts: readonly { key: string; zh: string; en: string }[]): Sentences {
  return new Map(texts.map(({ en, key, zh }) => [key, { 'zh-CN': zh, en }]));
}

const catalogue = createTexts(INSPECTION_TEXTS);

/** In this program's own words; only of what it has none for, in those of the operator's. */
function sentence(
  language: RenderLanguage,
  key: string,
  theirs: Sentences | undefined,
): string | undefined {
  return catalogue.find(language, key) ?? theirs?.get(key)?.[language];
}
