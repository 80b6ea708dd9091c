import type { Answer, Verdict } from './answer.ts';

/** How an item stands against the run before. */
export interface ItemChange {
  readonly item: string;
  /** Null: it was not in that run. */
  readonly before: Verdict | null;
  /** Null: it is not in this one. */
  readonly after: Verdict | null;
  readonly direction: 'better' | 'worse' | 'other';
}

/** From bad to good. What was not looked at is neither better nor worse than what was bad. */
const RANKS: Readonly<Record<Verdict, number>> = {
  'not-met': 0,
  'not-measured': 0,
  'mostly-met': 1,
  met: 2,
  'not-applicable': 2,
};

/** Items whose verdict differs from the run before, in the order of this one, gone ones last. */
export function changesBetween(before: readonly Answer[], after: readonly Answer[]): ItemChange[] {
  const earlier = new Map(before.map(({ item, verdict }) => [item, verdict]));
  const now = new Map(after.map(({ item, verdict }) => [item, verdict]));
  const changed = after.flatMap(({ item, verdict }) => {
    const was = earlier.get(item) ?? null;
    return was === verdict ? [] : [changeOf(item, was, verdict)];
  });
  const gone = before.filter(({ item }) => !now.has(item));
  return [...changed, ...gone.map(({ item, verdict }) => changeOf(item, verdict, null))];
}

function changeOf(item: string, before: Verdict | null, after: Verdict | null): ItemChange {
  const step = before === null || after === null ? 0 : RANKS[after] - RANKS[before];
  const direction = step === 0 ? 'other' : step > 0 ? 'better' : 'worse';
  return { item, before, after, direction };
}
