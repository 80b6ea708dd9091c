import { equalBytes } from '@mingjing/crypto';
import type { Signer } from '@mingjing/replica';
import type { SignGuard, SignStep } from '@mingjing/storage';
import { type SignatureKind, worldKey } from './keys.ts';

/** A node's signer: its keys behind the guard, the file of what it signed last. */
export function guardedSigner(
  node: string,
  guard: Pick<SignGuard, 'advance' | 'point' | 'raise'>,
  kind: SignatureKind,
): Signer {
  const vote = worldKey(node, 'vote', kind);
  const statement = worldKey(node, 'statement', kind);
  const signAt = async (
    at: { height: number; round: number; blockId: Uint8Array },
    step: SignStep,
    signing: Uint8Array,
  ) => {
    const advance = await guard.advance({ ...at, step });
    return advance === 'conflict' ? undefined : vote.sign(signing);
  };
  return {
    statementKeyId: statement.id,
    holdsVoteKey: (publicKey) => equalBytes(publicKey, vote.publicKey),
    signVote: ({ type, height, round, blockId }, signing) =>
      signAt({ height, round, blockId }, type === 1 ? 1 : 2, signing),
    signProposal: (at, signing) => signAt(at, 0, signing),
    lastSigned: () => guard.point(),
    raise: (height) => guard.raise(height),
    signStatement: (signing) => statement.sign(signing),
  };
}
