import { bytesToHex, signPortable } from '@mingjing/crypto';
import { checkRecord } from '@mingjing/proofs';
import { inspectionRecordCodec, KeyPurpose } from '@mingjing/protocol';
import { describe, expect, it, test } from 'vitest';
import { chainId } from '../../proofs/test/chain.ts';
import { nodes } from '../../proofs/test/inspected.ts';
import { NODE, seedFor, stateOf } from '../../proofs/test/retained.ts';
import {
  type EndedRun,
  filledOf,
  INSPECTION_TEXTS,
  sayOf,
  sealRecord,
  sheetOf,
  terminalOf,
} from '../src/index.ts';
import { filled } from './sample.ts';
import { readTestForm } from './test-form.ts';

const form = readTestForm();
const { endedAt } = filled;
const answers = filled.answers.map((answer) => {
  const { measurement } = answer.findings;
  if (measurement === undefined) return answer;
  return { ...answer, findings: { ...answer.findings, measurement: { ...measurement, by: NODE } } };
});
const run: EndedRun = {
  ...{ kind: 'self-check', nodeId: NODE, phrase: '海上生明月', form, answers },
  head: { organisation: '甲组织', 'credit-code': '' },
  ...{ foot: {}, beganAt: filled.beganAt, endedAt },
};
const parts = {
  ...{ chainId, state: stateOf(nodes) },
  sentence: (language: string, key: string) => `${language} ${key} {count}`,
  sign: (bytes: Uint8Array) => signPortable(seedFor(NODE, KeyPurpose.statement), bytes),
};
const check = (sealed: ReturnType<typeof sealRecord>) => {
  const checked = checkRecord(sealed.record, sealed.signature, { verify: () => true });
  if (!checked.ok) expect.fail(`${checked.part}: ${checked.reason} ${checked.index}`);
  return checked.value;
};

describe('a sealed record', () => {
  it('holds, and shows what the run found', () => {
    const sealed = sealRecord(run, parts);
    const facts = check(sealed);
    expect(facts.answers).toEqual(sealed.answers.map(asText));
    expect(facts.head).toEqual({ organisation: '甲组织' });
    expect(bytesToHex(facts.recordHash)).toBe(bytesToHex(sealed.hash));
    expect(facts.programs).toMatchObject([{ nodeId: NODE, items: 60 }]);
    expect(facts.previous).toBeUndefined();
  });

  it('has every item: what a broken-off run did not come to is not measured', () => {
    const facts = check(sealRecord({ ...run, answers: answers.slice(0, 3) }, parts));
    expect(facts.answers).toHaveLength(60);
    const left = facts.answers.slice(3).filter(({ kind }) => kind !== 'attested');
    expect(new Set(left.map(({ verdict }) => verdict))).toEqual(new Set(['not-measured']));
  });

  it('says what changed since the record before, and names it', () => {
    const sealed = sealRecord(run, parts);
    const worse = answers.map((each, i) => (i === 1 ? { ...each, findings: {} } : each));
    const before = { recordHash: bytesToHex(sealed.hash), answers: sealed.answers };
    const facts = check(sealRecord({ ...run, answers: worse, previous: before }, parts));
    expect(bytesToHex(facts.previous ?? new Uint8Array())).toBe(before.recordHash);
    const item = form.items[1]?.id;
    expect(facts.changes).toMatchObject([
      { item, before: 'met', after: 'not-measured', direction: 'worse' },
    ]);
  });

  it('takes what another program stated as that, whatever the collector said', () => {
    const elsewhere = answers.map((each, i) => {
      const { measurement } = each.findings;
      if (i !== 0 || measurement === undefined) return each;
      return { ...each, findings: { measurement: { ...measurement, by: 'node-s' } } };
    });
    const { record } = sealRecord({ ...run, answers: elsewhere }, parts);
    expect(inspectionRecordCodec.decode(record).answers[0]).toMatchObject({
      ...{ measuredBy: 'node-s', reasons: expect.arrayContaining([9]) },
    });
  });

  it('gives the same sheet in both languages from its bytes alone', () => {
    const facts = check(sealRecord(run, parts));
    for (const language of ['zh-CN', 'en'] as const) {
      const text = terminalOf(sheetOf(filledOf(facts), language, sayOf(facts, language)));
      expect(text).toContain(INSPECTION_TEXTS[language].inspection.verdict.met);
      expect(text).toContain(`${language} facts.sample 5`);
      expect(text).toContain('海上生明月');
      expect(text).toContain(bytesToHex(facts.recordHash));
    }
  });
});

test('another phrase gives other signatures', () => {
  const [one, other] = ['甲', '乙'].map((phrase) => sealRecord({ ...run, phrase }, parts));
  expect(bytesToHex(one?.signature ?? new Uint8Array())).not.toBe(
    bytesToHex(other?.signature ?? new Uint8Array()),
  );
  const measured = [one, other].map(
    (sealed) => inspectionRecordCodec.decode(sealed?.record ?? new Uint8Array()).measured[0],
  );
  expect(measured[0]?.signature).not.toEqual(measured[1]?.signature);
});

test('a fact without a sentence stops the sealing', () => {
  expect(() => sealRecord(run, { ...parts, sentence: () => undefined })).toThrow('no text');
});

/** Blanks travel as text. */
function asText(answer: (typeof answers)[number]) {
  const { measurement } = answer.findings;
  if (measurement === undefined) return answer;
  const facts = measurement.facts.map(({ key, values }) => ({
    key,
    values: Object.fromEntries(Object.entries(values).map(([name, each]) => [name, String(each)])),
  }));
  return { ...answer, findings: { ...answer.findings, measurement: { ...measurement, facts } } };
}
