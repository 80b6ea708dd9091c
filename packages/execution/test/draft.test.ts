import { InvariantError } from '@mingjing/crypto';
import { KeyPurpose, type ParsedTransaction, recordId } from '@mingjing/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance } from '../src/index.ts';
import { bytes, enrolled, record, registration, storedRegistry, TestChain } from './chain.ts';

/** Acts of every kind, good and bad, for one block. */
function acts(chain: TestChain, known: Uint8Array): (() => ParsedTransaction)[] {
  const publish = (subject: string) => ({
    recordsPublish: { records: [record(subject), record('')] },
  });
  return [
    () => chain.sign('alice', publish('order/1')),
    () => chain.sign('bob', publish('order/2')),
    () => chain.sign('system-a', publish('order/3')),
    () => chain.sign('alice', { recordsAmend: { recordId: known, record: record('order/4') } }),
    () => chain.sign('bob', { recordsWithdraw: { recordId: known, reason: 1 } }),
    () => chain.sign('alice', { recordsWithdraw: { recordId: known, reason: 2 } }),
    () => chain.sign('node-a statement', { identityRegister: registration('dora') }),
    () => chain.sign('alice', { identityRotate: { key: enrolled('second', KeyPurpose.user) } }),
    () => {
      const agreement = { version: 1, textHash: bytes(32, 1), effectiveAt: 0 };
      return chain.sign('security-a', { agreementPublish: agreement });
    },
    () => chain.sign('bob', { agreementAccept: { version: 1, textHash: bytes(32, 1) } }),
    () => {
      const expiresAt = chain.state.time + 86_400_000;
      const sanction = { userId: 'alice', grade: 2, reason: 1, basis: 1, expiresAt };
      return chain.sign('reviewer-a', { sanctionImpose: sanction });
    },
    () =>
      chain.sign('system-b', {
        governancePropose: { action: { revokeNode: { nodeId: 'node-d' } }, expiresAt: 0 },
      }),
    () => chain.sign('system-b', { governancePropose: { action: {}, expiresAt: 0 } }),
    () =>
      chain.sign('node-b statement', {
        retentionAnchor: {
          nodeId: 'node-b',
          logs: [{ source: 1, size: 2, root: bytes(32, 1) }],
          witnessed: [],
        },
      }),
  ];
}

const chain = new TestChain();
const known = chain.publish('alice');
const makers = acts(chain, known);
const choices = fc.array(fc.nat(makers.length - 1), { maxLength: 12 });
const make = (picked: readonly number[]) =>
  picked.map((at) => (makers[at] as () => ParsedTransaction)());

/** All of a state that its root and its next block depend on. */
function picture({ state }: TestChain) {
  const { registry, replay, ...plain } = state;
  return {
    ...plain,
    entries: storedRegistry(registry),
    root: registry.root,
    replay: replay.rootWith([], state.time),
    floor: replay.floor(-1),
  };
}

describe('a draft', () => {
  it('leaves the state untouched: any block', () => {
    const before = picture(chain);
    fc.assert(
      fc.property(choices, (picked) => {
        const draft = chain.draft();
        for (const transaction of make(picked)) draft.apply(transaction);
        draft.finish();
        expect(picture(chain)).toEqual(before);
      }),
      { numRuns: 30 },
    );
  });

  it('comes to the same in one go and in slices, and finishing changes nothing', () => {
    fc.assert(
      fc.property(choices, fc.integer({ min: 1, max: 5 }), (picked, slice) => {
        const transactions = make(picked);
        const whole = chain.draft();
        for (const transaction of transactions) whole.apply(transaction);
        const sliced = chain.draft();
        for (let at = 0; at < transactions.length; at += slice) {
          for (const transaction of transactions.slice(at, at + slice)) sliced.apply(transaction);
          sliced.finish();
        }
        expect(sliced.finish()).toEqual(whole.finish());
      }),
      { numRuns: 30 },
    );
  });

  it('leaves refused transactions out for a proposer, and then none is refused', () => {
    fc.assert(
      fc.property(choices, (picked) => {
        const proposing = chain.draft();
        const kept = make(picked).filter((each) => proposing.applyUnlessRefused(each) === 0);
        const outcome = proposing.finish();
        expect(outcome.results).toEqual(kept.map(() => 0));
        const validating = chain.draft();
        for (const transaction of kept) expect(validating.apply(transaction)).toBe(0);
        expect(validating.finish()).toEqual(outcome);
      }),
      { numRuns: 30 },
    );
  });

  it('gives a refused transaction a place and no other effect', () => {
    const [refused] = make([2]);
    const outcome = chain.block([refused as ParsedTransaction]);
    expect([...outcome.results]).toEqual([1]);
    expect(outcome.registry).toEqual([]);
    expect(outcome.recordLeaves).toEqual([]);
    expect(outcome.transactionsRoot).not.toEqual(chain.draft().finish().transactionsRoot);
  });

  it('of an empty block changes the state root only by what time does', () => {
    const empty = new TestChain();
    expect(empty.draft().finish().stateRoot).toEqual(empty.state.stateRoot);
    expect(empty.draft().finish().results).toEqual([]);
  });

  it('binds the order of transactions', () => {
    const [one, two] = make([0, 1]) as [ParsedTransaction, ParsedTransaction];
    const roots = [
      [one, two],
      [two, one],
    ].map((order) => {
      const draft = chain.draft();
      for (const transaction of order) draft.apply(transaction);
      return draft.finish();
    });
    expect(roots[0]?.transactionsRoot).not.toEqual(roots[1]?.transactionsRoot);
    expect(roots[0]?.stateRoot).not.toEqual(roots[1]?.stateRoot);
  });
});

describe('putting a block in place', () => {
  it('is done in order, once, and never back in time', () => {
    const fresh = new TestChain();
    const outcome = fresh.draft().finish();
    advance(fresh.state, outcome, bytes(32, 1));
    expect(() => advance(fresh.state, outcome, bytes(32, 1))).toThrow(InvariantError);
    expect(() => fresh.draft(fresh.state.time)).toThrow(InvariantError);
  });

  it('makes the state that its outcome stated', () => {
    const fresh = new TestChain();
    const id = fresh.publish('alice');
    const withdrawal = fresh.sign('alice', { recordsWithdraw: { recordId: id, reason: 1 } });
    const outcome = fresh.block([withdrawal]);
    expect(fresh.state).toMatchObject({
      height: 2,
      time: outcome.time,
      stateRoot: outcome.stateRoot,
    });
    expect(outcome.registry.map(([key]) => key[0])).toEqual([10]);
    expect(outcome.registry[0]?.[0].subarray(1)).toEqual(id);
    expect(recordId(withdrawal.id, 0)).not.toEqual(id);
  });
});
