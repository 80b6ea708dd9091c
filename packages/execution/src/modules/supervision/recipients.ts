import { equalBytes } from '@mingjing/crypto';
import {
  type EnvelopeKeyRegister,
  OfficerRole,
  type RecordEnvelope,
  type RecordItem,
  RegistryKind,
  recipientKeyId,
} from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { RegistryReader } from '../../state/registry.ts';
import type { Context } from '../context.ts';
import { isWithin, officerOf } from '../moderation/scope.ts';
import { epochOf } from './epochs.ts';
import { keyHolderOf } from './proofs.ts';

/** Entry of a holder's current key. `kind` is that of a user or an organisation. */
export function holderKey(kind: number, holder: string): string {
  return `${kind === RegistryKind.user ? 'user' : 'organisation'}/${holder}`;
}

/**
 * Registers the signer's key for envelopes: a user's own, or by a security administrator that of
 * his organisation. His key before is revoked in the same act. Possession was checked as a proof of
 * the transaction. Refused: who may not (`signerNotPermitted`), a key that was ever registered
 * (`keyRefused`).
 */
export function registerEnvelopeKey(
  context: Context,
  { publicKey }: EnvelopeKeyRegister,
): ResultCode {
  const { registry, signer, height } = context;
  const isUser = signer.holderKind === RegistryKind.user;
  const isPermitted = isUser || officerOf(context, [OfficerRole.securityAdmin]) !== undefined;
  const holder = isPermitted ? keyHolderOf(registry, signer) : undefined;
  if (holder === undefined) return ResultCode.signerNotPermitted;
  const keyId = recipientKeyId(publicKey);
  if (registry.get('envelopeKey', keyId) !== undefined) return ResultCode.keyRefused;
  const entry = holderKey(holder.kind, holder.id);
  const before = registry.get('envelopeHolder', entry);
  const old = before && registry.get('envelopeKey', before.keyId);
  if (before && old) registry.set('envelopeKey', before.keyId, { ...old, revokedHeight: height });
  registry.set('envelopeKey', keyId, {
    ...{ publicKey, holderKind: holder.kind, holder: holder.id },
    ...{ height, revokedHeight: 0 },
  });
  registry.set('envelopeHolder', entry, { keyId });
  return ResultCode.done;
}

/** Whether the envelopes of records by a user of this organisation may be taken now. */
export function envelopesCode(
  registry: RegistryReader,
  records: readonly RecordItem[],
  organisation: string,
): ResultCode {
  for (const { envelope } of records) {
    const code = envelope ? envelopeCode(registry, envelope, organisation) : ResultCode.done;
    if (code !== ResultCode.done) return code;
  }
  return ResultCode.done;
}

/**
 * Whether an envelope stands on registered keys: the current epoch of an authority whose
 * jurisdiction covers the author's organisation, and recipients' keys that are not revoked. That
 * its proof holds is part of the block's validity.
 */
export function envelopeCode(
  registry: RegistryReader,
  envelope: RecordEnvelope,
  organisation: string,
): ResultCode {
  const epoch = epochOf(registry, envelope.epoch);
  const authority = epoch && registry.get('authority', epoch.authority);
  if (epoch === undefined || authority === undefined) return ResultCode.epochUnknown;
  const current = registry.get('currentEpoch', epoch.authority);
  const isStanding = (authority.revokedHeight ?? 0) === 0;
  if (current?.number !== epoch.number || !isStanding) return ResultCode.epochNotCurrent;
  if (!isWithin(registry, [authority.jurisdiction], organisation)) return ResultCode.outOfScope;
  const areKnown = envelope.recipients.every(({ keyId, publicKey }) => {
    const entry = registry.get('envelopeKey', keyId);
    return entry?.revokedHeight === 0 && equalBytes(entry.publicKey, publicKey);
  });
  return areKnown ? ResultCode.done : ResultCode.recipientUnknown;
}
