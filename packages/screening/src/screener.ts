import { assert } from '@mingjing/crypto';
import { ruleSetHash } from './canonical.ts';
import { type Hit, TermFinder } from './find.ts';
import { byPlace, contextFinder, type Match, outermost, outside, together } from './judge.ts';
import { PART_UNITS_MAX, PLACES_MAX, TEXT_UNITS_MAX } from './limits.ts';
import { type Reading, read } from './reading.ts';
import { type Rule, type RuleSet, SEVERITIES, type Term } from './rule-set.ts';
import { type ReadTerm, readTerm, termKey } from './terms.ts';
import type { Part, RuleMatch, Screening, Verdict } from './verdict.ts';

/** A rule with its terms as indices. */
interface PreparedRule {
  readonly rule: Rule;
  readonly groups: readonly (readonly number[])[];
  readonly except: readonly number[];
  readonly unless: readonly number[];
}

/** Judges texts by one rule set, which must have passed `parseRuleSet` or `checkRuleSet`. */
export class Screener {
  readonly ruleSet: RuleSet;
  readonly hash: Uint8Array;
  readonly #terms: readonly ReadTerm[];
  readonly #rules: readonly PreparedRule[];
  readonly #finder: TermFinder;

  constructor(ruleSet: RuleSet) {
    const index = new TermIndex(ruleSet);
    this.ruleSet = ruleSet;
    this.hash = ruleSetHash(ruleSet);
    this.#rules = ruleSet.rules.map((rule) => prepare(rule, index));
    this.#terms = index.terms;
    this.#finder = new TermFinder(index.terms);
  }

  /** The verdict on a text, or why it cannot be judged: such a text has not passed. */
  screen(text: string): Screening {
    if (text.length > TEXT_UNITS_MAX) return { ok: false, reason: 'text-too-long' };
    if (!text.isWellFormed()) return { ok: false, reason: 'text-not-well-formed' };
    const reading = read(text);
    const hits = new Map<number, Hit[]>();
    this.#finder.find(reading, (hit) => {
      const known = hits.get(hit.term);
      if (known === undefined) hits.set(hit.term, [hit]);
      else known.push(hit);
    });
    const matches = this.#rules.flatMap((rule) => this.#judge(rule, hits, reading));
    return { ok: true, verdict: this.#verdict(matches) };
  }

  #judge(prepared: PreparedRule, hits: ReadonlyMap<number, Hit[]>, reading: Reading): RuleMatch[] {
    const { rule, except, groups, unless } = prepared;
    const isPossible = groups.every((terms) => terms.some((term) => hits.has(term)));
    if (!isPossible) return [];
    const hitsOf = (terms: readonly number[]) =>
      terms.flatMap((term) => hits.get(term) ?? []).sort(byPlace);
    const allowed = hitsOf(except);
    const found = groups.map((terms) => outermost(outside(hitsOf(terms), allowed)));
    if (found.some(({ length }) => length === 0)) return [];
    const isHarmless = contextFinder(
      hitsOf(unless),
      rule.unless?.within ?? Number.POSITIVE_INFINITY,
    );
    const isMeant = (match: Match) => !isHarmless(match);
    const matches = together(found, rule.within ?? Number.POSITIVE_INFINITY, isMeant);
    if (matches.length === 0) return [];
    const { id, category, severity, reason } = rule;
    const listed = matches.slice(0, PLACES_MAX);
    const places = listed.map((match) => match.map((hit) => this.#partOf(hit, reading)));
    return [{ rule: id, category, severity, reason, count: matches.length, places }];
  }

  #partOf({ term, begin, end, start, stop }: Hit, reading: Reading): Part {
    const read = this.#terms[term];
    const found = () => reading.text.slice(begin, Math.min(end, begin + PART_UNITS_MAX));
    const text = read?.kind === 'phrase' ? read.phrase.text : found();
    return { start, end: stop, text };
  }

  #verdict(matches: readonly RuleMatch[]): Verdict {
    const rank = ({ severity }: RuleMatch) => SEVERITIES.indexOf(severity);
    const sorted = matches.toSorted((a, b) => rank(b) - rank(a));
    const { id, version } = this.ruleSet;
    return {
      action: sorted[0]?.severity ?? 'pass',
      ruleSet: { id, version, hash: this.hash },
      matches: sorted,
    };
  }
}

/** Every term of a rule set once, by its index. */
class TermIndex {
  readonly terms: ReadTerm[] = [];
  readonly #indices = new Map<string, number>();
  readonly #lists: Readonly<Record<string, readonly Term[]>>;

  constructor({ lists = {} }: RuleSet) {
    this.#lists = lists;
  }

  /** Indices of terms; lists are replaced by what is in them. */
  of(terms: readonly Term[] = []): number[] {
    const indices = terms.flatMap((term) =>
      term.startsWith('#') ? this.of(this.#lists[term.slice(1)]) : [this.#indexOf(term)],
    );
    return [...new Set(indices)];
  }

  #indexOf(written: Term): number {
    const term = readTerm(written);
    assert(typeof term !== 'string', `the rule set was checked: ${term}`);
    const key = termKey(term);
    const known = this.#indices.get(key);
    if (known !== undefined) return known;
    this.#indices.set(key, this.terms.length);
    return this.terms.push(term) - 1;
  }
}

function prepare(rule: Rule, index: TermIndex): PreparedRule {
  const groups = (rule.all ?? [rule.any ?? []]).map((terms) => index.of(terms));
  return { rule, groups, except: index.of(rule.except), unless: index.of(rule.unless?.terms) };
}
