import type { Fact } from '@mingjing/oversight';

/** A fact that no block tells: its height and time are those of the latest block. */
export type ToldFact = Untimed<Fact>;
type Untimed<F> = F extends Fact ? Omit<F, 'height' | 'time'> : never;

/**
 * Names a fact that is told once, however often it is found out: a failure stays what it is until
 * its order ends, and through every restart. Undefined: each time is another.
 */
export function onceKey(fact: ToldFact): string | undefined {
  return fact.type === 'look-through' ? `look-through ${fact.order} ${fact.failure}` : undefined;
}
