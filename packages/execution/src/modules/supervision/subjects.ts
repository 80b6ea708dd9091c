import { equalBytes } from '@mingjing/crypto';
import {
  type AccessOrder,
  type Officer,
  OfficerCapability,
  type RecordEnvelope,
} from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { RegistryReader } from '../../state/registry.ts';
import type { Context } from '../context.ts';
import { isWithin, mayOrder } from '../moderation/scope.ts';

/** What an access order is about: who answers for it, and what was sealed of it. */
export interface AccessSubject {
  readonly organisation: string;
  /** Of a public record none; of an identity each that was ever said. */
  readonly envelopes: readonly RecordEnvelope[];
}

/** The record or user that an order or its opening names; a code when there is none. */
export function accessSubjectOf(
  { registry, recordVersion }: Pick<Context, 'registry' | 'recordVersion'>,
  { recordId, userId }: Pick<AccessOrder, 'recordId' | 'userId'>,
): AccessSubject | ResultCode {
  if (userId !== '') {
    const user = registry.get('user', userId);
    if (user === undefined) return ResultCode.unknownSubject;
    const envelopes = registry.get('identityEnvelope', userId)?.envelopes ?? [];
    return { organisation: user.organisation, envelopes };
  }
  const version = recordVersion(recordId);
  if (version === undefined) return ResultCode.unknownRecord;
  const author = registry.get('user', registry.get('key', version.signer)?.holder ?? '');
  if (author === undefined) return ResultCode.unknownSubject;
  const envelopes = version.envelope ? [version.envelope] : [];
  return { organisation: author.organisation, envelopes };
}

/** Whether an officer may read of a subject: his capability, and one of his jurisdictions. */
export function accessScopeCode(
  registry: RegistryReader,
  officer: Officer,
  organisation: string,
): ResultCode {
  const isCapable = mayOrder(registry, officer, OfficerCapability.access);
  return isCapable && isWithin(registry, officer.jurisdictions, organisation)
    ? ResultCode.done
    : ResultCode.outOfScope;
}

/**
 * Whether what shares are asked about is the subject's own: B with t = 0 (`isPoint` compares), in
 * the epoch it was sealed in. An order that asks for no share is about reading alone.
 */
export function pointCode(
  { epoch, blinded }: Pick<AccessOrder, 'epoch' | 'blinded'>,
  { envelopes }: AccessSubject,
  isPoint: (blinded: Uint8Array, c0: Uint8Array) => boolean = equalBytes,
): ResultCode {
  if (epoch === 0) return ResultCode.done;
  const isOwn = envelopes.some((each) => each.epoch === epoch && isPoint(blinded, each.c0));
  return isOwn ? ResultCode.done : ResultCode.pointWrong;
}
