import type { Fact } from './fact.ts';
import { type Finding, findingKey, type WatchRule, type WatchSet } from './rule.ts';
import { type Found, type RuleWatch, watchOf } from './watches.ts';

/**
 * A version of the rules at work. It begins with nothing and is fed facts in the order of heights;
 * the same facts give the same findings, on any machine and at any time. No clock is asked.
 */
export class RuleEngine {
  readonly #watches: readonly { readonly rule: WatchRule; readonly watch: RuleWatch }[];

  constructor(set: WatchSet) {
    this.#watches = set.rules.map((rule) => ({ rule, watch: watchOf(rule) }));
  }

  /** What the rules find in one fact, in the order of the rules. */
  take(fact: Fact): Finding[] {
    return this.#watches.flatMap(({ rule, watch }) =>
      watch.take(fact).map((found) => findingOf(rule, fact, found)),
    );
  }
}

/** All that a version of the rules finds in some facts, from a new beginning. */
export function replay(set: WatchSet, facts: Iterable<Fact>): Finding[] {
  const engine = new RuleEngine(set);
  const found: Finding[] = [];
  for (const fact of facts) found.push(...engine.take(fact));
  return found;
}

/** How many each rule found, by its id; a rule that found nothing has 0. */
export function countsByRule(set: WatchSet, findings: readonly Finding[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { id } of set.rules) counts[id] = 0;
  for (const { rule } of findings) counts[rule] = (counts[rule] ?? 0) + 1;
  return counts;
}

function findingOf({ id, kind, severity }: WatchRule, { height, time }: Fact, found: Found) {
  const finding = { rule: id, kind, severity, height, time, count: 1, reasons: [], ...found };
  return finding satisfies Finding;
}

/** Bytes over which two runs are compared: one line for each finding, in their order. */
export function findingLines(findings: readonly Finding[]): string {
  return findings.map((each) => `${findingKey(each)} ${each.count} ${each.time}\n`).join('');
}
