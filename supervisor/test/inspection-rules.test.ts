// Judgements of the inspection without a running node: records of the operator, who may do what,
// what a form comes to, samples of rules, and openings that are judged anew.
import { bytesToHex } from '@mingjing/crypto';
import type { Answer, Form, FormItem, Measurement } from '@mingjing/inspection';
import type { WatchRule } from '@mingjing/oversight';
import type { InspectionFacts } from '@mingjing/proofs';
import { actGroupCodec, frameGroupCodec } from '@mingjing/protocol';
import { Problem } from '@mingjing/service';
import { describe, expect, it, test } from 'vitest';
import { type MeasuredWorld, measured } from '../src/desk/inspection/measures/measuring.ts';
import { trySamples } from '../src/desk/inspection/measures/rule-samples.ts';
import { filledForm, headOf } from '../src/desk/inspection/visit/filled.ts';
import type { Inspection } from '../src/desk/inspection/visit/inspection.ts';
import {
  type ExpectedRecord,
  inspectionRelation,
  recordFault,
  workRefusal,
} from '../src/desk/inspection/visit/inspection-rules.ts';
import type { Visit } from '../src/desk/visits/visit.ts';

const NOW = Date.UTC(2026, 10, 26);
const [OWN, OPERATORS] = ['rules-and-alarms', 'ports-and-services'];
const measurement: Measurement = {
  ...{ outcome: 'met', facts: [], standsOn: [], by: 'jia-management', at: NOW, height: 9 },
  isStated: false,
};
const answer = (item: string, by = 'jia-management'): Answer => ({
  ...{ item, kind: 'measured', verdict: 'met', reasons: [], isExample: false },
  findings: { measurement: { ...measurement, by, isStated: by !== 'jia-management' } },
});

describe('the operator’s record', () => {
  const hash = new Uint8Array(32).fill(7);
  const facts = {
    ...{ chainId: 'trial-1', organisation: 'jia', kind: 'self-check', phrase: '海上生明月' },
    ...{ nodeId: 'jia-management', formHash: hash, height: 9, blockId: hash },
    answers: [answer(OPERATORS), answer(OWN, 'supervision')],
  } as unknown as InspectionFacts;
  const expected: ExpectedRecord = {
    ...{ chainId: 'trial-1', organisation: 'jia', phrase: '海上生明月', formHash: hash },
    ...{ fromHeight: 9, ownItems: [OWN], blockId: hash },
  };

  it('is taken when it is of this chain, visit, phrase and form', () => {
    expect(recordFault(facts, expected)).toBeUndefined();
  });

  test.each<[fault: string, change: object]>([
    ['other-chain', { chainId: 'trial-2' }],
    ['other-organisation', { organisation: 'yi' }],
    ['no-self-check', { kind: 'inspection' }],
    ['other-phrase', { phrase: '天涯共此时' }],
    ['other-form', { formHash: new Uint8Array(32) }],
    ['before-the-phrase', { height: 8 }],
    ['other-block', { blockId: new Uint8Array(32) }],
    ['measures-own-items', { answers: [answer(OPERATORS), answer(OWN)] }],
  ])('is refused as %s', (fault, change) => {
    expect(recordFault({ ...facts, ...change }, expected)).toBe(fault);
  });

  it('waits for a block that is not verified yet', () => {
    expect(recordFault(facts, { ...expected, blockId: undefined })).toBe('block-unknown');
  });
});

const attendance = (officer: string) => ({ officer, session: officer, at: NOW, signature: '' });
const visit: Visit = {
  ...{ noticeNumber: 'N-1', organisation: 'jia', endsAt: NOW + 1000, ended: null },
  ...{ begun: attendance('inspector-1'), joined: attendance('inspector-2') },
};
const inspection: Inspection = {
  ...{ visit: 'a'.repeat(24), notice: 'N-1', organisation: 'jia', by: 'inspector-1' },
  ...{ officers: ['inspector-1', 'inspector-2'], phrase: '海上生明月' },
  form: { id: 'cn-2026', version: 1, hash: '0'.repeat(64) },
  ...{ began: { at: NOW, height: 9 }, state: 'open', operator: null, sealed: null },
  ...{ own: [{ item: OWN, measurement: { ...measurement, by: 'supervision' } }] },
  confirmations: {},
};

describe('an officer at a visit', () => {
  test.each([
    ['inspector-1', 'own'],
    ['inspector-2', 'organisation'],
    ['inspector-3', 'foreign'],
  ])('%s has an inspection that is %s', (officer, relation) => {
    expect(inspectionRelation(visit, officer, inspection.by)).toBe(relation);
  });

  test.each<[change: Partial<Inspection>, refusal: string | undefined]>([
    [{}, undefined],
    [{ state: 'measuring' }, 'inspection-measuring'],
    [{ state: 'sealed' }, 'inspection-over'],
    [{ state: 'broken-off' }, 'inspection-over'],
  ])('works on %j: %s', (change, refusal) => {
    expect(workRefusal({ ...inspection, ...change })).toBe(refusal);
  });
});

describe('the form of a visit', () => {
  const item = (id: string, evidence: 'A' | 'S' | 'D') => ({ id, evidence }) as FormItem;
  const form = {
    items: [item(OWN, 'A'), item(OPERATORS, 'A'), item('no-currency', 'S'), item('pia', 'D')],
  } as Form;
  const confirmation = { officer: 'jia-duty', at: NOW, agrees: true };
  const operator = {
    nodeId: 'jia-management',
    head: { organisation: '甲公司', notice: 'N-9' },
    answers: [
      answer(OPERATORS),
      // What a supervision node stated to the operator is measured anew.
      answer(OWN, 'supervision'),
      { ...answer('no-currency'), findings: { measurement, confirmation } },
    ],
  };
  const verdicts = (answers: readonly Answer[]) => answers.map(({ verdict }) => verdict);

  it('has this node’s items, and without a record no other', () => {
    const answers = filledForm(form, inspection, undefined, NOW);
    expect(verdicts(answers)).toEqual(['met', 'not-measured', 'not-measured', 'not-met']);
    expect(headOf(inspection, undefined)).toEqual({
      ...{ organisation: 'jia', notice: 'N-1', officers: 'inspector-1, inspector-2' },
    });
  });

  it('shows beside each other one that the operator stated it', () => {
    const answers = filledForm(form, inspection, operator, NOW);
    expect(verdicts(answers)).toEqual(['met', 'met', 'met', 'not-met']);
    expect(answers.map(({ reasons }) => reasons.includes('stated-by-operator'))).toEqual([
      ...[false, true, true, false],
    ]);
    expect(headOf(inspection, operator)).toMatchObject({ organisation: '甲公司', notice: 'N-1' });
  });

  it('follows what an officer of the visit saw before what the operator’s people did', () => {
    const saw = { officer: 'inspector-2', at: NOW, agrees: false, saw: '有积分兑换' };
    const confirmations = { 'no-currency': saw };
    const [, , currency] = filledForm(form, { ...inspection, confirmations }, operator, NOW);
    expect(currency).toMatchObject({ verdict: 'not-met', findings: { confirmation: saw } });
  });
});

describe('samples of rules', () => {
  const base = { severity: 'minor' } as const;
  const content: Extract<WatchRule, { kind: 'keyword' }>['content'] = {
    format: 1,
    id: 'words',
    version: 1,
    title: { zh: '词', en: 'Words' },
    lists: { coins: ['糖果币'] },
    rules: [
      {
        id: 'coin',
        category: 'currency',
        severity: 'hold',
        any: ['#coins'],
        reason: { zh: '代币', en: 'Coin' },
      },
    ],
  };
  const organisations = ['jia', 'yi'];
  const window = { count: 3, windowMs: 60_000 };
  const RULES: readonly WatchRule[] = [
    { ...base, id: 'rate', kind: 'rate', per: 'user', ...window },
    { ...base, id: 'keyword', kind: 'keyword', content, from: 'hold' },
    { ...base, id: 'hours', kind: 'hours', from: 60, to: 300, organisations: [] },
    { ...base, id: 'night', kind: 'hours', from: 1380, to: 300, organisations },
    { ...base, id: 'organisation', kind: 'organisation', organisations },
    { ...base, id: 'unverified', kind: 'unverified-writer' },
    { ...base, id: 'silence', kind: 'silence', organisations, quietMs: 60_000 },
    { ...base, id: 'look-through', kind: 'look-through' },
    { ...base, id: 'overdue', kind: 'overdue-order' },
    { ...base, id: 'admission', kind: 'admission', ...window },
  ];
  const at = { height: 9, time: NOW };

  test.each(RULES)(
    'are found by a rule of the kind $kind once, and nothing harmless is',
    (rule) => {
      expect(trySamples({ version: 1, rules: [rule] }, at)).toEqual({
        ...{ rules: 1, raised: 1, falselyRaised: 0 },
      });
    },
  );

  it('are not found by a rule that can find nothing', () => {
    const never: WatchRule = {
      ...base,
      id: 'never',
      kind: 'hours',
      from: 60,
      to: 60,
      organisations,
    };
    expect(trySamples({ version: 1, rules: [never] }, at)).toMatchObject({ rules: 1, raised: 0 });
  });
});

describe('look-through and restoration', () => {
  const orderId = new Uint8Array(32).fill(5);
  const object = bytesToHex(orderId);
  const kept = { verdict: 'opens', officers: [], openedAt: NOW - 1000, since: 0, entry: 0 };
  const CUSTODIANS = ['jia', 'yi'];

  interface Broken {
    readonly kind?: 'record' | 'identity';
    readonly verdict?: string;
    readonly isOrderless?: boolean;
    readonly openedAt?: number;
    readonly own?: number;
    readonly released?: readonly string[];
    /** The copies have the releases at the second look. */
    readonly isLate?: boolean;
    readonly copiedMs?: number;
  }

  /** A node at which an order was opened, as far as it is measured. */
  function worldOf(broken: Broken = {}): MeasuredWorld {
    const { kind = 'record', verdict = 'opens', own = 1, released = CUSTODIANS } = broken;
    const { isOrderless = false, openedAt = kept.openedAt } = broken;
    const { copiedMs = 0, isLate = false } = broken;
    let looks = 0;
    const search = async () => {
      looks += 1;
      return { ok: true, hits: isLate && looks === 1 ? [] : hits };
    };
    const entry = { id: orderId, order: { epoch: 1 }, approvedBy: 'inspector-2' };
    const holders = CUSTODIANS.map((holder) => ({ holder, index: 1 }));
    const registry = {
      get: (what: string, id: unknown) => {
        if (what === 'access') return entry;
        if (what === 'epoch') return { custodians: { holders } };
        const custodian = CUSTODIANS.find((name) => Buffer.from(id as Uint8Array).includes(name));
        return what === 'accessShare' && { nodeId: `${custodian}-validator` };
      },
      all: () => [],
    };
    const stored = {
      frame: { stored: frameGroupCodec.encode({ ...FRAME, event: 'sealed-content-opened' }) },
      act: { stored: actGroupCodec.encode({ ...ACT, object }) },
    };
    const entries = Array.from({ length: own }, () => ({ body: stored }));
    const hits = released.map((name) => ({
      document: { node: `${name}-validator` },
      opened: { frame: { event: 'custody-share-released' }, act: { object } },
    }));
    const unknown = new Problem(404, 'access-order-unknown');
    const world = {
      host: {
        ...{ nodeId: 'supervision', search: { search } },
        replica: { chain: { state: { registry, blockId: orderId, height: 9, time: NOW } } },
        journal: {
          durableSize: () => entries.length,
          readRange: async (_source: string, from: number) => entries.slice(from),
        },
      },
      openings: {
        open: async () => (isOrderless ? { entry: 0 } : Promise.reject(unknown)),
        judgedAnew: async () => ({ kind, verdict }),
        shelf: { openings: async () => [{ id: object, value: { ...kept, openedAt } }] },
      },
      ...{ copiedMs, now: () => NOW },
    };
    return world as unknown as MeasuredWorld;
  }
  const FRAME = {
    ...{ program: 'supervision', source: 1, index: 0, time: NOW, monotonicUs: 0 },
    ...{ blockHeight: 9, event: '', result: 1, reason: '' },
  };
  const ACT = {
    ...{ actorType: 2, actor: 'inspector-1', session: '', method: '', resource: '', object: '' },
    ...{ transactionId: new Uint8Array(0), counts: [], destinationAddress: '' },
    destinationPort: 0,
  };

  const outcomeOf = async (item: string, broken: Broken) => {
    const context = { phrase: '海上生明月', signal: new AbortController().signal };
    const [found] = await measured(worldOf(broken), [item], context);
    return found?.[1].outcome;
  };

  describe.each([
    ['look-through-of-encrypted-data', 'record'],
    ['identity-restoration', 'identity'],
  ] as const)('%s', (item, kind) => {
    test.each<[how: string, broken: Broken, outcome: string]>([
      ['an opening stands', {}, 'met'],
      ['it opens without an order', { isOrderless: true }, 'not-met'],
      ['what is kept does not open it any more', { verdict: 'evidence-wrong' }, 'not-met'],
      ['it left no entry here', { own: 0 }, 'not-met'],
      ['it left two entries here', { own: 2 }, 'not-met'],
      ['a custodian has no entry of its answer', { released: ['jia'] }, 'not-met'],
      ['copies are behind, and come in time', { isLate: true, copiedMs: 10_000 }, 'met'],
      ['copies are behind for too long', { isLate: true }, 'not-met'],
      ['a custodian has two', { released: ['jia', 'jia', 'yi'] }, 'not-met'],
      ['it is older than 90 days', { openedAt: NOW - 91 * 86_400_000 }, 'not-measured'],
      [
        'another kind was opened',
        { kind: kind === 'record' ? 'identity' : 'record' },
        'not-measured',
      ],
    ])('%s: %j', async (_how, broken, outcome) => {
      expect(await outcomeOf(item, { kind, ...broken })).toBe(outcome);
    });
  });
});
