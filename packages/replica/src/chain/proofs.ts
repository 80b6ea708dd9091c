import { assert } from '@mingjing/crypto';
import { type ProofCheck, proofCheckId } from '@mingjing/disclosure';
import { proofChecksOf, type RegistryReader } from '@mingjing/execution';
import type { ParsedTransaction } from '@mingjing/protocol';
import type { Verifier } from '../ports.ts';
import { bytesKey } from './limits.ts';

/** Why a transaction cannot stand for the proofs that it carries. */
export type ProofRefusal = 'epoch-unknown' | 'proof-invalid';

/** Verdicts that are remembered: what waits in the pool and some blocks, 100 bytes each. */
const REMEMBERED_MAX = 8192;

/**
 * What is wrong with the proofs of these transactions, by the state before their block; undefined
 * for each that has none or whose proofs hold.
 */
export async function proofRefusals(
  registry: RegistryReader,
  transactions: readonly ParsedTransaction[],
  verifier: Verifier,
): Promise<(ProofRefusal | undefined)[]> {
  const all = transactions.map((transaction) => proofChecksOf(registry, transaction));
  const checks = all.flatMap((each) => (each === 'epoch-unknown' ? [] : each));
  if (checks.length === 0) return all.map((each) => (each === 'epoch-unknown' ? each : undefined));
  const verdicts = await verifier.checkProofs(checks);
  let next = 0;
  return all.map((each) => {
    if (each === 'epoch-unknown') return each;
    const own = verdicts.slice(next, next + each.length);
    next += each.length;
    return own.every(Boolean) ? undefined : 'proof-invalid';
  });
}

/**
 * The verifier with a memory for proofs: each is checked once, wherever it comes again (pool, body
 * asked for, block), and one that is under way is waited for.
 */
export function rememberingProofs(verifier: Verifier): Verifier {
  const known = new Map<string, Promise<boolean>>();
  const verdictOf = (check: ProofCheck) => known.get(bytesKey(proofCheckId(check)));
  const begin = (checks: readonly ProofCheck[]) => {
    const verdicts = verifier.checkProofs(checks);
    for (const [at, check] of checks.entries()) {
      const key = bytesKey(proofCheckId(check));
      const verdict = verdicts.then((all) => all[at] === true);
      known.set(key, verdict);
      // What failed to be checked was not judged; whoever waits hears of it.
      verdict.catch(() => known.delete(key));
    }
  };
  const forgetOldest = () => {
    for (const key of known.keys()) {
      if (known.size <= REMEMBERED_MAX) break;
      known.delete(key);
    }
  };
  return {
    verify: (check) => verifier.verify(check),
    verifyMany: (checks) => verifier.verifyMany(checks),
    checkProofs: async (checks) => {
      const fresh = checks.filter((check) => verdictOf(check) === undefined);
      if (fresh.length > 0) begin(fresh);
      const verdicts = checks.map(verdictOf);
      // Only now: a verdict that is forgotten before it is given would be none.
      forgetOldest();
      return Promise.all(
        verdicts.map((verdict) => {
          assert(verdict !== undefined, 'every check was begun');
          return verdict;
        }),
      );
    },
  };
}
