import { hexToBytes } from '@mingjing/crypto';
import { chainIdOf, proposalSignable, VoteType, voteSignable } from '@mingjing/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Violate } from '../src/checkers/checker.ts';
import { History } from '../src/checkers/history.ts';
import { VoteChecker } from '../src/checkers/votes.ts';
import { simulatedGenesis, VALIDATORS } from '../src/world/genesis.ts';
import { worldKey, worldVerifier } from '../src/world/keys.ts';

const genesis = simulatedGenesis();
const A = 'aa'.repeat(32);
const B = 'bb'.repeat(32);
const signature = new Uint8Array(64);

let found: string[];
let checker: VoteChecker;

beforeEach(() => {
  found = [];
  const violate: Violate = (name, node) => found.push(`${name} ${node}`);
  checker = new VoteChecker(new History(genesis), worldVerifier('keyed-hash'), violate);
});

function vote(validator: number, step: keyof typeof VoteType, round: number, value: string) {
  const blockId = hexToBytes(value) ?? new Uint8Array(0);
  const { statement } = voteSignable('test', { type: VoteType[step], height: 1, round, blockId });
  const name = VALIDATORS[validator] ?? '';
  checker.sent({ name, isTraitor: false }, { vote: { statement, validator, signature } });
}

function propose(name: string, round: number, value: string) {
  const blockId = hexToBytes(value) ?? new Uint8Array(0);
  const { statement } = proposalSignable('test', { height: 1, round, validRound: 0, blockId });
  const nothing = new Uint8Array(0);
  const rest = {
    header: nothing,
    parentCertificate: nothing,
    transactionHashes: [],
    polka: nothing,
  };
  checker.sent({ name, isTraitor: false }, { proposal: { statement, signature, ...rest } });
}

describe('what validators may not say', () => {
  it.each([
    ['two values', A, B],
    ['a value after nil', '', A],
    ['nil after a value', A, ''],
  ])('%s in one step is a double vote', (_name, first, second) => {
    vote(0, 'prevote', 0, first);
    vote(0, 'prevote', 0, second);
    expect(found).toEqual(['double-vote node-a']);
  });

  it('the same again, another round, another step, another node is none', () => {
    vote(0, 'prevote', 0, A);
    vote(0, 'prevote', 0, A);
    vote(0, 'prevote', 1, B);
    vote(0, 'precommit', 0, '');
    vote(1, 'prevote', 0, B);
    expect(found).toEqual([]);
  });

  it('two proposals of one round', () => {
    propose('node-b', 3, A);
    propose('node-b', 3, B);
    expect(found).toEqual(['double-vote node-b']);
  });

  it('a prevote for another value than the locked one', () => {
    vote(2, 'prevote', 0, A);
    vote(2, 'precommit', 0, A);
    vote(2, 'prevote', 1, B);
    expect(found).toEqual(['lock node-c']);
  });

  it('is free to follow a polka for another value since its lock', () => {
    vote(2, 'precommit', 0, A);
    for (const validator of [0, 1, 3]) vote(validator, 'prevote', 1, B);
    vote(2, 'prevote', 2, B);
    expect(found).toEqual([]);
  });

  it('is not freed by two of four, nor by a polka before its lock', () => {
    for (const validator of [0, 1, 3]) vote(validator, 'prevote', 0, B);
    vote(2, 'precommit', 1, A);
    for (const validator of [0, 1]) vote(validator, 'prevote', 2, B);
    vote(2, 'prevote', 3, B);
    expect(found).toEqual(['lock node-c']);
  });

  it('votes of others that a node passes on are not its own', () => {
    const said = { type: VoteType.prevote, height: 1, round: 0, blockId: new Uint8Array(32) };
    const { statement } = voteSignable('test', said);
    vote(0, 'prevote', 0, A);
    checker.sent(
      { name: 'node-a', isTraitor: false },
      { vote: { statement, validator: 1, signature } },
    );
    expect(found).toEqual([]);
  });

  it('a Byzantine node may say anything, and its genuine prevotes free a lock', () => {
    const chainId = chainIdOf(genesis);
    const { sign } = worldKey('node-d', 'vote', 'keyed-hash');
    const liesOnB = (isGenuine: boolean) => {
      const blockId = hexToBytes(B) ?? new Uint8Array(0);
      const said = { type: VoteType.prevote, height: 1, round: 1, blockId };
      const { statement, signing } = voteSignable(chainId, said);
      const signed = { statement, validator: 3, signature: isGenuine ? sign(signing) : signature };
      checker.sent({ name: 'node-d', isTraitor: true }, { vote: signed });
    };
    for (const validator of [0, 1]) vote(validator, 'prevote', 1, B);
    vote(2, 'precommit', 0, A);
    liesOnB(false);
    vote(2, 'prevote', 2, B);
    expect(found).toEqual(['lock node-c']);
    liesOnB(true);
    vote(2, 'prevote', 3, B);
    expect(found).toEqual(['lock node-c']);
  });
});
