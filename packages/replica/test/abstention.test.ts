// Whether the write-ahead log reaches as far as what was signed last.
import type { Proposal, Recoverable, Vote } from '@mingjing/consensus';
import { expect, test } from 'vitest';
import type { Chain } from '../src/chain/chain.ts';
import { Abstention } from '../src/consensus/abstention.ts';
import type { ReplicaPorts, SignedPoint } from '../src/ports.ts';

const HEIGHT = 7;
const point = (round: number, step: 0 | 1 | 2, height = HEIGHT): SignedPoint => {
  return { height, round, step };
};
const vote = (round: number, type: Vote['type']): Vote => {
  return { type, height: HEIGHT, round, value: 'b', validator: 0 };
};
const log = (ownVotes: Vote[], proposed?: number): Recoverable => {
  const said = { height: HEIGHT, validRound: -1, value: 'b', proposer: 0 };
  const ownProposal: Proposal | null = proposed === undefined ? null : { ...said, round: proposed };
  return { ownVotes, ownProposal } as unknown as Recoverable;
};

/** The height that a node on HEIGHT - 1 refuses to sign up to, at its start. */
async function raised(last: SignedPoint, found: Recoverable | undefined) {
  let height: number | undefined;
  const signer = {
    lastSigned: () => last,
    raise: async (to: number) => {
      height = to;
    },
  };
  const ports = { signer, journal: { append: async () => undefined } };
  const chain = { height: HEIGHT - 1 } as Chain;
  const parts = { chain, nodeId: 'node-a', ports: ports as unknown as ReplicaPorts };
  await new Abstention(parts).begin(found);
  return height;
}

const votes = [vote(0, 'prevote'), vote(0, 'precommit')];

test.each<[string, SignedPoint, Recoverable | undefined]>([
  ['nothing of this height was signed', point(3, 2, HEIGHT - 1), undefined],
  ['the log ends with what was signed', point(0, 2), log(votes)],
  ['a crash left the log ahead of the signer', point(0, 1), log(votes)],
  ['the proposal is in it', point(1, 0), log(votes, 1)],
  ['the whole height is given up already', { height: HEIGHT, round: 'all' }, undefined],
  ['a vote of a later round is', point(0, 2), log([vote(1, 'prevote')])],
])('goes on where %s', async (_name, last, found) => {
  expect(await raised(last, found)).toBeUndefined();
});

test.each<[string, SignedPoint, Recoverable | undefined]>([
  ['there is no log', point(0, 0), undefined],
  ['the precommit is lost, and with it a lock', point(0, 2), log([vote(0, 'prevote')])],
  ['the proposal is', point(1, 0), log(votes)],
  ['the prevote of a proposal is', point(1, 1), log(votes, 1)],
  ['all of a later round is', point(2, 1), log(votes, 1)],
  ['the log is empty', point(0, 1), log([])],
])('takes no part where %s', async (_name, last, found) => {
  expect(await raised(last, found)).toBe(HEIGHT);
});
