import { keyId } from '@mingjing/crypto';
import { type KeyFile, signerFromSeed } from '@mingjing/crypto/node';
import { VoteType } from '@mingjing/protocol';
import type { Signer } from '@mingjing/replica';
import type { SignGuard } from '@mingjing/storage';

/** Steps of the guard's order within a round: proposal, prevote, precommit. */
const PROPOSAL_STEP = 0;

/**
 * The node's keys behind the guard: what was signed last is durable before a signature exists, and
 * nothing is signed against it.
 */
export function nodeSigner(
  keys: { readonly vote: KeyFile | undefined; readonly statement: KeyFile },
  guard: SignGuard | undefined,
): Signer {
  const vote = keys.vote && signerFromSeed(keys.vote.seed);
  const statement = signerFromSeed(keys.statement.seed);
  async function guarded(
    point: Parameters<SignGuard['advance']>[0],
    signing: Uint8Array,
  ): Promise<Uint8Array | undefined> {
    if (vote === undefined || guard === undefined) return undefined;
    const advance = await guard.advance(point);
    return advance === 'conflict' ? undefined : vote.sign(signing);
  }
  return {
    statementKeyId: keyId(statement.publicKey),
    signVote: ({ type, height, round, blockId }, signing) =>
      guarded({ height, round, step: type === VoteType.prevote ? 1 : 2, blockId }, signing),
    signProposal: (at, signing) => guarded({ ...at, step: PROPOSAL_STEP }, signing),
    lastSigned: () => guard?.point() ?? { height: 0, round: 'all' },
    raise: async (height) => guard?.raise(height),
    signStatement: (signing) => statement.sign(signing),
  };
}
