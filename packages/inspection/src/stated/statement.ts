import { equalBytes, type VerifySignature } from '@mingjing/crypto';
import { type Measurement, wordOf } from '@mingjing/proofs';
import {
  FORMAT_VERSION,
  type InspectionMeasurement,
  inspectionMeasurementsCodec,
  inspectionSigningBytes,
  type SignedMeasurements,
} from '@mingjing/protocol';

const HASH = /^[0-9a-f]{1,128}$/;

/** What a statement of another program has to be, to be taken over. */
export interface ExpectedStatement {
  readonly chainId: string;
  /** The node that was asked, and the statement key that the chain names for it now. */
  readonly nodeId: string;
  readonly publicKey: Uint8Array;
  readonly verify: VerifySignature;
  readonly phrase: string;
  readonly formHash: Uint8Array;
  /** Items that were asked for. */
  readonly items: readonly string[];
  /** Below it nothing of this run was measured. */
  readonly fromHeight: number;
  /** Whether a fact or footing has its sentence here: a record brings its words along. */
  knows(key: string): boolean;
}

/** Why a statement is not taken over; in the order in which it is looked at. */
export type StatementFault =
  | 'malformed'
  | 'other-node'
  | 'bad-signature'
  | 'other-phrase'
  | 'other-form'
  | 'other-items'
  | 'behind'
  | 'unknown-words';

export type ReadStatement =
  | { readonly ok: true; readonly measurements: ReadonlyMap<string, Measurement> }
  | { readonly ok: false; readonly fault: StatementFault };

/**
 * What another program measured, once its signature, phrase, form and items are those that were
 * asked for. All of it is taken over or nothing: a record has no room for what no item answers.
 */
export function readStatement(
  { measurements, signature }: SignedMeasurements,
  expected: ExpectedStatement,
): ReadStatement {
  const parsed = inspectionMeasurementsCodec.parse(measurements);
  if (!parsed.ok || parsed.value.version !== FORMAT_VERSION) return refused('malformed');
  const said = parsed.value;
  if (said.nodeId !== expected.nodeId) return refused('other-node');
  const signing = inspectionSigningBytes(expected.chainId, 'measurements', measurements);
  if (!expected.verify(expected.publicKey, signing, signature)) return refused('bad-signature');
  if (said.phrase !== expected.phrase) return refused('other-phrase');
  if (!equalBytes(said.formHash, expected.formHash)) return refused('other-form');
  const names = said.measurements.map(({ item }) => item);
  const isAsked = names.every((item) => expected.items.includes(item));
  if (!isAsked || new Set(names).size < names.length) return refused('other-items');
  if (said.measurements.some(({ height }) => height < expected.fromHeight)) {
    return refused('behind');
  }
  const read = new Map<string, Measurement>();
  for (const each of said.measurements) {
    const measurement = measurementOf(each, said.nodeId);
    if (measurement === undefined) return refused('malformed');
    const keys = [...measurement.facts, ...measurement.standsOn].map(({ key }) => key);
    if (!keys.every((key) => expected.knows(key))) return refused('unknown-words');
    read.set(each.item, measurement);
  }
  return { ok: true, measurements: read };
}

function refused(fault: StatementFault): ReadStatement {
  return { ok: false, fault };
}

function measurementOf(
  { at, facts, height, outcome, standsOn }: InspectionMeasurement,
  by: string,
): Measurement | undefined {
  const verdict = wordOf('verdict', outcome);
  if (verdict === undefined || !standsOn.every(({ hash }) => HASH.test(hash))) return undefined;
  return {
    ...{ outcome: verdict, by, at, height, isStated: true },
    facts: facts.map(({ blanks, key }) => {
      return { key, values: Object.fromEntries(blanks.map(({ name, text }) => [name, text])) };
    }),
    standsOn: standsOn.map(({ hash, key, place }) => {
      return { key, hash, ...(place === '' ? {} : { place }) };
    }),
  };
}
