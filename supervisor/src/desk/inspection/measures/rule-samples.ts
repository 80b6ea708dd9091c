import { type Fact, replay, type WatchRule, type WatchSet } from '@mingjing/oversight';
import { SEVERITIES } from '@mingjing/screening';

type KeywordRule = Extract<WatchRule, { kind: 'keyword' }>;

/** What a rule has to find once, and what it has to leave alone. */
export interface RuleSample {
  readonly bad: Iterable<Fact>;
  readonly harmless: Iterable<Fact>;
}

/** How the rules of a version stand the samples. */
export interface SampleOutcome {
  readonly rules: number;
  /** Rules that found their sample exactly once. */
  readonly raised: number;
  /** What was found in harmless samples. */
  readonly falselyRaised: number;
}

const [SUBJECT, ORGANISATION, OTHER] = ['inspection-sample', 'inspection-sample', 'nobody'];
const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
const SHANGHAI_MINUTES = 8 * 60;
/** Content rules whose own words are tried until one of them is found. */
const CANDIDATES_MAX = 32;
const HARMLESS_TEXT = '今天天气晴好。';

/** Tries every rule of a version alone, with samples that are made for it at a block's place. */
export function trySamples(set: WatchSet, at: At): SampleOutcome {
  let [raised, falselyRaised] = [0, 0];
  for (const rule of set.rules) {
    const { bad, harmless } = sampleOf(rule, at);
    const alone = { version: set.version, rules: [rule] };
    if (replay(alone, bad).length === 1) raised += 1;
    falselyRaised += replay(alone, harmless).length;
  }
  return { rules: set.rules.length, raised, falselyRaised };
}

/** Where samples are placed: the latest block. */
interface At {
  readonly height: number;
  readonly time: number;
}

/** The samples of one rule; facts of a subject that there is not. */
function sampleOf(rule: WatchRule, at: At): RuleSample {
  const published = publishing(at);
  switch (rule.kind) {
    case 'rate':
      return { bad: times(rule.count + 1, published()), harmless: [published()] };
    case 'keyword':
      return keywordSample(rule, at);
    case 'hours': {
      const organisation = rule.organisations[0] ?? ORGANISATION;
      const during = published({ organisation, time: atMinute(at.time, rule.from) });
      const after = published({ organisation, time: atMinute(at.time, rule.to) });
      return { bad: [during], harmless: [after] };
    }
    case 'organisation':
      return {
        bad: [published({ organisation: rule.organisations[0] ?? ORGANISATION })],
        harmless: [published({ organisation: OTHER })],
      };
    case 'unverified-writer':
      return { bad: [published({ isVerified: false })], harmless: [published()] };
    case 'silence':
      return silenceSample(rule, at);
    case 'look-through': {
      const opened = (failure: string): Fact => ({
        ...{ type: 'look-through', ...at, order: SUBJECT, organisation: ORGANISATION, failure },
      });
      return { bad: [opened('sample')], harmless: [opened('')] };
    }
    case 'overdue-order':
      return overdueSample(at);
    case 'admission': {
      const tried = (attempts: number): Fact => ({
        ...{ type: 'admission', ...at, source: SUBJECT, attempts },
      });
      return { bad: [tried(rule.count + 1)], harmless: [tried(1)] };
    }
  }
}

function publishing(at: At) {
  return (change: Partial<Extract<Fact, { type: 'publication' }>> = {}): Fact => ({
    ...{ type: 'publication', ...at, record: SUBJECT, user: SUBJECT, isVerified: true },
    ...{ organisation: ORGANISATION, ...change },
  });
}

/** A text of which the content rules say themselves that they look for it. */
function keywordSample(rule: KeywordRule, at: At): RuleSample {
  const said = (text: string): Fact => ({
    ...{ type: 'text', ...at, record: SUBJECT, user: SUBJECT, organisation: ORGANISATION },
    texts: [text],
  });
  const alone = { version: 1, rules: [rule] };
  const text = wordsOf(rule).find((each) => replay(alone, [said(each)]).length === 1) ?? '';
  return { bad: [said(text)], harmless: [said(HARMLESS_TEXT)] };
}

/** The first organisation is quiet for too long, while all others are heard. */
function silenceSample(
  { organisations, quietMs }: Extract<WatchRule, { kind: 'silence' }>,
  at: At,
): RuleSample {
  const block = (time: number): Fact => ({ type: 'block', height: at.height, time });
  const later = at.time + quietMs;
  const heard = (organisation: string) => publishing(at)({ organisation, time: later });
  const among = (facts: readonly Fact[]) => [block(at.time), ...facts, block(later)];
  return {
    bad: among(organisations.slice(1).map(heard)),
    harmless: among(organisations.map(heard)),
  };
}

function overdueSample(at: At): RuleSample {
  const order: Fact = {
    ...{ type: 'order', ...at, order: SUBJECT, organisation: ORGANISATION },
    deadline: at.time,
  };
  const done: Fact = { type: 'order-done', ...at, order: SUBJECT };
  const later: Fact = { type: 'block', height: at.height, time: at.time + 1 };
  return { bad: [order, later], harmless: [order, done, later] };
}

function* times(count: number, fact: Fact): Iterable<Fact> {
  for (let made = 0; made < count; made += 1) yield fact;
}

/** Texts that content rules of some severity say they look for: their own words. */
function wordsOf({ content: { lists = {}, rules }, from }: KeywordRule): string[] {
  const least = SEVERITIES.indexOf(from);
  const word = (term = '') => (term.startsWith('#') ? (lists[term.slice(1)]?.[0] ?? '') : term);
  return rules
    .filter(({ severity }) => SEVERITIES.indexOf(severity) >= least)
    .map(({ all, any }) => (all ?? [any ?? []]).map(([first]) => word(first)).join(''))
    .slice(0, CANDIDATES_MAX);
}

/** A time on the same day of Asia/Shanghai at a minute of it. */
function atMinute(time: number, minute: number): number {
  const now = Math.floor(time / MINUTE_MS) + SHANGHAI_MINUTES;
  const day = now - (now % DAY_MINUTES);
  return (day + minute - SHANGHAI_MINUTES) * MINUTE_MS;
}
