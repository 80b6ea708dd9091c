import { type ProofCheck, sealKey } from '@mingjing/disclosure';
import {
  type Epoch,
  EpochOrigin,
  isEpochShaped,
  type KeySide,
  OfficerCapability,
  OfficerRole,
  totalPower,
} from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { RegistryReader } from '../../state/registry.ts';
import { validatorsOf } from '../../state/validators-of.ts';
import type { EnrolmentContext } from '../membership/keys.ts';
import { mayOrder } from '../moderation/scope.ts';
import { areKeys, possessionChecks } from './side-keys.ts';

/** Officers who can open nothing alone, however few of them an epoch has. */
const OFFICERS_THRESHOLD_MIN = 2;

/** An epoch by its number; undefined: there is none. */
export function epochOf(registry: RegistryReader, number: number): Epoch | undefined {
  return registry.get('epoch', String(number));
}

/** The epoch that new records are sealed to for this authority; undefined: it has none. */
export function currentEpochOf(registry: RegistryReader, authority: string): Epoch | undefined {
  const current = registry.get('currentEpoch', authority);
  return current && epochOf(registry, current.number);
}

/** Ps of an epoch that the chain started: 32 bytes. */
export function sealKeyOf({ officers, custodians }: Epoch): Uint8Array {
  const [authority, custody] = [officers.commitments[0], custodians.commitments[0]];
  return (authority && custody && sealKey(authority, custody)) ?? new Uint8Array(0);
}

/**
 * Starts the next epoch of an authority (action 30): from the next transaction on records are
 * sealed to its keys, and those before stay with theirs. Every holder's possession of his share was
 * checked as a proof of the proposing transaction. Refused as `badField` (fields), `unknownSubject`
 * (authority or a holder who is none) and `epochRefused`: another number than the next, a threshold
 * that two officers or custodians with a third of the power do not need, keys that are none.
 */
export function startEpoch(
  { registry, height }: Pick<EnrolmentContext, 'registry' | 'height'>,
  epoch: Epoch,
): ResultCode {
  if (!isEpochShaped(epoch) || epoch.height !== 0) return ResultCode.badField;
  const { dealt, contributed } = EpochOrigin;
  if (epoch.origin !== dealt && epoch.origin !== contributed) return ResultCode.badField;
  const { officers, custodians } = epoch;
  if (![officers, custodians].every(isOrdered)) return ResultCode.badField;
  const authority = registry.get('authority', epoch.authority);
  if (authority === undefined || (authority.revokedHeight ?? 0) !== 0) {
    return ResultCode.unknownSubject;
  }
  if (!areHolders(registry, epoch)) return ResultCode.unknownSubject;
  const isNext = epoch.number === registry.all('epoch').length + 1;
  const isShared = officers.threshold >= OFFICERS_THRESHOLD_MIN && areEnough(registry, custodians);
  if (!isNext || !isShared || !areKeys(officers, custodians)) return ResultCode.epochRefused;
  registry.set('epoch', String(epoch.number), { ...epoch, height });
  registry.set('currentEpoch', epoch.authority, { number: epoch.number });
  return ResultCode.done;
}

/** The same for genesis, where no proposal was checked before: with every holder's possession. */
export function beginEpoch(
  context: EnrolmentContext,
  epoch: Epoch,
  isProved: (check: ProofCheck) => boolean,
): ResultCode {
  const code = startEpoch(context, epoch);
  if (code !== ResultCode.done) return code;
  return possessionChecks(epoch).every(isProved) ? code : ResultCode.keyRefused;
}

function isOrdered({ threshold, commitments, holders }: KeySide): boolean {
  const names = new Set(holders.map(({ holder }) => holder));
  const rises = holders.every(({ index }, at) => index > (holders[at - 1]?.index ?? 0));
  return threshold === commitments.length && names.size === holders.length && rises;
}

function areHolders(registry: RegistryReader, { authority, officers, custodians }: Epoch): boolean {
  const isOfficer = officers.holders.every(({ holder }) => {
    const officer = registry.get('officer', holder);
    if (officer === undefined || officer.revokedHeight !== 0) return false;
    const isOwn =
      officer.role === OfficerRole.supervisionOfficer && officer.organisation === authority;
    return isOwn && mayOrder(registry, officer, OfficerCapability.access);
  });
  return (
    isOfficer &&
    custodians.holders.every(({ holder }) => registry.get('organisation', holder) !== undefined)
  );
}

// Whichever of them come together hold more than a third of the power: f + 1 organisations.
function areEnough(registry: RegistryReader, { threshold, holders }: KeySide): boolean {
  const set = validatorsOf(registry);
  const powers = holders.map(({ holder }) =>
    set.validators
      .filter(({ organisation }) => organisation === holder)
      .reduce((sum, { power }) => sum + power, 0),
  );
  const least = powers.toSorted((a, b) => a - b).slice(0, threshold);
  return 3 * least.reduce((sum, power) => sum + power, 0) > totalPower(set);
}
