import { type Header, proposalStatementCodec, type SignedProposal } from '@mingjing/protocol';
import { describe, expect, it } from 'vitest';
import { newCandidate } from '../src/consensus/candidate.ts';
import { CANDIDATES_MAX, Candidates } from '../src/consensus/candidates.ts';

const nothing = new Uint8Array(0);

function candidateOf(number: number, round: number) {
  const candidate = newCandidate({
    value: `value-${number}`,
    header: {} as Header,
    headerBytes: nothing,
    parentCertificate: nothing,
    hashes: [],
    source: 'node-b',
  });
  candidate.proposals.set(round, {} as SignedProposal);
  return candidate;
}

const filled = (fill: number) => new Uint8Array(32).fill(fill);

describe('a proposal that is passed on', () => {
  // As its proposer may send it for a block that is known: signed, and with parts that do not fit.
  const proposed = (validRound: number): SignedProposal => ({
    statement: proposalStatementCodec.encode({
      ...{ height: 5, round: 1, validRound },
      blockId: filled(1),
    }),
    signature: filled(2),
    header: filled(3),
    parentCertificate: filled(4),
    transactionHashes: [filled(5), filled(6)],
    polka: filled(7),
  });
  const parts = { headerBytes: filled(13), parentCertificate: filled(14), hashes: [filled(15)] };

  it.each([
    ['without a polka when its value is new', 0, nothing],
    ['with the polka that was verified', 1, filled(7)],
  ])('has the parts that fit its header, %s', (_, validRound, polka) => {
    const candidates = new Candidates();
    const known = { value: 'value', header: {} as Header, source: 'node-b', ...parts };
    const candidate = newCandidate(known);
    const signed = proposed(validRound);
    candidate.proposals.set(1, signed);
    candidates.add(candidate, () => false);
    const { statement, signature } = signed;
    expect(candidates.carried('value', 1)).toEqual({
      ...{ statement, signature, polka, header: filled(13), parentCertificate: filled(14) },
      transactionHashes: [filled(15)],
    });
    expect(candidates.carried('value', 0)).toBeUndefined();
    expect(candidates.carried('other', 1)).toBeUndefined();
  });
});

describe('the blocks proposed at one height', () => {
  it('are bounded, and what the core needs is never dropped', () => {
    const candidates = new Candidates();
    for (let number = 0; number < 500; number += 1) {
      const candidate = candidateOf(number, number);
      candidate.verdict = 'valid';
      candidates.add(candidate, (value) => value === 'value-3');
    }
    expect([...candidates.all()]).toHaveLength(CANDIDATES_MAX);
    expect(candidates.get('value-3')).toBeDefined();
    expect(candidates.get('value-499')).toBeDefined();
    expect(candidates.get('value-4')).toBeUndefined();
  });

  it('go in order of their worth: what is not valid first', () => {
    const candidates = new Candidates();
    for (let number = 0; number < CANDIDATES_MAX; number += 1) {
      const candidate = candidateOf(number, number);
      candidate.verdict = number === 20 ? 'invalid' : 'valid';
      candidates.add(candidate, () => false);
    }
    candidates.add(candidateOf(99, 99), () => false);
    expect(candidates.get('value-20')).toBeUndefined();
    expect(candidates.get('value-0')).toBeDefined();
  });

  it('of one round are two at most', () => {
    const candidates = new Candidates();
    expect(candidates.hasRoom(4)).toBe(true);
    candidates.add(candidateOf(1, 4), () => false);
    candidates.add(candidateOf(2, 4), () => false);
    expect([candidates.hasRoom(4), candidates.hasRoom(5)]).toEqual([false, true]);
  });
});
