import { generateSeed, signerFromSeed, verify } from '@mingjing/crypto/node';
import { VoteType } from '@mingjing/protocol';
import type { Signer } from '@mingjing/replica';
import { MemoryDisk, openMemorySignState, type SignGuard } from '@mingjing/storage';
import { beforeEach, describe, expect, test } from 'vitest';
import { nodeSigner } from '../src/signer.ts';

const A = new Uint8Array(32).fill(1);
const B = new Uint8Array(32).fill(2);
const NIL = new Uint8Array(0);
const BYTES = Uint8Array.of(1, 2, 3);
const vote = keyFile('vote');
const statement = keyFile('statement');

let guard: SignGuard;
let signer: Signer;
beforeEach(async () => {
  guard = await openMemorySignState(new MemoryDisk(), 'signed-last', { create: true });
  signer = nodeSigner({ vote, statement }, guard);
});

function keyFile(purpose: string) {
  const seed = generateSeed();
  return { purpose, seed, publicKey: signerFromSeed(seed).publicKey };
}

interface Step {
  readonly does: 'propose' | 'prevote' | 'precommit';
  readonly height: number;
  readonly round: number;
  readonly block: Uint8Array;
  readonly signs: boolean;
}

function step(does: Step['does'], at: string, block: Uint8Array, signs: boolean): Step {
  const [height = 0, round = 0] = at.split('/').map(Number);
  return { does, height, round, block, signs };
}

function sign({ does, height, round, block: blockId }: Step) {
  if (does === 'propose') return signer.signProposal({ height, round, blockId }, BYTES);
  const type = VoteType[does];
  return signer.signVote({ type, height, round, blockId } as never, BYTES);
}

describe('a validator never signs two things at one place', () => {
  test.each<[name: string, steps: Step[]]>([
    [
      'a round in its order',
      [
        step('propose', '5/0', A, true),
        step('prevote', '5/0', A, true),
        step('precommit', '5/0', A, true),
        step('propose', '6/0', B, true),
      ],
    ],
    ['the same again', [step('prevote', '5/0', A, true), step('prevote', '5/0', A, true)]],
    [
      'another block, or nil, in its place',
      [
        step('prevote', '5/0', A, true),
        step('prevote', '5/0', B, false),
        step('prevote', '5/0', NIL, false),
      ],
    ],
    [
      'a block after nil',
      [step('precommit', '5/1', NIL, true), step('precommit', '5/1', A, false)],
    ],
    [
      'an earlier step, round or height',
      [
        step('precommit', '5/1', A, true),
        step('prevote', '5/1', A, false),
        step('precommit', '5/0', A, false),
        step('precommit', '4/9', A, false),
      ],
    ],
  ])('%s', async (_, steps) => {
    for (const each of steps) {
      const signature = await sign(each);
      expect(signature !== undefined).toBe(each.signs);
      if (signature === undefined) continue;
      expect(verify(vote.publicKey, BYTES, signature)).toBe(true);
    }
  });

  test('nothing up to a height that was raised', async () => {
    await guard.raise(9);
    expect(await sign(step('prevote', '9/3', A, false))).toBeUndefined();
    expect(await sign(step('prevote', '10/0', A, true))).toBeDefined();
  });
});

test('without a vote key nothing is voted; statements are signed with their own key', async () => {
  signer = nodeSigner({ vote: undefined, statement }, undefined);
  expect(await sign(step('prevote', '1/0', A, false))).toBeUndefined();
  const signature = signer.signStatement(BYTES);
  expect(verify(statement.publicKey, BYTES, signature)).toBe(true);
  expect(verify(vote.publicKey, BYTES, signature)).toBe(false);
});
