import type { ProofCheck } from '@mingjing/disclosure';
import type { ParsedTransaction } from '@mingjing/protocol';
import { describe, expect, it } from 'vitest';
import { bytesKey } from '../src/chain/limits.ts';
import { rememberingProofs } from '../src/chain/proofs.ts';
import { Pool, type PoolEntry } from '../src/mempool/pool.ts';
import type { Verifier } from '../src/ports.ts';

const check = (n: number): ProofCheck => {
  const proof = new Uint8Array(64).fill(n);
  return { kind: 'possession', publicKey: new Uint8Array(32), proof, chainId: '', context: proof };
};

function counted(answer: (checks: readonly ProofCheck[]) => Promise<boolean[]>) {
  const asked: number[][] = [];
  const verifier: Verifier = {
    verify: () => true,
    verifyMany: async (checks) => checks.map(() => true),
    checkProofs: (checks) => {
      asked.push(checks.map((each) => (each.kind === 'possession' ? (each.proof[0] ?? 0) : 0)));
      return answer(checks);
    },
  };
  return { asked, verifier: rememberingProofs(verifier) };
}

describe('proofs that are remembered', () => {
  const isEven = async (checks: readonly ProofCheck[]) =>
    checks.map((each) => each.kind === 'possession' && (each.proof[0] ?? 0) % 2 === 0);

  it('are checked once, right and wrong, also when they come together', async () => {
    const { asked, verifier } = counted(isEven);
    const [first, second] = await Promise.all([
      verifier.checkProofs([check(1), check(2)]),
      verifier.checkProofs([check(2), check(3), check(4)]),
    ]);
    expect([first, second]).toEqual([
      [false, true],
      [true, false, true],
    ]);
    expect(await verifier.checkProofs([check(4), check(1)])).toEqual([true, false]);
    expect(asked).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('are checked again when checking failed, and who waited hears of it', async () => {
    let fails = true;
    const { asked, verifier } = counted((checks) =>
      fails ? Promise.reject(new Error('no thread')) : isEven(checks),
    );
    await expect(verifier.checkProofs([check(2)])).rejects.toThrow('no thread');
    fails = false;
    expect(await verifier.checkProofs([check(2)])).toEqual([true]);
    expect(asked).toEqual([[2], [2]]);
  });

  it('are at most so many, the oldest going first', async () => {
    const { asked, verifier } = counted(isEven);
    const numbered = (n: number): ProofCheck => {
      const proof = new Uint8Array(64);
      new DataView(proof.buffer).setUint32(4, n);
      return { ...(check(0) as ProofCheck & { kind: 'possession' }), proof };
    };
    const many = Array.from({ length: 8193 }, (_, n) => numbered(n));
    expect(await verifier.checkProofs(many)).toEqual(many.map(() => true));
    await verifier.checkProofs([numbered(8192)]);
    expect(asked).toHaveLength(1);
    await verifier.checkProofs([numbered(0)]);
    expect(asked).toHaveLength(2);
  });
});

describe('the pool', () => {
  let made = 0;
  const entry = (verificationUnits: number, signerKey = 'alice'): PoolEntry => {
    made += 1;
    const key = bytesKey(Uint8Array.of(made >> 8, made));
    const named = { hashKey: key, idKey: key, signerKey, verificationUnits };
    const rest = { bytes: new Uint8Array(9), message: { type: 'recordsPublish' } };
    const transaction = { ...named, ...rest } as unknown as ParsedTransaction;
    return { transaction, attachments: [], large: [], isLocal: true, isAnnounced: false };
  };
  const refusalOf = (pool: Pool, units: number, signer?: string) =>
    pool.refusal(entry(units, signer).transaction, 0);

  it('lets the proofs of one sender wait up to a bound, and nobody else for it', () => {
    const pool = new Pool();
    const first = entry(2000);
    pool.add(first);
    expect(refusalOf(pool, 49)).toBe('proof-quota');
    expect(refusalOf(pool, 48)).toBeUndefined();
    expect(refusalOf(pool, 1)).toBeUndefined();
    expect(refusalOf(pool, 2000, 'bob')).toBeUndefined();
    pool.remove(first.transaction);
    expect(refusalOf(pool, 49)).toBeUndefined();
    // One that waits alone is bounded by the block.
    expect(refusalOf(pool, 5000)).toBeUndefined();
  });
});
