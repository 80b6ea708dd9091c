import { createHeight, type Effect, type State, step } from '@mingjing/consensus';
import { VoteType, writeAheadRecordCodec } from '@mingjing/protocol';
import { describe, expect, it } from 'vitest';
import type { Chain } from '../src/chain/chain.ts';
import { Candidates } from '../src/consensus/candidates.ts';
import { VoteSigning } from '../src/consensus/signing.ts';
import { VoteBook, voteStatement } from '../src/consensus/votes.ts';
import type { ReplicaPorts } from '../src/ports.ts';

const CHAIN = 'test-0000000000000000';
const HEIGHT = 5;
const VALUE = 'ab'.repeat(32);
const config = {
  height: HEIGHT,
  validators: { powers: [1, 1, 1, 1] },
  self: 1,
  proposer: (round: number) => round % 4,
};
const verifier = {
  verify: () => true,
  verifyMany: async () => [],
  checkProofs: async () => [],
};

/** Two nil prevotes of others are here: our own at the timeout makes the quorum. */
function nilRound(): { state: State; effects: Effect[] } {
  let state = step(createHeight(config), { type: 'start' }).state;
  for (const validator of [0, 2]) {
    const vote = { type: 'prevote', height: HEIGHT, round: 0, value: null, validator } as const;
    state = step(state, { type: 'vote', vote }).state;
  }
  return step(state, { type: 'timeout', timeout: 'propose', round: 0 });
}

const nameOf = (type: number | undefined) => (type === VoteType.prevote ? 'prevote' : 'precommit');

/** Others gave back our precommit of an earlier life; the record of its block was lost. */
function boundWithoutBlock(): { state: State; effects: Effect[] } {
  let state = step(createHeight(config), { type: 'start' }).state;
  for (const validator of [config.self, 0, 2]) {
    const value = validator === config.self ? VALUE : null;
    const vote = { type: 'precommit', height: HEIGHT, round: 0, value, validator } as const;
    state = step(state, { type: 'vote', vote }).state;
  }
  return step(state, { type: 'timeout', timeout: 'precommit', round: 0 });
}

function votesIn(record: Uint8Array): string {
  const kept = writeAheadRecordCodec.decode(record).votes.map(voteStatement);
  return kept.map((said) => nameOf(said?.type)).join();
}

/** Ports that log what is kept and what is signed. */
function loggedPorts(log: string[], isLong = false): ReplicaPorts {
  return {
    wal: {
      isLong: () => isLong,
      append: async (record: Uint8Array) => void log.push(`kept ${votesIn(record)}`),
      replace: async (records: readonly Uint8Array[]) =>
        void log.push(`replaced by ${records.map(votesIn).join(' and ')}`),
    },
    signer: {
      signVote: async ({ type }: { type: number }) => {
        log.push(`signed ${nameOf(type)}`);
        return new Uint8Array(64).fill(1);
      },
      signProposal: async () => {
        log.push('signed proposal');
        return new Uint8Array(64).fill(1);
      },
    },
  } as unknown as ReplicaPorts;
}

function signingWith(log: string[], isLong = false): VoteSigning {
  const book = new VoteBook(CHAIN, { validators: [] }, verifier);
  const ports = loggedPorts(log, isLong);
  return new VoteSigning({ chainId: CHAIN } as Chain, ports, book, new Candidates());
}

describe('votes of one step', () => {
  it('a prevote is kept with its signature before the precommit after it is signed', async () => {
    const log: string[] = [];
    const { state, effects } = nilRound();
    expect(effects.filter(({ type }) => type === 'vote')).toHaveLength(2);
    const signed = await signingWith(log).sign(state, effects, () => new Uint8Array(0));
    expect(signed.size).toBe(2);
    expect(log).toEqual(['kept ', 'signed prevote', 'kept prevote', 'signed precommit']);
  });

  it('a long log is replaced by the latest record, each time before the next vote', async () => {
    const log: string[] = [];
    const { state, effects } = nilRound();
    await signingWith(log, true).sign(state, effects, () => new Uint8Array(0));
    const steps = ['replaced by ', 'signed prevote', 'replaced by prevote', 'signed precommit'];
    expect(log).toEqual(steps);
  });

  it('a long log stays where a block that it may hold is not here', async () => {
    const log: string[] = [];
    const { state, effects } = nilRound();
    const locked = { ...state, round: { ...state.round, lockedRound: 0, lockedValue: VALUE } };
    await signingWith(log, true).sign(locked, effects, () => new Uint8Array(0));
    expect(log).toEqual(['kept ', 'signed prevote', 'kept prevote', 'signed precommit']);
  });

  it('a block that a damaged record lost is not proposed, and nothing stops', async () => {
    const log: string[] = [];
    const { state, effects } = boundWithoutBlock();
    const proposals = effects.filter(({ type }) => type === 'propose');
    expect(proposals).toEqual([expect.objectContaining({ proposal: expect.anything() })]);
    const signed = await signingWith(log).sign(state, effects, () => new Uint8Array(0));
    expect(signed.has(proposals[0] as Effect)).toBe(false);
    expect(log).not.toContain('signed proposal');
  });
});
