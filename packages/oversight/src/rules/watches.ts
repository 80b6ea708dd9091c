import { ORDERS_WATCHED_MAX } from '../limits.ts';
import type { Fact, OrderFact, PublicationFact } from './fact.ts';
import { KeywordWatch } from './keyword-watch.ts';
import type {
  AdmissionRule,
  Finding,
  HoursRule,
  OrganisationRule,
  RateRule,
  SilenceRule,
  WatchRule,
} from './rule.ts';
import { SeenOnce, SlidingCounts } from './windows.ts';

/** What a finding says beyond its rule and the place of the fact. */
export type Found = Pick<Finding, 'subject' | 'organisation'> & Partial<Finding>;

/** One rule at work: what it finds in each fact, with what it remembers of those before. */
export interface RuleWatch {
  take(fact: Fact): readonly Found[];
}

/** Begins to watch by a rule, knowing nothing of before. */
export function watchOf(rule: WatchRule): RuleWatch {
  switch (rule.kind) {
    case 'rate':
      return new RateWatch(rule);
    case 'keyword':
      return new KeywordWatch(rule);
    case 'hours':
      return new HoursWatch(rule);
    case 'organisation':
      return new OrganisationWatch(rule);
    case 'unverified-writer':
      return { take: unverified };
    case 'silence':
      return new SilenceWatch(rule);
    case 'look-through':
      return { take: failedLookThrough };
    case 'overdue-order':
      return new OverdueWatch();
    case 'admission':
      return new AdmissionWatch(rule);
  }
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
/** China has one time, and no summer time since 1991. */
const SHANGHAI_MINUTES = 8 * 60;

/** Finds a subject when it passes the bound; again only after it has fallen below. */
class RateWatch implements RuleWatch {
  readonly #rule: RateRule;
  readonly #counts: SlidingCounts;

  constructor(rule: RateRule) {
    this.#rule = rule;
    this.#counts = new SlidingCounts(rule.windowMs);
  }

  take(fact: Fact): readonly Found[] {
    if (fact.type !== 'publication') return [];
    const { user, organisation, time } = fact;
    const subject = this.#rule.per === 'user' ? user : organisation;
    const { before, after } = this.#counts.add(subject, time, 1);
    const { count } = this.#rule;
    return before <= count && after > count ? [{ subject, organisation, count: after }] : [];
  }
}

/** Finds an author once a day. */
class HoursWatch implements RuleWatch {
  readonly #rule: HoursRule;
  readonly #seen = new SeenOnce();

  constructor(rule: HoursRule) {
    this.#rule = rule;
  }

  take(fact: Fact): readonly Found[] {
    if (fact.type !== 'publication' || !isNamed(this.#rule.organisations, fact)) return [];
    const minutes = Math.floor(fact.time / MINUTE_MS) + SHANGHAI_MINUTES;
    const { from, to } = this.#rule;
    const minute = minutes % DAY_MINUTES;
    const isWithin = from <= to ? minute >= from && minute < to : minute >= from || minute < to;
    if (!isWithin) return [];
    const day = String(Math.floor(minutes / DAY_MINUTES));
    const { user, organisation } = fact;
    return this.#seen.isFirst(user, day) ? [{ subject: user, organisation }] : [];
  }
}

/** Finds an organisation once in a block. */
class OrganisationWatch implements RuleWatch {
  readonly #rule: OrganisationRule;
  readonly #seen = new SeenOnce();

  constructor(rule: OrganisationRule) {
    this.#rule = rule;
  }

  take(fact: Fact): readonly Found[] {
    if (fact.type !== 'publication') return [];
    const { organisation, height } = fact;
    if (!this.#rule.organisations.includes(organisation)) return [];
    const isFirst = this.#seen.isFirst(organisation, String(height));
    return isFirst ? [{ subject: organisation, organisation }] : [];
  }
}

function unverified(fact: Fact): readonly Found[] {
  if (fact.type !== 'publication' || fact.isVerified) return [];
  return [{ subject: fact.record, organisation: fact.organisation, reasons: [fact.user] }];
}

/** Finds an organisation once in each silence; its first begins with the first block. */
class SilenceWatch implements RuleWatch {
  readonly #rule: SilenceRule;
  readonly #heard = new Map<string, number>();
  readonly #found = new Set<string>();

  constructor(rule: SilenceRule) {
    this.#rule = rule;
  }

  take(fact: Fact): readonly Found[] {
    const { organisations, quietMs } = this.#rule;
    if (fact.type === 'publication' && organisations.includes(fact.organisation)) {
      this.#heard.set(fact.organisation, fact.time);
      this.#found.delete(fact.organisation);
    }
    if (fact.type !== 'block') return [];
    return organisations.flatMap((organisation) => {
      const since = this.#heard.get(organisation);
      if (since === undefined) this.#heard.set(organisation, fact.time);
      const isQuiet = since !== undefined && fact.time - since >= quietMs;
      if (!isQuiet || this.#found.has(organisation)) return [];
      this.#found.add(organisation);
      return [{ subject: organisation, organisation }];
    });
  }
}

function failedLookThrough(fact: Fact): readonly Found[] {
  if (fact.type !== 'look-through' || fact.failure === '') return [];
  return [{ subject: fact.order, organisation: fact.organisation, reasons: [fact.failure] }];
}

/** Finds an order once, in the first block after its deadline. */
class OverdueWatch implements RuleWatch {
  readonly #open = new Map<string, OrderFact>();

  take(fact: Fact): readonly Found[] {
    if (fact.type === 'order-done') this.#open.delete(fact.order);
    if (fact.type === 'order' && this.#open.size < ORDERS_WATCHED_MAX) {
      this.#open.set(fact.order, fact);
    }
    if (fact.type !== 'block') return [];
    const late = [...this.#open.values()].filter(({ deadline }) => deadline < fact.time);
    for (const { order } of late) this.#open.delete(order);
    return late.map(({ order, organisation }) => ({ subject: order, organisation }));
  }
}

/** Finds a source when it passes the bound; again only after it has fallen below. */
class AdmissionWatch implements RuleWatch {
  readonly #rule: AdmissionRule;
  readonly #counts: SlidingCounts;

  constructor(rule: AdmissionRule) {
    this.#rule = rule;
    this.#counts = new SlidingCounts(rule.windowMs);
  }

  take(fact: Fact): readonly Found[] {
    if (fact.type !== 'admission') return [];
    const { before, after } = this.#counts.add(fact.source, fact.time, fact.attempts);
    const { count } = this.#rule;
    const isFound = before <= count && after > count;
    return isFound ? [{ subject: fact.source, organisation: '', count: after }] : [];
  }
}

function isNamed(organisations: readonly string[], { organisation }: PublicationFact): boolean {
  return organisations.length === 0 || organisations.includes(organisation);
}
