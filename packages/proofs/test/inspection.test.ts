import { bytesToHex } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import {
  canonicalJsonBytes,
  inspectionBundleCodec,
  inspectionRecordCodec,
  inspectionStatementCodec,
} from '@mingjing/protocol';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isInspectionBundle, verifyInspection } from '../src/index.ts';
import { bytes, trustedGenesisHash } from './chain.ts';
import {
  answers,
  type BundleChange,
  bundleOf,
  ENDED,
  form,
  honestRecord,
  INDEX,
  measuredBy,
  NODE,
  nodes,
  PHRASE,
} from './inspected.ts';
import { stateOf } from './retained.ts';

const check = (file: Uint8Array) => verifyInspection(file, { trustedGenesisHash, verify });
const [ports, owners, letter] = answers as [
  (typeof answers)[number],
  (typeof answers)[number],
  (typeof answers)[number],
];
const answering = (...changed: (typeof answers)[number][]): BundleChange => ({
  record: { answers: changed },
});

describe('an inspection bundle', () => {
  it('shows the form, what each program found, and the entry with its anchor', () => {
    const verdict = check(bundleOf());
    expect(verdict).toMatchObject({
      ok: true,
      value: {
        ...{ nodeId: NODE, organisation: 'org-a', kind: 'self-check', phrase: PHRASE },
        ...{ isGenesisTrusted: true, endedAt: ENDED, height: 9, head: { organisation: '甲组织' } },
        programs: [{ nodeId: NODE, organisation: 'org-a', items: 2 }],
        changes: [{ item: 'ports', before: 'not-met', after: 'met', direction: 'better' }],
        texts: { en: { 'footings.root': 'state root' } },
        entry: {
          source: 'admin',
          index: INDEX,
          anchored: { size: 4 },
          cosignatures: [expect.stringContaining('node-s')],
        },
      },
    });
    if (!verdict.ok) throw new Error('shown above');
    expect(verdict.value.answers).toMatchObject([
      { item: 'ports', verdict: 'met', kind: 'measured' },
      { item: 'owners', kind: 'confirmed', findings: { confirmation: { saw: '两人在场' } } },
      { item: 'letter', kind: 'attested', isExample: true },
    ]);
    const [first] = verdict.value.answers;
    expect(first?.findings.measurement).toMatchObject({
      ...{ by: NODE, isStated: false },
      facts: [{ key: 'facts.count', values: { count: '5' } }],
    });
  });

  it('is told from every other file by its first byte', () => {
    expect(isInspectionBundle(bundleOf())).toBe(true);
    for (const first of [0x08, 0x0a, 0x12, 0x32]) {
      expect(isInspectionBundle(Uint8Array.of(first))).toBe(false);
    }
  });

  it.each([
    ['no anchor has it yet', { anchoredSize: 2 }],
    ['the node never anchored', { anchoredSize: 0 }],
  ])('holds while %s, and says so', (_, change) => {
    expect(check(bundleOf(change))).toMatchObject({ value: { entry: { anchored: undefined } } });
  });

  it('of a supervision node rests on the anchor that others witnessed it with', () => {
    const measured = [measuredBy(NODE, ['owners']), measuredBy('node-s', ['ports'])];
    const stated = { ...owners, reasons: [9] };
    const record = { nodeId: 'node-s', kind: 2, measured };
    const changed = { ...record, answers: [{ ...ports, measuredBy: 'node-s' }, stated, letter] };
    const verdict = check(bundleOf({ record: changed, isWitnessed: true }));
    expect(verdict).toMatchObject({
      ok: true,
      value: {
        ...{ kind: 'inspection', organisation: 'authority' },
        programs: [{ nodeId: NODE }, { nodeId: 'node-s' }],
        answers: [
          { findings: { measurement: { by: 'node-s', isStated: false } } },
          { findings: { measurement: { by: NODE, isStated: true } } },
          {},
        ],
        entry: { anchored: { size: 4 } },
      },
    });
  });
});

test('another phrase gives other signatures, and those of one do not serve another', () => {
  const [one] = honestRecord.measured;
  const other = measuredBy(NODE, ['ports', 'owners'], { phrase: '天涯共此时' });
  expect(bytesToHex(other.signature)).not.toBe(bytesToHex(one?.signature ?? bytes(0, 0)));
  const record = { phrase: '天涯共此时' };
  expect(check(bundleOf({ record: { ...record, measured: [other] } }))).toMatchObject({ ok: true });
  expect(check(bundleOf({ record }))).toMatchObject({
    ...{ ok: false, part: 'measurements', reason: 'other-phrase', index: 0 },
  });
});

describe('is refused', () => {
  const cases: readonly [string, BundleChange, part: string, reason: string][] = [
    ['of another version', { statement: { version: 2 } }, 'statement', 'unknown-version'],
    ['without its entry', { statement: { entry: null } }, 'statement', 'missing'],
    ['with a record of another version', { record: { version: 2 } }, 'record', 'unknown-version'],
    ['of no kind of run', { record: { kind: 4 } }, 'record', 'unknown-code'],
    ['without the state of the record', { record: { state: null } }, 'record', 'missing'],
    [
      'with another state root',
      { record: { state: { ...stateOf(), replayRoot: bytes(32, 1) } } },
      'state-root',
      'root-differs',
    ],
    ['with a form that is no JSON', { record: { form: bytes(3, 1) } }, 'form', 'not-json'],
    [
      'with a form written otherwise',
      { record: { form: new TextEncoder().encode(JSON.stringify(form)) } },
      'form',
      'not-canonical',
    ],
    [
      'with a form that lacks its items',
      { record: { form: canonicalJsonBytes({ ...form, items: [{ id: 'ports' }] }) } },
      'form',
      'bad-shape',
    ],
    [
      'with measurements that another signed',
      { record: { measured: [measuredBy(NODE, ['ports', 'owners'], {}, 'node-s')] } },
      'measurements',
      'bad-signature',
    ],
    [
      'with measurements of another form',
      { record: { measured: [measuredBy(NODE, ['ports'], { formHash: bytes(32, 1) })] } },
      'measurements',
      'other-form',
    ],
    [
      'with programs out of order',
      { record: { measured: [measuredBy('node-s', []), measuredBy(NODE, ['ports'])] } },
      'measurements',
      'not-ascending',
    ],
    [
      'with an item measured twice',
      { record: { measured: [measuredBy(NODE, ['ports', 'ports'])] } },
      'measurements',
      'extra',
    ],
    [
      'with a measurement that no answer shows',
      { record: { measured: [measuredBy(NODE, ['ports', 'owners', 'letter'])] } },
      'measurements',
      'extra',
    ],
    [
      'with an answer that nobody measured',
      { record: { measured: [measuredBy(NODE, ['ports'])] } },
      'answer',
      'missing',
    ],
    ['without an item of the form', answering(ports, letter), 'answer', 'missing'],
    ['with an item too many', answering(ports, owners, letter, letter), 'answer', 'extra'],
    [
      'with a better verdict than its findings give',
      answering(ports, { ...owners, confirmation: null }, letter),
      'answer',
      'not-by-the-rule',
    ],
    [
      'with a document that had expired',
      answering(ports, owners, {
        ...letter,
        document: letter.document && { ...letter.document, expiresAt: ENDED },
      }),
      'answer',
      'not-by-the-rule',
    ],
    [
      'with a document that nobody attested',
      answering(ports, owners, {
        ...letter,
        document: letter.document && { ...letter.document, attestor: '' },
      }),
      'answer',
      'not-by-the-rule',
    ],
    [
      'confirmed by somebody who saw otherwise',
      answering(
        ports,
        {
          ...owners,
          confirmation: owners.confirmation && { ...owners.confirmation, agrees: false },
        },
        letter,
      ),
      'answer',
      'not-by-the-rule',
    ],
    [
      'with another kind of answer',
      answering({ ...ports, kind: 2 }, owners, letter),
      'answer',
      'not-by-the-rule',
    ],
    ['without a sentence', { record: { texts: [] } }, 'text', 'missing'],
    [
      'with a sentence that nothing needs',
      { record: { texts: [...honestRecord.texts, { key: 'z', zh: '', en: '' }] } },
      'text',
      'extra',
    ],
    [
      'with sentences out of order',
      { record: { texts: honestRecord.texts.toReversed() } },
      'text',
      'not-ascending',
    ],
    [
      'with a change against no record',
      { record: { previous: new Uint8Array(0) } },
      'change',
      'missing',
    ],
    [
      'with a change to another verdict',
      { record: { changes: [{ item: 'ports', before: 1, after: 2 }] } },
      'change',
      'content-differs',
    ],
    [
      'that calls itself an inspection and is of the operator',
      { record: { kind: 2 } },
      'program',
      'wrong-role',
    ],
    ['signed by another program', { signer: 'node-s' }, 'record-signature', 'bad-signature'],
    [
      'with a later state of other roots',
      { statement: { state: { ...stateOf(), replayRoot: bytes(32, 1) } } },
      'later-state-root',
      'root-differs',
    ],
    ['that another node states', { statement: { nodeId: 'node-s' } }, 'node', 'unknown-node'],
    ['with the entry of another act', { event: 'agenda-read' }, 'entry', 'other-record'],
    ['with the entry of another record', { object: 'ab' }, 'entry', 'other-record'],
    ['with an entry of no log', { entry: { source: 77 } }, 'entry', 'unknown-source'],
    ['with an entry of another log', { entry: { source: 1 } }, 'entry', 'of-another-log'],
    [
      'with a checkpoint that is none',
      { entry: { note: bytes(9, 65) } },
      'checkpoint',
      'no-final-newline',
    ],
    ['with a path too short', { entry: { path: [] } }, 'inclusion', 'wrong-proof-length'],
    ['not consistent with its anchor', { entry: { anchored: [] } }, 'anchor', 'wrong-proof-length'],
    ['without word of an anchor', { statement: { state: stateOf(nodes) } }, 'anchor', 'not-proved'],
  ];
  it.each(cases)('%s', (_, change, part, reason) => {
    expect(check(bundleOf(change))).toMatchObject({ ok: false, part, reason });
  });

  it('of a genesis that is not the trusted one', () => {
    const options = { trustedGenesisHash: bytes(32, 1), verify };
    expect(verifyInspection(bundleOf(), options)).toMatchObject({
      ...{ ok: false, part: 'genesis', reason: 'not-trusted' },
    });
  });
});

describe('a bundle that somebody changed', () => {
  const file = bundleOf();

  it('in any byte is refused, with a part named: every byte of it', () => {
    const parts = new Set<string>();
    for (let at = 0; at < file.length; at++) {
      const changed = Uint8Array.from(file);
      changed[at] = (file[at] ?? 0) ^ (1 << (at % 8));
      const refusal = check(changed);
      if (refusal.ok) expect.fail(`byte ${at} was changed and nothing said so`);
      parts.add(refusal.part);
    }
    for (const part of ['file', 'genesis', 'measurements', 'later-genesis', 'signature']) {
      expect(parts).toContain(part);
    }
  }, 60_000);

  it('by cutting or adding is refused, and so is anything else', () => {
    expect(check(Uint8Array.from([...file, 0]))).toMatchObject({ ok: false, part: 'file' });
    fc.assert(
      fc.property(fc.nat(file.length - 1), (length) => {
        const refusal = { ok: false, part: expect.any(String) };
        expect(check(file.slice(0, length))).toMatchObject(refusal);
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (anything) => {
        expect(check(anything)).toMatchObject({ ok: false, part: expect.any(String) });
      }),
    );
  });

  it.each([
    ['the phrase', (record: typeof honestRecord) => ({ ...record, phrase: 'x' }), 'measurements'],
    [
      'the head',
      (record: typeof honestRecord) => ({ ...record, head: [{ id: 'organisation', text: '乙' }] }),
      'record-signature',
    ],
    [
      'a sentence',
      (record: typeof honestRecord) => ({
        ...record,
        texts: record.texts.map((text) => ({ ...text, en: 'all is well' })),
      }),
      'record-signature',
    ],
  ])('in %s is named for it', (_, change, part) => {
    const bundle = inspectionBundleCodec.decode(file);
    const statement = inspectionStatementCodec.decode(bundle.statement);
    const record = inspectionRecordCodec.encode(
      change(inspectionRecordCodec.decode(statement.record) as typeof honestRecord),
    );
    const forged = inspectionStatementCodec.encode({ ...statement, record });
    const changed = inspectionBundleCodec.encode({ ...bundle, statement: forged });
    expect(check(changed)).toMatchObject({ ok: false, part });
  });
});
