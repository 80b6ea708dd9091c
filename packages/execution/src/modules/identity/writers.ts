import { RegistryKind, Standing, Verification } from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { Context } from '../context.ts';

/**
 * Whether the signer may write now: a user, verified and not expired, of active standing
 * (design, section 3; CAC Order 3, article 8: no identity, no service).
 */
export function writerCode(context: Context): ResultCode {
  if (context.signer.holderKind !== RegistryKind.user) return ResultCode.signerNotPermitted;
  const user = context.registry.get('user', context.signer.holder);
  if (user === undefined) return ResultCode.signerNotPermitted;
  if (user.verification !== Verification.verified) return ResultCode.userNotVerified;
  if (user.verifiedUntil <= context.time) return ResultCode.userNotVerified;
  return user.standing === Standing.active ? ResultCode.done : ResultCode.userNotActive;
}
