// What another program measured is taken over as it was signed for this run, or not at all; a
// record that rests on it holds offline.
import { publicKeyFromSeedPortable, signPortable, verifyPortable } from '@mingjing/crypto';
import { verifyInspection } from '@mingjing/proofs';
import { inspectionRecordCodec, KeyPurpose, type SignedMeasurements } from '@mingjing/protocol';
import { describe, expect, it, test } from 'vitest';
import { chainId } from '../../proofs/test/chain.ts';
import { bundleOf } from '../../proofs/test/inspected.ts';
import { seedFor } from '../../proofs/test/retained.ts';
import {
  type ExpectedStatement,
  formHash,
  judgeItem,
  type Measurement,
  measurementsBytes,
  readStatement,
  SUPERVISION_ITEMS,
  sealRecord,
  sheetOf,
  signedMeasurements,
} from '../src/index.ts';
import { filledOf, sayOf } from '../src/sheet.ts';
import { parts, run } from './sealed.ts';
import { readTestForm } from './test-form.ts';

const SUPERVISION = 'node-s';
const form = readTestForm();
const { phrase } = run;
const HEIGHT = 9;
const seed = seedFor(SUPERVISION, KeyPurpose.statement);
const sign = (bytes: Uint8Array) => signPortable(seed, bytes);

const found: Measurement = {
  ...{ outcome: 'met', by: SUPERVISION, at: run.beganAt, height: HEIGHT, isStated: false },
  facts: [{ key: 'facts.supervision.lag', values: { height: HEIGHT, lag: 0, bound: 10 } }],
  standsOn: [{ key: 'footings.block', hash: 'ab'.repeat(32), place: String(HEIGHT) }],
};
const all = SUPERVISION_ITEMS.map((item) => [item, found] as const);

function stated(
  change: Partial<Parameters<typeof measurementsBytes>[0]> = {},
  measured: Iterable<readonly [string, Measurement]> = all,
): SignedMeasurements {
  const about = { nodeId: SUPERVISION, phrase, formHash: formHash(form), ...change };
  return signedMeasurements(measurementsBytes(about, measured), { chainId, sign });
}

const expected: ExpectedStatement = {
  ...{ chainId, nodeId: SUPERVISION, publicKey: publicKeyFromSeedPortable(seed) },
  ...{ verify: verifyPortable, phrase, formHash: formHash(form), items: SUPERVISION_ITEMS },
  ...{ fromHeight: HEIGHT, knows: () => true },
};

describe('a statement of another program', () => {
  it('is read as what that program measured', () => {
    const read = readStatement(stated(), expected);
    if (!read.ok) throw new Error(read.fault);
    expect([...read.measurements.keys()]).toEqual(SUPERVISION_ITEMS);
    expect(read.measurements.get('rules-and-alarms')).toMatchObject({
      ...{ by: SUPERVISION, outcome: 'met', isStated: true },
    });
  });

  const bent = (bytes: Uint8Array) => Uint8Array.from(bytes).fill(0, 0, 1);
  test.each<[fault: string, signed: SignedMeasurements, change?: Partial<ExpectedStatement>]>([
    ['malformed', { ...stated(), measurements: Uint8Array.of(1) }],
    ['other-node', stated({ nodeId: 'node-a' })],
    ['bad-signature', { ...stated(), signature: bent(stated().signature) }],
    ['bad-signature', stated(), { chainId: 'another-0123456789abcdef' }],
    ['other-phrase', stated({ phrase: '天涯共此时' })],
    ['other-form', stated({ formHash: new Uint8Array(32) })],
    ['other-items', stated({}, [['no-currency', found]])],
    ['other-items', stated({}, [...all, ...all])],
    ['behind', stated(), { fromHeight: HEIGHT + 1 }],
    ['unknown-words', stated(), { knows: (key) => key !== 'footings.block' }],
    [
      'malformed',
      stated({}, [['rules-and-alarms', { ...found, standsOn: [{ key: 'a', hash: 'no' }] }]]),
    ],
  ])('is refused as %s', (fault, signed, change = {}) => {
    expect(readStatement(signed, { ...expected, ...change })).toEqual({ ok: false, fault });
  });
});

describe('a self-check with what a supervision node stated', () => {
  const isOwn = (item: string) => (SUPERVISION_ITEMS as readonly string[]).includes(item);
  const answers = run.answers.map((answer) => {
    const item = form.items.find(({ id }) => id === answer.item);
    if (item === undefined || !isOwn(answer.item)) return answer;
    return judgeItem(item, { measurement: { ...found, isStated: true } }, run.endedAt);
  });
  const record = (signed: SignedMeasurements) =>
    inspectionRecordCodec.decode(sealRecord({ ...run, answers, stated: [signed] }, parts).record);

  it('holds, and says who measured what', () => {
    const check = verifyInspection(bundleOf({ record: record(stated()) }));
    if (!check.ok) throw new Error(`${check.part} ${check.reason}`);
    const own = check.value.programs.find(({ nodeId }) => nodeId === SUPERVISION);
    expect(own).toMatchObject({ organisation: 'authority', items: SUPERVISION_ITEMS.length });
    const sheet = sheetOf(filledOf(check.value), 'en', sayOf(check.value, 'en'));
    const row = sheet.sections.flatMap(({ rows }) => rows).find(({ no }) => no === 20);
    expect(row?.lines.join('\n')).toMatch(
      /signed by the supervision node[\s\S]*Measured by node-s/,
    );
  });

  test('with another phrase, or of the operator’s own making, it does not', () => {
    const forged = signedMeasurements(stated().measurements, {
      ...{ chainId, sign: (bytes) => signPortable(seedFor('node-a', KeyPurpose.statement), bytes) },
    });
    const verdicts = [stated({ phrase: '天涯共此时' }), forged].map((signed) =>
      verifyInspection(bundleOf({ record: record(signed) })),
    );
    expect(verdicts).toMatchObject([
      { ok: false, part: 'measurements', reason: 'other-phrase' },
      { ok: false, part: 'measurements', reason: 'bad-signature' },
    ]);
  });
});
