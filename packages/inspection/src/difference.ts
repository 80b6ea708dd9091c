import { type Answer, changeOf, type ItemChange } from '@mingjing/proofs';

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
