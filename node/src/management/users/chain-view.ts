import { bytesToHex } from '@mingjing/crypto';
import {
  agreementInForce,
  type ChainState,
  longestPeriodMs,
  type RegistryReader,
} from '@mingjing/execution';
import { type User, Verification } from '@mingjing/protocol';
import { userView } from '../../api/user-view.ts';

/** How a user stands with verification, as the words of the design have it. */
export type VerificationState = 'none' | 'format-ok' | 'verified' | 'expired';

/**
 * What is verified is what the chain says of a signed answer, at a block time. All that a node can
 * say by itself is that an identity is known here and has the right form.
 */
export function verificationState(
  user: User | undefined,
  isKnownHere: boolean,
  time: number,
): VerificationState {
  if (user === undefined) return isKnownHere ? 'format-ok' : 'none';
  if (user.verification !== Verification.verified) return 'none';
  return user.verifiedUntil > time ? 'verified' : 'expired';
}

/** What the chain says of a user, his sanctions among it; null where it knows none. */
export function chainView(state: ChainState, user: User | undefined) {
  return user === undefined ? null : userView(state, user);
}

/** The agreement that users of an organisation have to have accepted; null: none. */
export function agreementView(registry: RegistryReader, organisation: string, time: number) {
  return versionView(agreementInForce(registry, organisation, time));
}

/** The latest version, which is the one that can be accepted, also before it is in force. */
export function latestAgreement(registry: RegistryReader, organisation: string) {
  return versionView(registry.get('agreement', organisation)?.versions.at(-1));
}

function versionView(found: ReturnType<typeof agreementInForce>) {
  if (found === undefined) return null;
  const { version, textHash, effectiveAt } = found;
  return { version, text_hash: bytesToHex(textHash), effective_at: effectiveAt };
}

/** Both dates of an erasure; of one that is not asked for, what they would be. */
export function erasureView(registry: RegistryReader, user: string, time: number, isHere: boolean) {
  const erasure = registry.get('erasure', user);
  if (erasure === undefined) {
    const shredAt = time + longestPeriodMs(registry);
    return {
      state: 'none',
      restricted_at: null,
      shred_at: null,
      if_asked_now: { shred_at: shredAt },
    };
  }
  const { restrictedAt, shredAt } = erasure;
  const state = shredAt <= time && !isHere ? 'shredded' : 'restricted';
  return { state, restricted_at: restrictedAt, shred_at: shredAt, if_asked_now: null };
}
