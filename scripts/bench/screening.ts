// `npm run bench -- screening`: what judging a text costs by its length, under the currency
// patterns and under a long list of words, in CPU time of this process.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { currencyRules, type RuleSet, Screener, TEXT_UNITS_MAX } from '@mingjing/screening';
import { rounded } from './numbers.ts';

const CORPUS = join(import.meta.dirname, '../../packages/screening/test/corpora/tuning.json');
const LENGTHS = [TEXT_UNITS_MAX / 64, TEXT_UNITS_MAX / 8, TEXT_UNITS_MAX];
/** Units judged for each figure, after as many that do not count. */
const UNITS = 4 * TEXT_UNITS_MAX;
const WORDS = 20_000;

interface Figure {
  readonly rules: string;
  readonly text: string;
  readonly units: number;
  readonly cpu_ms: number | null;
  readonly cpu_ns_per_unit: number | null;
}

export async function benchScreening(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean' } } });
  const sets = [currencyRules(), wordList()];
  const builds = sets.map((rules) => ({ rules: rules.id, cpu_ms: rounded(build(rules), 1) }));
  const figures = sets.flatMap((rules) => figuresOf(new Screener(rules)));
  if (values.json !== true) {
    for (const { rules, text, units, cpu_ms: ms, cpu_ns_per_unit: ns } of figures) {
      process.stdout.write(`${rules} ${text} ${units}: ${ms} ms, ${ns} ns a unit\n`);
    }
  }
  process.stdout.write(`${JSON.stringify({ builds, figures })}\n`);
}

function build(rules: RuleSet): number {
  const started = process.cpuUsage();
  new Screener(rules);
  return cpuMsSince(started);
}

/** As many words as a rule set may have, of three common characters each. */
function wordList(): RuleSet {
  const words = Array.from({ length: WORDS }, (_, index) => {
    const places = [index % 100, Math.floor(index / 100), (index * 31) % 89];
    return String.fromCharCode(...places.map((place) => 0x5200 + place));
  });
  const both = { zh: '词表', en: 'a list of words' };
  const rule = { id: 'words', category: 'words', severity: 'flag' as const, reason: both };
  return { format: 1, id: 'words', version: 1, title: both, rules: [{ ...rule, any: words }] };
}

function figuresOf(screener: Screener): Figure[] {
  return Object.entries(texts()).flatMap(([name, text]) =>
    LENGTHS.map((length) => {
      const cut = text.slice(0, length).toWellFormed();
      judge(screener, cut);
      const started = process.cpuUsage();
      const count = judge(screener, cut);
      const ms = cpuMsSince(started) / count;
      const place = { rules: screener.ruleSet.id, text: name, units: length };
      return { ...place, cpu_ms: rounded(ms, 2), cpu_ns_per_unit: rounded((ms * 1e6) / length) };
    }),
  );
}

/** Judges a text until so many units are judged; how often that was. */
function judge(screener: Screener, text: string): number {
  const count = UNITS / text.length;
  for (let i = 0; i < count; i++) {
    if (!screener.screen(text).ok) throw new Error('the text was not judged');
  }
  return count;
}

/** Both kinds of the corpus, over and over, and a text that rules match everywhere. */
function texts(): Record<string, string> {
  const cases = JSON.parse(readFileSync(CORPUS, 'utf8')) as { kind: string; text: string }[];
  const joined = (kind: string) =>
    cases.flatMap((each) => (each.kind === kind ? [each.text] : [])).join('\n\n');
  const kinds = { harmless: joined('harmless'), 'coin-like': joined('coin-like') };
  const all = { ...kinds, everywhere: '发行比特币' };
  return Object.fromEntries(
    Object.entries(all).map(([name, text]) => [
      name,
      text.repeat(Math.ceil(TEXT_UNITS_MAX / text.length)),
    ]),
  );
}

function cpuMsSince(started: NodeJS.CpuUsage): number {
  const { system, user } = process.cpuUsage(started);
  return (user + system) / 1000;
}
