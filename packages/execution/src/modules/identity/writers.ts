import { RegistryKind, Standing, type User, Verification } from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { RegistryReader } from '../../state/registry.ts';
import type { Context } from '../context.ts';
import { DAY_MS } from '../retention/history.ts';
import { hasAccepted } from './agreements.ts';
import { standingOf } from './standing.ts';

/** Records, later versions included, that a limited user may write in a UTC day of block time. */
export const LIMITED_RECORDS_PER_DAY = 10;

/**
 * Whether the signer may write now, and so many records: the one place where every path (publish,
 * amend, withdraw, singly or in a batch) asks. A freeze order is judged beside it, by who calls it.
 */
export function writerCode(context: Context, records: number): ResultCode {
  const user = writerOf(context);
  if (user === undefined) return ResultCode.signerNotPermitted;
  return mayWrite(context.registry, user, { time: context.time, records });
}

/**
 * Whether a user may write at a block time: verified and not expired (`userNotVerified`), neither
 * suspended nor closed (`userNotActive`), with his organisation's agreement accepted
 * (`agreementNotAccepted`), and when limited within his day (`limitReached`). Design, section 3;
 * CAC Order 3, articles 7, 8 and 16.
 */
export function mayWrite(
  registry: RegistryReader,
  user: User,
  { time, records }: { readonly time: number; readonly records: number },
): ResultCode {
  if (user.verification !== Verification.verified) return ResultCode.userNotVerified;
  if (user.verifiedUntil <= time) return ResultCode.userNotVerified;
  const standing = standingOf(registry, user, time);
  if (standing > Standing.limited) return ResultCode.userNotActive;
  if (!hasAccepted(registry, user, time)) return ResultCode.agreementNotAccepted;
  if (standing !== Standing.limited) return ResultCode.done;
  const written = writtenOn(registry, user.id, dayOf(time));
  return written + records > LIMITED_RECORDS_PER_DAY ? ResultCode.limitReached : ResultCode.done;
}

/** Counts what a limited user wrote; of others nothing is counted. */
export function countWritten(context: Context, records: number): void {
  const { registry, time } = context;
  const user = writerOf(context);
  const conduct = user && registry.get('conduct', user.id);
  if (user === undefined || conduct === undefined) return;
  if (standingOf(registry, user, time) !== Standing.limited) return;
  const day = dayOf(time);
  const dayRecords = writtenOn(registry, user.id, day) + records;
  registry.set('conduct', user.id, { ...conduct, day, dayRecords });
}

function writerOf({ signer, registry }: Context): User | undefined {
  return signer.holderKind === RegistryKind.user ? registry.get('user', signer.holder) : undefined;
}

function writtenOn(registry: RegistryReader, userId: string, day: number): number {
  const conduct = registry.get('conduct', userId);
  return conduct?.day === day ? conduct.dayRecords : 0;
}

function dayOf(time: number): number {
  return Math.floor(time / DAY_MS);
}
