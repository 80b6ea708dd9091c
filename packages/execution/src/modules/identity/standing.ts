import {
  type Sanction,
  SanctionGrade,
  SanctionStepKind,
  Standing,
  type User,
} from '@mingjing/protocol';
import type { RegistryReader } from '../../state/registry.ts';
import { DAY_MS } from '../retention/history.ts';

/** How long a closing waits for its second person; then it lapses. */
export const CLOSE_CONFIRM_MS = 7 * DAY_MS;

/** What a sanction has come to. */
export type SanctionState =
  | 'proposed'
  | 'in-force'
  | 'expired'
  | 'lapsed'
  | 'lifted'
  | 'overturned';

const { confirmed, lifted, overturned } = SanctionStepKind;

/**
 * The state of a sanction at a block time, by its steps and time alone. A closing is `proposed`
 * until a second person confirms it, `lapsed` when nobody does in time, and has no end then.
 */
export function sanctionState(sanction: Sanction, time: number): SanctionState {
  if (hasStep(sanction, overturned)) return 'overturned';
  if (hasStep(sanction, lifted)) return 'lifted';
  if (sanction.grade !== SanctionGrade.close) {
    return sanction.expiresAt <= time ? 'expired' : 'in-force';
  }
  if (hasStep(sanction, confirmed)) return 'in-force';
  return imposedAt(sanction) + CLOSE_CONFIRM_MS <= time ? 'lapsed' : 'proposed';
}

/** Whether something of this kind was done in a sanction. */
export function hasStep({ steps }: Sanction, kind: number): boolean {
  return steps.some((step) => step.kind === kind);
}

/** Whether the user's appeal waits for its decision. */
export function isAppealOpen(sanction: Sanction): boolean {
  const { appealed, upheld } = SanctionStepKind;
  const isDecided = hasStep(sanction, upheld) || hasStep(sanction, overturned);
  return hasStep(sanction, appealed) && !isDecided;
}

/**
 * A user's standing at a block time: closed for good, or the gravest that sanctions in force make
 * it. A warning and a proposed closing change nothing.
 */
export function standingOf(registry: RegistryReader, user: User, time: number): number {
  let { standing } = user;
  for (const sanction of openSanctions(registry, user.id)) {
    if (sanctionState(sanction, time) !== 'in-force') continue;
    standing = Math.max(standing, standingUnder(sanction.grade));
  }
  return standing;
}

/** Sanctions of a user that may be in force, oldest first. */
export function openSanctions(registry: RegistryReader, userId: string): Sanction[] {
  const open = registry.get('conduct', userId)?.open ?? [];
  return open.flatMap((id) => registry.get('sanction', id) ?? []);
}

/** All sanctions that a user ever had, latest first, `count` at most. */
export function sanctionsOf(registry: RegistryReader, userId: string, count: number): Sanction[] {
  const found: Sanction[] = [];
  let next = registry.get('conduct', userId)?.latest;
  while (next !== undefined && next.length > 0 && found.length < count) {
    const sanction = registry.get('sanction', next);
    if (sanction === undefined) break;
    found.push(sanction);
    next = sanction.previous;
  }
  return found;
}

function standingUnder(grade: number): number {
  if (grade === SanctionGrade.limit) return Standing.limited;
  return grade === SanctionGrade.warn ? Standing.active : Standing.suspended;
}

function imposedAt({ steps }: Sanction): number {
  return steps[0]?.time ?? 0;
}
