import { bytesToHex } from '@mingjing/crypto';
import {
  currencyRules,
  type Part,
  parseRuleSet,
  RULE_SET_BYTES_MAX,
  type RuleMatch,
  type RuleSet,
  readingsOf,
  Screener,
  SEVERITIES,
  TEXT_UNITS_MAX,
  type Verdict,
} from '@mingjing/screening';
import { CliError } from './errors.ts';
import { bothTexts, type CommonOptions, Output } from './output.ts';
import { readBounded, utf8TextOf } from './read-text.ts';

export interface ScreenCommand extends CommonOptions {
  /** File of another rule set than the currency patterns. */
  readonly rules?: string;
}

/** A code unit has at most three bytes in UTF-8; and a mark may stand before the text. */
const TEXT_BYTES_MAX = 3 * TEXT_UNITS_MAX + 3;

/** Exit codes: 0 may be published (also when it is flagged), 1 could not be judged. */
const EXIT_CODES = { pass: 0, flag: 0, hold: 2, refuse: 3 } as const;

/** Judges a text by a rule set and explains the verdict. */
export async function screenCommand(path: string, options: ScreenCommand): Promise<void> {
  const output = new Output(options);
  const screener = new Screener(await rulesOf(options));
  const text = utf8TextOf(await readBounded(path, TEXT_BYTES_MAX), path);
  const judged = readingsOf(text).map((reading) => judgedBy(screener, reading, path));
  const strictest = judged.reduce((kept, each) => (rankOf(each) > rankOf(kept) ? each : kept));
  const isDecoded = strictest.text !== text;
  tell(output, strictest, isDecoded);
  output.json({ ...plain(strictest.verdict), decoded: isDecoded });
  process.exitCode = EXIT_CODES[strictest.verdict.action];
}

/** One reading of the text, in which the places of its verdict are. */
interface Judged {
  readonly text: string;
  readonly verdict: Verdict;
}

function judgedBy(screener: Screener, text: string, path: string): Judged {
  const screening = screener.screen(text);
  if (screening.ok) return { text, verdict: screening.verdict };
  const { reason } = screening;
  const [zh, en] = bothTexts(`cli.screen.refused.${reason}`, { path, most: TEXT_UNITS_MAX });
  throw new CliError(reason.toUpperCase().replaceAll('-', '_'), zh, en);
}

function rankOf({ verdict: { action } }: Judged): number {
  return action === 'pass' ? -1 : SEVERITIES.indexOf(action);
}

async function rulesOf({ rules: path }: ScreenCommand): Promise<RuleSet> {
  if (path === undefined) return currencyRules();
  const parsed = parseRuleSet(await readBounded(path, RULE_SET_BYTES_MAX));
  if (parsed.ok) return parsed.value;
  const { fault, place, detail } = parsed.refusal;
  const [zhWhy, enWhy] = bothTexts(`cli.screen.fault.${fault}`);
  const where = [path, place, detail].filter((part) => part !== '' && part !== '$').join(': ');
  const [zh, en] = [
    `规则集不可用：${zhWhy}（${where}）`,
    `not a usable rule set: ${enWhy} (${where})`,
  ];
  throw new CliError('RULE_SET_REFUSED', zh, en);
}

function tell(output: Output, { text, verdict }: Judged, isDecoded: boolean): void {
  const { action, matches, ruleSet } = verdict;
  const { id, version, hash } = ruleSet;
  output.line(`cli.screen.${action}`, { id, version });
  if (isDecoded) output.line('cli.screen.decoded');
  for (const match of matches) tellMatch(output, match, text);
  output.line('cli.screen.ruleSet', { id, version, hash: bytesToHex(hash) });
}

function tellMatch(
  output: Output,
  { count, places, reason, rule, severity }: RuleMatch,
  text: string,
) {
  const why = output.language === 'en' ? reason.en : reason.zh;
  output.line('cli.screen.match', {
    severity: output.text(`cli.screen.severity.${severity}`),
    rule,
    why,
  });
  for (const place of places) {
    const found = place
      .map((part) => `${lineAndColumn(text, part)} “${part.text}”`)
      .join(output.language === 'en' ? ', ' : '，');
    output.line('cli.screen.place', { found });
  }
  if (count > places.length) output.line('cli.screen.more', { count: count - places.length });
}

/** Line and column of a part, both from 1, as editors count them. */
function lineAndColumn(text: string, { start }: Part): string {
  const before = text.slice(0, start).split('\n');
  return `${before.length}:${[...(before.at(-1) ?? '')].length + 1}`;
}

function plain({ action, matches, ruleSet }: Verdict) {
  const { id, version, hash } = ruleSet;
  return { action, rule_set: { id, version, hash: bytesToHex(hash) }, matches };
}
