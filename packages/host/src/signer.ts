import { assert, keyId } from '@mingjing/crypto';
import { type KeyFile, signerFromSeed } from '@mingjing/crypto/node';
import { VoteType } from '@mingjing/protocol';
import type { Signer } from '@mingjing/replica';
import type { SignGuard } from '@mingjing/storage';
import type { RotatedKeyName } from './home.ts';
import type { KeyRing } from './key-ring.ts';

/** Steps of the guard's order within a round: proposal, prevote, precommit. */
const PROPOSAL_STEP = 0;

/** Public key of a purpose that the state names for this node, after the latest block. */
export type NamedKey = (name: RotatedKeyName) => Uint8Array | undefined;

/**
 * The node's keys behind the guard: what was signed last is durable before a signature exists, and
 * nothing is signed against it. The guard goes by height, so it holds across a change of the key.
 */
export function nodeSigner(ring: KeyRing, named: NamedKey, guard: SignGuard | undefined): Signer {
  const signers = new WeakMap<KeyFile, ReturnType<typeof signerFromSeed>>();
  const inForce = (name: RotatedKeyName) => {
    const key = ring.find(name, named(name));
    if (key === undefined) return undefined;
    const signer = signers.get(key) ?? signerFromSeed(key.seed);
    signers.set(key, signer);
    return signer;
  };
  async function guarded(
    point: Parameters<SignGuard['advance']>[0],
    signing: Uint8Array,
  ): Promise<Uint8Array | undefined> {
    const vote = inForce('vote');
    if (vote === undefined || guard === undefined) return undefined;
    const advance = await guard.advance(point);
    return advance === 'conflict' ? undefined : vote.sign(signing);
  }
  return {
    get statementKeyId() {
      const statement = inForce('statement');
      return statement && keyId(statement.publicKey);
    },
    holdsVoteKey: (publicKey) => guard !== undefined && ring.find('vote', publicKey) !== undefined,
    signVote: ({ type, height, round, blockId }, signing) =>
      guarded({ height, round, step: type === VoteType.prevote ? 1 : 2, blockId }, signing),
    signProposal: (at, signing) => guarded({ ...at, step: PROPOSAL_STEP }, signing),
    lastSigned: () => guard?.point() ?? { height: 0, round: 'all' },
    raise: async (height) => guard?.raise(height),
    signStatement(signing) {
      const statement = inForce('statement');
      assert(statement !== undefined, 'who signs statements holds the key that the state names');
      return statement.sign(signing);
    },
  };
}

/** Finds the signer of a statement key that the ring holds. */
export function statementSignerOf(ring: KeyRing) {
  return (publicKey: Uint8Array) => {
    const key = ring.find('statement', publicKey);
    return key && signerFromSeed(key.seed);
  };
}
