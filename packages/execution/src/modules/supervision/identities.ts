import { equalBytes } from '@mingjing/crypto';
import { type IdentitySeal, RegistryKind } from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { Context } from '../context.ts';
import { isOfOrganisation } from '../identity/register.ts';
import { envelopeCode } from './recipients.ts';

/** Envelopes of one identity: it is sealed anew when it changes, or with an epoch. */
export const IDENTITY_ENVELOPES_MAX = 16;

/**
 * Says how a user's identity was sealed: by a node or officer of his organisation, whose registered
 * key is among the recipients. The ciphertext lies in the vault; here is only what shows that the
 * authority and the custodians can open it, and its C0, against which an access order is held.
 */
export function sealIdentity(context: Context, { userId, envelope }: IdentitySeal): ResultCode {
  const { registry, height } = context;
  const user = registry.get('user', userId);
  if (!isOfOrganisation(context)) return ResultCode.signerNotPermitted;
  if (user === undefined) return ResultCode.unknownSubject;
  if (organisationOf(context) !== user.organisation) return ResultCode.signerNotPermitted;
  const code = envelopeCode(registry, envelope, user.organisation);
  if (code !== ResultCode.done) return code;
  const isOwn = envelope.recipients.some(({ keyId }) => {
    const entry = registry.get('envelopeKey', keyId);
    return entry?.holderKind === RegistryKind.organisation && entry.holder === user.organisation;
  });
  if (!isOwn) return ResultCode.recipientUnknown;
  const before = registry.get('identityEnvelope', userId)?.envelopes ?? [];
  if (before.some(({ c0 }) => equalBytes(c0, envelope.c0))) return ResultCode.alreadyExists;
  if (before.length >= IDENTITY_ENVELOPES_MAX) return ResultCode.tooMany;
  const envelopes = [...before, envelope];
  registry.set('identityEnvelope', userId, { userId, envelopes, height });
  return ResultCode.done;
}

function organisationOf({ signer, registry }: Context): string | undefined {
  const kind = signer.holderKind === RegistryKind.node ? 'node' : 'officer';
  const holder = registry.get(kind, signer.holder);
  return holder?.revokedHeight === 0 ? holder.organisation : undefined;
}
