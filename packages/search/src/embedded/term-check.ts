import { randomInt } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { IndexedLog } from '../log.ts';
import { BlockTable } from './block-table.ts';
import { rowId } from './row-id.ts';
import { termNumber, termsOfWords } from './terms.ts';

const UINT32 = 2 ** 32;

/**
 * Whether the terms name exactly the words of the rows. Both sides are summed up, pair by pair of
 * word and row, under numbers drawn for this one check, so nobody can have made the sums equal.
 */
export function areTermsRight(database: DatabaseSync, logs: readonly IndexedLog[]): boolean {
  const [rows, terms] = [0, 1].map(() => new PairSum()) as [PairSum, PairSum];
  terms.seeds.set(rows.seeds);
  const blocks = new BlockTable(database);
  for (const { id, next } of logs) {
    for (const { position, words } of blocks.rows(id, 0, next)) {
      const row = Number(rowId(id, position));
      for (const term of termsOfWords(words)) rows.add(termNumber(term), row);
    }
  }
  database.exec('CREATE VIRTUAL TABLE temp.pair USING fts5vocab(main, terms, instance)');
  try {
    const pairs = database.prepare('SELECT term, doc FROM temp.pair').iterate();
    for (const { doc, term } of pairs) terms.add(termNumber(String(term)), Number(doc));
  } finally {
    database.exec('DROP TABLE temp.pair');
  }
  return rows.equals(terms);
}

class PairSum {
  readonly seeds = Uint32Array.from({ length: 2 }, () => randomInt(UINT32));
  readonly #sums = new Uint32Array(2);

  add(word: number, row: number): void {
    for (const [i, seed] of this.seeds.entries()) {
      const parts = [word, word / UINT32, row, row / UINT32];
      const mixed = parts.reduce((sum, part) => mix(sum ^ part), seed);
      this.#sums[i] = (this.#sums[i] ?? 0) + mixed;
    }
  }

  equals(other: PairSum): boolean {
    return this.#sums.every((sum, i) => sum === other.#sums[i]);
  }
}

/** The finalising step of MurmurHash3: every bit of a word changes every other. */
function mix(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
