import { type Blinder, keyWord, queryKeys } from '../indexed-form.ts';
import type { CheckedQuery } from '../query/query.ts';
import type { TextTerm } from '../query/text-query.ts';
import type { Run } from '../text/runs.ts';
import { termsOf } from '../text/terms.ts';

/**
 * The FTS5 expression of a query, empty when only its times count. Every word stands in quotes,
 * where FTS5 knows no operator; the words themselves are letters and digits only.
 */
export function matchExpression(query: CheckedQuery, blinder: Blinder): string {
  const groups = queryKeys(query, blinder).map((words) => anyOf(words.map(keyPart)));
  const terms = query.terms.map((term) => termPart(term, blinder));
  return [...groups, ...terms].join(' AND ');
}

/** A term occurs in the open texts or in the personal ones, of which only keys are known. */
function termPart(term: TextTerm, blinder: Blinder): string {
  const open = term.isPhrase ? phraseParts(term.runs) : term.runs.map(runPart);
  const own = blinder.personal(term.runs).map((key) => keyPart(keyWord(key)));
  return anyOf([open.join(' AND '), own.join(' AND ')]);
}

/**
 * The words of a phrase stand next to each other, as they do in a text. A single character at
 * either end may be part of a longer run there, so it only has to occur.
 */
function phraseParts(runs: readonly Run[]): string[] {
  const isInside = (i: number) => i > 0 && i < runs.length - 1;
  const words = runs.filter((run, i) => isInside(i) || !isSingle(run));
  const ends = runs.filter((run, i) => !isInside(i) && isSingle(run));
  return [...(words.length === 0 ? [] : [textPart(termsOf(words))]), ...ends.map(runPart)];
}

/** A CJK run is a phrase of its pairs; a single character is looked up by itself. */
function runPart(run: Run): string {
  return isSingle(run) ? keyPart(run.text) : textPart(termsOf([run]));
}

function isSingle({ isCjk, text }: Run): boolean {
  return isCjk && [...text].length === 1;
}

function anyOf(parts: readonly string[]): string {
  return parts.length === 1
    ? (parts[0] ?? '')
    : `(${parts.map((part) => `(${part})`).join(' OR ')})`;
}

function keyPart(word: string): string {
  return `keys:${quoted(word)}`;
}

function textPart(words: readonly string[]): string {
  return `text:${quoted(words.join(' '))}`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
