import { identityIn, identityStanding } from '@mingjing/client';
import type { Host } from '@mingjing/host';
import type { RecordEnvelope } from '@mingjing/protocol';
import type { IdentityCopies } from './identity-copies.ts';
import type { Subject } from './subject.ts';

/** How what was opened stands to what a verifier confirmed of the user. */
export interface OpenedIdentity {
  readonly user: string;
  /** `unreadable`: it opens, and is no identity; whoever sealed it answers for that. */
  readonly standing: ReturnType<typeof identityStanding> | 'unreadable';
}

/** Finds what is sealed of a user's identity; undefined: nothing that the order asks about. */
export function identitySubject(
  { replica }: Pick<Host, 'replica'>,
  copies: IdentityCopies,
  userId: string,
  isAsked: (envelope: RecordEnvelope) => boolean,
): Subject | undefined {
  const { registry } = replica.chain.state;
  const envelope = registry.get('identityEnvelope', userId)?.envelopes.find(isAsked);
  if (envelope === undefined) return undefined;
  return {
    envelope,
    organisation: registry.get('user', userId)?.organisation ?? '',
    ciphertext: () => copies.get(userId, envelope.ciphertext),
  };
}

/** Holds opened bytes against the user that the order is about. */
export function openedIdentity(
  { genesis, replica }: Pick<Host, 'genesis' | 'replica'>,
  user: string,
  content: Uint8Array,
): OpenedIdentity {
  const read = identityIn(content);
  if (!read.ok) return { user, standing: 'unreadable' };
  const answer = replica.chain.state.registry.get('user', user)?.answer ?? new Uint8Array(0);
  const standing = identityStanding(read.value, { user, chainName: genesis.name, answer });
  return { user, standing };
}
