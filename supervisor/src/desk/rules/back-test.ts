import { createHash } from 'node:crypto';
import {
  countsByRule,
  type Fact,
  type Finding,
  findingKey,
  findingLines,
  RuleEngine,
  type WatchSet,
} from '@mingjing/oversight';
import Type, { type Static } from 'typebox';
import { type HistoryParts, history } from './history.ts';

/** What a back-test reads at most: the latest blocks, and code units of texts. */
const TESTED_BLOCKS_MAX = 20_000;
const TESTED_UNITS_MAX = 32 * 1024 * 1024;
/** Findings that it names, the latest. */
const NAMED_MAX = 50;

const whole = Type.Integer({ minimum: 0 });

/** What a version of the rules would have found, and in what. */
export const backTestResult = Type.Object({
  by: Type.String(),
  at: whole,
  fromHeight: whole,
  toHeight: whole,
  fromTime: whole,
  toTime: whole,
  blocks: whole,
  publications: whole,
  texts: whole,
  unread: whole,
  findings: whole,
  byRule: Type.Record(Type.String(), whole),
  named: Type.Array(Type.String()),
  /** SHA-256 of all findings, a line each: two runs over the same history agree in it. */
  digest: Type.String(),
  isWhole: Type.Boolean(),
});
export type BackTestResult = Static<typeof backTestResult>;

/** Judges the history that is here by a version of the rules, from a new beginning. */
export async function backTest(
  parts: HistoryParts,
  set: WatchSet,
  signal: AbortSignal,
): Promise<Omit<BackTestResult, 'by' | 'at'>> {
  const toHeight = parts.reader.height();
  const fromHeight = Math.max(1, toHeight - TESTED_BLOCKS_MAX + 1);
  const engine = new RuleEngine(set);
  const found: Finding[] = [];
  const total = { blocks: 0, publications: 0, texts: 0, unread: 0 };
  const span = { fromHeight, toHeight, fromTime: 0, toTime: 0 };
  let units = 0;
  for await (const { facts, height, time, unread } of history(parts, fromHeight, toHeight)) {
    signal.throwIfAborted();
    if (units > TESTED_UNITS_MAX) break;
    if (span.fromTime === 0) span.fromTime = time;
    Object.assign(span, { toHeight: height, toTime: time });
    total.blocks += 1;
    total.unread += unread.length;
    for (const fact of facts) {
      if (fact.type === 'publication') total.publications += 1;
      if (fact.type === 'text') total.texts += 1;
      units += unitsOf(fact);
      found.push(...engine.take(fact));
    }
  }
  const isWhole = fromHeight === 1 && span.toHeight === toHeight && total.blocks === toHeight;
  return { ...span, ...total, ...summaryOf(set, found), isWhole };
}

function unitsOf(fact: Fact): number {
  return fact.type === 'text' ? fact.texts.reduce((sum, text) => sum + text.length, 0) : 0;
}

function summaryOf(set: WatchSet, found: readonly Finding[]) {
  return {
    findings: found.length,
    byRule: countsByRule(set, found),
    named: found.slice(-NAMED_MAX).reverse().map(findingKey),
    digest: createHash('sha256').update(findingLines(found)).digest('hex'),
  };
}
