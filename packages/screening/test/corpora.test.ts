import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { currencyRules, Screener } from '../src/index.ts';
import { verdictOf } from './sample.ts';

interface Case {
  readonly id: string;
  readonly kind: 'coin-like' | 'harmless';
  readonly text: string;
}

/** A case that the rules judge wrongly, with the reason. */
interface Misjudged {
  readonly corpus: string;
  readonly id: string;
  readonly reason: string;
}

const screener = new Screener(currencyRules());
const misjudged = read<Misjudged>('misjudged');

function read<Item>(name: string): readonly Item[] {
  const path = join(import.meta.dirname, `corpora/${name}.json`);
  return JSON.parse(readFileSync(path, 'utf8')) as Item[];
}

/** A coin-like text is refused or held for review; a harmless one is neither. */
function isJudgedRight({ kind, text }: Case): boolean {
  const { action } = verdictOf(screener, text);
  return (kind === 'coin-like') === (action === 'refuse' || action === 'hold');
}

const CORPORA = ['tuning', 'held-out', 'hard', 'development', 'unseen'];

describe.each(CORPORA)('the corpus %s', (corpus) => {
  const cases = read<Case>(corpus);

  test('has as many coin-like as harmless cases, in both languages, each once', () => {
    const coinLike = cases.filter(({ kind }) => kind === 'coin-like');
    expect(coinLike.length).toBe(cases.length / 2);
    expect(coinLike.length).toBeGreaterThanOrEqual(20);
    for (const part of [coinLike, cases.filter(({ kind }) => kind === 'harmless')]) {
      const chinese = part.filter(({ text }) => /\p{Script=Han}/u.test(text)).length;
      expect(chinese).toBeGreaterThan(part.length / 3);
      expect(part.length - chinese).toBeGreaterThan(part.length / 10);
    }
    expect(new Set(cases.map(({ text }) => text)).size).toBe(cases.length);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  });

  test('is judged right, but for the cases that are known to be misjudged', () => {
    const wrong = cases.filter((each) => !isJudgedRight(each)).map(({ id }) => id);
    const known = misjudged.filter((each) => each.corpus === corpus).map(({ id }) => id);
    expect(wrong).toEqual(known);
  });

  test('is explained in both languages wherever a rule matched', () => {
    for (const { text } of cases) {
      for (const { places, reason } of verdictOf(screener, text).matches) {
        expect(reason.zh).toMatch(/\p{Script=Han}/u);
        expect(reason.en).toMatch(/^[\x20-\x7e]+$/);
        expect(places.length).toBeGreaterThan(0);
      }
    }
  });
});

test('a case that is known to be misjudged says why', () => {
  for (const { reason } of misjudged) expect(reason.length).toBeGreaterThan(20);
});
