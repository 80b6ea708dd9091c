import type { MeasuredSpace } from './disk-budget.ts';

/** The room of a journal, as both programs answer it; null before the first measure. */
export function spaceView(space: MeasuredSpace | undefined) {
  if (space === undefined) return null;
  return {
    level: space.level,
    reason: space.reason,
    limit: space.limit,
    used_bytes: space.usedBytes,
    room_bytes: space.roomBytes,
    free_bytes: space.freeBytes,
    budget_bytes: space.budgetBytes ?? null,
    growth_bytes_per_day: space.growthPerDay ?? null,
    days_left: space.daysLeft ?? null,
    /** What 184 days of this journal take. */
    needed_bytes: space.neededBytes ?? null,
    measured_at: space.at,
  };
}
