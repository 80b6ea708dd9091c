import type { Header, SignedProposal } from '@mingjing/protocol';
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
