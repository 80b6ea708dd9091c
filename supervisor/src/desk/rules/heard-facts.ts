import type { ToldFact } from './told-fact.ts';

/** Facts that wait for the next look of the rules, a second away: more than a desk hears in one. */
export const HEARD_FACTS_MAX = 1024;

/** What the desk finds out beside the chain, on its way to the rules. */
export class HeardFacts {
  #facts: ToldFact[] = [];

  /** Beyond the bound the oldest goes; its entry in the journal stays. */
  add(fact: ToldFact): void {
    this.#facts.push(fact);
    if (this.#facts.length > HEARD_FACTS_MAX) this.#facts.shift();
  }

  /** What was added since the last call. */
  take(): ToldFact[] {
    const facts = this.#facts;
    this.#facts = [];
    return facts;
  }
}
