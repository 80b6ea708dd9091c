// Who may write, on every path, and that nothing leads around it.

import { verify } from '@mingjing/crypto/node';
import { SanctionGrade } from '@mingjing/protocol';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  checkTransaction,
  LIMITED_RECORDS_PER_DAY,
  mayWrite,
  resultCodeName,
  standingOf,
} from '../src/index.ts';
import { type Act, bytes, record, registration, START, TestChain } from './chain.ts';
import {
  DAY,
  END,
  imposing,
  type Model,
  modelMay,
  modelStanding,
  note,
  type Step,
  steps,
} from './user-model.ts';

const { limit, suspend, close } = SanctionGrade;

const publish = (count = 1) => ({
  recordsPublish: { records: Array.from({ length: count }, (_, at) => record(`a/${at}`)) },
});
const amend = (recordId: Uint8Array) => ({ recordsAmend: { recordId, record: record('a') } });
const withdraw = (recordId: Uint8Array) => ({ recordsWithdraw: { recordId, reason: 1 } });

function withDora(): TestChain {
  const chain = new TestChain();
  const identityRegister = registration('dora', { expiresAt: END });
  expect(chain.act('node-a statement', { identityRegister })).toBe('done');
  return chain;
}
function impose(chain: TestChain, signer: string, act: Act): Uint8Array {
  const transaction = chain.sign(signer, act);
  expect([...chain.block([transaction]).results]).toEqual([0]);
  return transaction.id;
}

type Bar = (chain: TestChain) => number | undefined;
const bars: [title: string, bar: Bar, code: string][] = [
  ['lapsed', () => END, 'userNotVerified'],
  ['suspended', (chain) => void impose(chain, 'reviewer-a', imposing(suspend)), 'userNotActive'],
  [
    'closed by officers',
    (chain) => {
      const sanctionId = impose(chain, 'reviewer-a', imposing(close));
      chain.act('security-a', { sanctionConfirm: { sanctionId } });
      return undefined;
    },
    'userNotActive',
  ],
  [
    'closed by erasure',
    (chain) => void chain.act('dora', { retentionErase: { userId: 'dora' } }),
    'userNotActive',
  ],
  [
    'without the agreement',
    (chain) => {
      const textHash = bytes(32, 1);
      chain.act('security-a', { agreementPublish: { version: 1, textHash, effectiveAt: 0 } });
      return undefined;
    },
    'agreementNotAccepted',
  ],
];

describe('a user who is', () => {
  test.each(bars)('%s writes on no path, and no honest proposer takes it', (_title, bar, code) => {
    const chain = withDora();
    const known = chain.publish('dora');
    const time = (bar(chain) ?? chain.state.time) + 1000;
    const acts = [publish(), publish(5), amend(known), withdraw(known)];
    const signed = acts.map((act) => chain.sign('dora', act, { validUntil: time + 60_000 }));
    const proposing = chain.draft(time);
    for (const transaction of signed) {
      expect(resultCodeName(proposing.applyUnlessRefused(transaction))).toBe(code);
      const checked = checkTransaction(chain.state, transaction, time, verify, chain.authors);
      expect(resultCodeName(checked)).toBe(code);
    }
    expect(proposing.finish().results).toEqual([]);
    const { records, registry } = chain.state;
    const [size, root] = [records.size, registry.root];
    const outcome = chain.block(signed, time);
    expect(outcome.results.map((each) => resultCodeName(each))).toEqual(signed.map(() => code));
    expect([outcome.recordLeaves, outcome.registry]).toEqual([[], []]);
    expect([chain.state.records.size, chain.state.registry.root]).toEqual([size, root]);
  });
});

describe('a limited user', () => {
  const limited = () => {
    const chain = withDora();
    impose(chain, 'reviewer-a', imposing(limit));
    return chain;
  };
  const most = LIMITED_RECORDS_PER_DAY;

  it('writes so many records in a UTC day, by any path, and again on the next', () => {
    const chain = limited();
    const known = chain.publish('dora');
    expect(chain.act('dora', publish(most))).toBe('limitReached');
    expect(chain.act('dora', publish(most - 2))).toBe('done');
    expect(chain.act('dora', amend(known))).toBe('done');
    expect(chain.act('dora', amend(known))).toBe('limitReached');
    expect(chain.act('dora', publish())).toBe('limitReached');
    expect(chain.act('dora', withdraw(known))).toBe('done');
    const nextDay = (Math.floor(START / DAY) + 1) * DAY;
    expect(chain.act('dora', publish(), nextDay - 1)).toBe('limitReached');
    expect(chain.act('dora', publish(most), nextDay)).toBe('done');
    expect(chain.act('dora', publish())).toBe('limitReached');
  });

  it('is counted within one block, too', () => {
    const chain = limited();
    const signed = [most - 1, 2, 1, 1].map((count) => chain.sign('dora', publish(count)));
    const outcome = chain.block(signed);
    expect(outcome.results.map((each) => resultCodeName(each))).toEqual([
      ...['done', 'limitReached', 'done', 'limitReached'],
    ]);
    expect(outcome.recordLeaves).toHaveLength(most);
  });

  it('is not charged for what was refused', () => {
    const chain = limited();
    expect(chain.act('dora', amend(bytes(36, 1)))).toBe('unknownRecord');
    expect(chain.state.registry.get('conduct', 'dora')?.dayRecords).toBe(0);
  });

  it('is counted while limited alone: nothing is written for the others', () => {
    const chain = withDora();
    const outcome = chain.block([chain.sign('dora', publish(3))]);
    expect(outcome.registry).toEqual([]);
    const sanctionId = impose(chain, 'reviewer-a', imposing(limit));
    chain.act('security-a', { sanctionLift: { sanctionId, reason: 1 } });
    expect(chain.block([chain.sign('dora', publish(most + 1))]).registry).toEqual([]);
  });
});

const names = Object.keys(steps);
const runs = fc.array(
  fc.record({ step: fc.constantFrom(...names), hours: fc.integer({ min: 0, max: 30 }) }),
  { minLength: 1, maxLength: 25 },
);

describe('no sequence of acts', () => {
  it('leads to a write by who may not, or to a standing that its history does not give', () => {
    let written = 0;
    let refused = 0;
    fc.assert(
      fc.property(runs, (picked) => {
        const chain = new TestChain();
        const identityRegister = registration('dora', { expiresAt: START + 4 * DAY });
        chain.act('node-a statement', { identityRegister });
        const model: Model = {
          ...{ key: 'dora', verifiedUntil: START + 4 * DAY, closed: false },
          ...{ published: [], accepted: 0, sanctions: [], written: new Map() },
        };
        for (const { step, hours } of picked) {
          chain.block([], chain.state.time + hours * 3_600_000 + 1000);
          const { signer, act, done } = (steps[step] as Step)(chain, model);
          const code = chain.act(signer, act);
          if (code === 'done') done();
          if (step === 'forged' || step === 'stranger') expect(code).not.toBe('done');
          const time = chain.state.time + 1000;
          const may = modelMay(model, time);
          const user = chain.state.registry.get('user', 'dora');
          if (user === undefined) return expect.fail('there is no user');
          expect(mayWrite(chain.state.registry, user, { time, records: 1 }) === 0).toBe(may);
          expect(chain.act(model.key, publish()) === 'done').toBe(may);
          if (may) note(model, time);
          if (may) written += 1;
          else refused += 1;
          expect(user.verifiedUntil).toBe(model.verifiedUntil);
          expect(standingOf(chain.state.registry, user, time)).toBe(modelStanding(model, time));
        }
      }),
      { numRuns: 120 },
    );
    expect(Math.min(written, refused)).toBeGreaterThan(100);
  });
});
