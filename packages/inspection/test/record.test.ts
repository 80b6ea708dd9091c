import { bytesToHex } from '@mingjing/crypto';
import { checkRecord } from '@mingjing/proofs';
import { inspectionRecordCodec } from '@mingjing/protocol';
import { describe, expect, it, test } from 'vitest';
import { NODE } from '../../proofs/test/retained.ts';
import {
  filledOf,
  INSPECTION_TEXTS,
  sayOf,
  sealRecord,
  sheetOf,
  terminalOf,
} from '../src/index.ts';
import { parts, run } from './sealed.ts';

const { answers, form } = run;
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
    expect(facts.head).toEqual(run.head);
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
      expect(text).toContain(language === 'en' ? 'of 5 nodes agree' : '5 个节点中');
      expect(text).toContain(run.phrase);
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
