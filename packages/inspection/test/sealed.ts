// The sample form as a program would have filled, sealed and handed it over.
import { signPortable } from '@mingjing/crypto';
import { inspectionRecordCodec, KeyPurpose } from '@mingjing/protocol';
import { chainId } from '../../proofs/test/chain.ts';
import { bundleOf, nodes } from '../../proofs/test/inspected.ts';
import { NODE, seedFor, stateOf } from '../../proofs/test/retained.ts';
import { type EndedRun, type SealParts, sealRecord } from '../src/index.ts';
import { filled, say } from './sample.ts';
import { readTestForm } from './test-form.ts';

const answers = filled.answers.map((answer) => {
  const { measurement } = answer.findings;
  if (measurement === undefined) return answer;
  return { ...answer, findings: { ...answer.findings, measurement: { ...measurement, by: NODE } } };
});

export const run: EndedRun = {
  ...{ kind: 'self-check', nodeId: NODE, phrase: filled.phrase, form: readTestForm(), answers },
  ...{ head: filled.head, foot: {}, beganAt: filled.beganAt, endedAt: filled.endedAt },
};

export const parts: SealParts = {
  ...{ chainId, state: stateOf(nodes) },
  sentence: (language, key) => say(language)(key),
  sign: (bytes) => signPortable(seedFor(NODE, KeyPurpose.statement), bytes),
};

/** The bundle of a whole form. */
export function sampleBundle(): Uint8Array {
  const { record } = sealRecord(run, parts);
  return bundleOf({ record: inspectionRecordCodec.decode(record) });
}
