import { keyId } from '@mingjing/crypto';
import { generateSeed, signerFromSeed, verify } from '@mingjing/crypto/node';
import { VoteType } from '@mingjing/protocol';
import type { Signer } from '@mingjing/replica';
import { MemoryDisk, openMemorySignState, type SignGuard } from '@mingjing/storage';
import { beforeEach, describe, expect, test } from 'vitest';
import { KeyRing } from '../src/key-ring.ts';
import { type NamedKey, nodeSigner } from '../src/signer.ts';

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
  signer = nodeSigner(ringOf({ vote: [vote], statement: [statement] }), named, guard);
});

const named: NamedKey = (name) => ({ vote, statement, peer: undefined })[name]?.publicKey;

function ringOf(held: Partial<Record<'vote' | 'statement', ReturnType<typeof keyFile>[]>>) {
  return new KeyRing(() => ({ vote: [], statement: [], peer: [], ...held }));
}

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
  signer = nodeSigner(ringOf({ statement: [statement] }), named, undefined);
  expect(await sign(step('prevote', '1/0', A, false))).toBeUndefined();
  const signature = signer.signStatement(BYTES);
  expect(verify(statement.publicKey, BYTES, signature)).toBe(true);
  expect(verify(vote.publicKey, BYTES, signature)).toBe(false);
});

describe('of the keys held the one that the state names signs', () => {
  const next = { vote: keyFile('vote'), statement: keyFile('statement') };
  let inForce = { vote, statement };
  beforeEach(() => {
    inForce = { vote, statement };
    const ring = ringOf({
      vote: [vote, next.vote],
      statement: [statement, next.statement],
    });
    const byState: NamedKey = (name) => (name === 'peer' ? undefined : inForce[name].publicKey);
    signer = nodeSigner(ring, byState, guard);
  });

  test('from the very height at which it changes, behind the same guard', async () => {
    const before = await sign(step('prevote', '5/0', A, true));
    expect(verify(vote.publicKey, BYTES, before as Uint8Array)).toBe(true);
    inForce = next;
    // Whatever the key, nothing is said twice of one place.
    expect(await sign(step('prevote', '5/0', B, false))).toBeUndefined();
    const after = await sign(step('prevote', '6/0', B, true));
    expect(verify(next.vote.publicKey, BYTES, after as Uint8Array)).toBe(true);
    expect(signer.statementKeyId).toEqual(keyId(next.statement.publicKey));
    expect(verify(next.statement.publicKey, BYTES, signer.signStatement(BYTES))).toBe(true);
  });

  test('and none when it names one that is not held', async () => {
    inForce = { vote: keyFile('vote'), statement: keyFile('statement') };
    expect(await sign(step('prevote', '5/0', A, false))).toBeUndefined();
    expect(signer.statementKeyId).toBeUndefined();
    expect(signer.holdsVoteKey(inForce.vote.publicKey)).toBe(false);
    expect(signer.holdsVoteKey(new Uint8Array(0))).toBe(false);
    expect(signer.holdsVoteKey(next.vote.publicKey)).toBe(true);
  });
});
