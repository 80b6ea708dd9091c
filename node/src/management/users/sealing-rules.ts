import { type IdentityDocument, identityBytes, type PrivateRecipient } from '@mingjing/client';
import { bytesToHex, equalBytes, sha256 } from '@mingjing/crypto';
import {
  currentEpochOf,
  holderKey,
  IDENTITY_ENVELOPES_MAX,
  isWithin,
  type RegistryReader,
} from '@mingjing/execution';
import {
  type Epoch,
  identityCommitment,
  RegistryKind,
  type User,
  verificationAnswerCodec,
} from '@mingjing/protocol';
import type { Identity, PersonalData } from './identity.ts';
import type { KeptSeal } from './kept-seals.ts';

/** Why identities of an organisation cannot be sealed at all. */
export type SealingGap = 'no-epoch' | 'no-organisation-key';
/** How an identity stands with look-through: sealed as the vault has it, or why not. */
export type SealingState =
  | 'sealed'
  | 'waiting'
  | 'not-on-chain'
  | 'erased'
  /** The chain takes no further envelope of this user. */
  | 'full'
  | SealingGap;

/** To what the identities of an organisation are sealed now. */
export interface SealingPlace {
  /** One of each authority within whose jurisdiction it is. */
  readonly epochs: readonly Epoch[];
  readonly recipient: PrivateRecipient;
}

/** What is known of a user, and of how he was sealed. */
export interface SealingPerson {
  readonly user: string;
  /** Of what would be sealed now. */
  readonly digest: string;
  readonly kept: readonly KeptSeal[];
}

/** Epochs in force that an organisation's users are sealed to, by number. */
export function sealingEpochs(registry: RegistryReader, organisation: string): Epoch[] {
  return registry.all('authority').flatMap(({ id, jurisdiction, revokedHeight }) => {
    const isStanding = (revokedHeight ?? 0) === 0;
    if (!isStanding || !isWithin(registry, [jurisdiction], organisation)) return [];
    return currentEpochOf(registry, id) ?? [];
  });
}

/** The same with the organisation's own key, without which the chain takes no seal. */
export function sealingPlace(
  registry: RegistryReader,
  organisation: string,
): SealingPlace | SealingGap {
  const epochs = sealingEpochs(registry, organisation);
  if (epochs.length === 0) return 'no-epoch';
  const holder = registry.get('envelopeHolder', holderKey(RegistryKind.organisation, organisation));
  const key = holder && registry.get('envelopeKey', holder.keyId);
  if (holder === undefined || key?.revokedHeight !== 0) return 'no-organisation-key';
  return { epochs, recipient: { keyId: holder.keyId, publicKey: key.publicKey } };
}

/** Who a user is, as it is sealed: by the vault, and as the chain names him where that differs. */
export function identityDocument(
  chainName: string,
  { id, answer }: Pick<User, 'id' | 'answer'>,
  { identity, earlier }: PersonalData,
): IdentityDocument {
  const named = verificationAnswerCodec.parse(answer);
  const isNamed = (each: Identity) => {
    const commitment = identityCommitment(chainName, Buffer.from(each.salt, 'hex'), each);
    return named.ok && equalBytes(commitment, named.value.identityCommitment);
  };
  const registered = isNamed(identity) ? null : (earlier.find(isNamed) ?? null);
  return { user: id, identity, registered };
}

/** Names what is sealed: 64 hexadecimal digits, kept where the identity itself is kept. */
export function digestOf(document: IdentityDocument): string {
  return bytesToHex(sha256(identityBytes(document)));
}

/**
 * How a user stands, and to which epochs he is to be sealed now. Sealed is who has, on the chain
 * and to each epoch in force, an envelope of what the vault says today whose ciphertext is here.
 * One that is on its way counts until its time is over.
 */
export function judgeSealing(
  { registry, time }: { readonly registry: RegistryReader; readonly time: number },
  place: SealingPlace | SealingGap,
  { user, digest, kept }: SealingPerson,
): { readonly state: SealingState; readonly due: readonly Epoch[] } {
  const none = (state: SealingState) => ({ state, due: [] });
  if (registry.get('erasure', user) !== undefined) return none('erased');
  if (registry.get('user', user) === undefined) return none('not-on-chain');
  if (typeof place === 'string') return none(place);
  const current = kept.filter((each) => each.digest === digest);
  const missing = place.epochs.filter(
    ({ number }) =>
      !current.some((each) => each.epoch === number && isOnChain(registry, user, each)),
  );
  if (missing.length === 0) return none('sealed');
  const count = registry.get('identityEnvelope', user)?.envelopes.length ?? 0;
  if (count + missing.length > IDENTITY_ENVELOPES_MAX) return none('full');
  const due = missing.filter(
    ({ number }) => !current.some((each) => each.epoch === number && each.validUntil > time),
  );
  return { state: 'waiting', due };
}

/** Of what is kept of a user, what the chain has or can still take. */
export function stillOfUse(
  { registry, time }: { readonly registry: RegistryReader; readonly time: number },
  user: string,
  kept: readonly KeptSeal[],
): KeptSeal[] {
  return kept.filter((each) => isOnChain(registry, user, each) || each.validUntil > time);
}

function isOnChain(registry: RegistryReader, user: string, { commitment }: KeptSeal): boolean {
  const envelopes = registry.get('identityEnvelope', user)?.envelopes ?? [];
  return envelopes.some(({ ciphertext }) => bytesToHex(ciphertext) === commitment);
}
