import {
  JournalSource,
  RETENTION_DAYS_MAX,
  RETENTION_FLOOR_DAYS,
  RetentionClass,
  type RetentionPolicy,
  retentionDays,
} from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { RegistryReader } from '../../state/registry.ts';
import type { EnrolmentContext } from '../membership/keys.ts';
import { DAY_MS } from './history.ts';

/** Everything a period can be set for, ascending: the sources, content, identity. */
const CLASSES: readonly number[] = [
  ...Object.values(JournalSource),
  ...Object.values(RetentionClass),
].sort((a, b) => a - b);

/** Days that a class is kept: the floor, or what a vote set above it. */
export function periodDays(registry: RegistryReader, retentionClass: number): number {
  return retentionDays(registry.get('retention', ''), retentionClass);
}

/** The same in ms. */
export function periodMs(registry: RegistryReader, retentionClass: number): number {
  return periodDays(registry, retentionClass) * DAY_MS;
}

/** The longest period of all classes in ms: a person's data is shredded no earlier. */
export function longestPeriodMs(registry: RegistryReader): number {
  return Math.max(...CLASSES.map((each) => periodMs(registry, each)));
}

/**
 * Replaces the periods. None may be below the floor of 184 days: no vote lowers that (Order 3 of
 * the CAC, article 17). Classes ascend and are known, and a class that is left out has the floor.
 */
export function setRetention(
  { registry }: Pick<EnrolmentContext, 'registry'>,
  { periods }: RetentionPolicy,
): ResultCode {
  const isSound = periods.every(
    ({ class: of, days }, index) =>
      CLASSES.includes(of) &&
      of > (periods[index - 1]?.class ?? 0) &&
      days >= RETENTION_FLOOR_DAYS &&
      days <= RETENTION_DAYS_MAX,
  );
  if (!isSound) return ResultCode.periodRefused;
  registry.set('retention', '', { periods });
  return ResultCode.done;
}

/** Whether a policy shortens any class: then the regulator's officers have to agree. */
export function shortens(registry: RegistryReader, policy: RetentionPolicy): boolean {
  return CLASSES.some((each) => retentionDays(policy, each) < periodDays(registry, each));
}
