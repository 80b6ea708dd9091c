import { Gap } from './atoms.ts';
import { base58CheckPayload } from './base58.ts';
import { isBech32 } from './bech32.ts';
import { ADDRESS_CHARS_MAX } from './limits.ts';
import type { Reading } from './reading.ts';

// What no list of words describes. The patterns are code, fixed with the version of the
// normalisation: a rule set names them, and cannot bring an expression that takes long to match.

/** Units of a reading that a pattern is found at. */
export interface Range {
  readonly begin: number;
  readonly end: number;
}

type Finder = (reading: Reading) => Range[];

const PATTERNS = {
  'bitcoin-address': byToken(isBitcoinAddress),
  'evm-address': byToken((token) => /^0[xX][0-9a-fA-F]{40}$/.test(token)),
  'tron-address': byToken(isTronAddress),
  /** A number and a percent sign. */
  percentage: findPercentages,
  /** A Chinese character before 币; what is ordinary money, a rule excepts. */
  'coin-name': findCoinNames,
  /** A number, or a word for a large one, and 倍; `10x`. */
  multiple: findMultiples,
  /** A number of three digits or more, then U for USDT: `900U`, `3000 U`. */
  'usdt-amount': findUsdtAmounts,
} as const satisfies Record<string, Finder>;

export type PatternName = keyof typeof PATTERNS;

export function isPatternName(name: string): name is PatternName {
  return Object.hasOwn(PATTERNS, name);
}

/** Where a pattern occurs, ascending; linear in the length of the reading. */
export function findPattern(name: PatternName, reading: Reading): Range[] {
  return PATTERNS[name](reading);
}

/** Versions of mainnet addresses that pay to a key (`1…`) and to a script (`3…`). */
const BITCOIN_VERSIONS = [0x00, 0x05];
const TRON_VERSION = 0x41;
const ADDRESS_BYTES = 21;

function isBitcoinAddress(token: string): boolean {
  if (/^bc1/i.test(token)) return isBech32(token, 'bc');
  if (!/^[13].{25,33}$/.test(token)) return false;
  const version = base58CheckPayload(token, ADDRESS_BYTES)?.[0];
  return version !== undefined && BITCOIN_VERSIONS.includes(version);
}

function isTronAddress(token: string): boolean {
  return /^T.{33}$/.test(token) && base58CheckPayload(token, ADDRESS_BYTES)?.[0] === TRON_VERSION;
}

const ADDRESS_CHARS_MIN = 26;

/** Runs of Latin letters and digits that are the whole of something; with the case as written. */
function byToken(isMeant: (token: string) => boolean): Finder {
  return (reading) =>
    tokensOf(reading).filter(({ begin, end }) => {
      const length = end - begin;
      if (length < ADDRESS_CHARS_MIN || length > ADDRESS_CHARS_MAX) return false;
      return isMeant(reading.cased.slice(begin, end));
    });
}

function tokensOf(reading: Reading): Range[] {
  return runsOf(reading, isWordCode);
}

function findPercentages(reading: Reading): Range[] {
  return numbersOf(reading).filter(({ end }) => reading.percents.has(end - 1));
}

function findCoinNames({ gaps, text }: Reading): Range[] {
  const ranges: Range[] = [];
  for (let at = text.indexOf('币', 1); at > 0; at = text.indexOf('币', at + 1)) {
    const isName = gaps[at] === Gap.none && /^\p{Script=Han}$/u.test(text.charAt(at - 1));
    if (isName) ranges.push({ begin: at - 1, end: at + 1 });
  }
  return ranges;
}

const NUMERALS = new Set(codesOf('0123456789一二两三四五六七八九十百千万亿几数'));

function findMultiples(reading: Reading): Range[] {
  const numerals = runsOf(reading, (code) => NUMERALS.has(code));
  const times = numerals.filter(({ end }) => reading.text[end] === '倍');
  const tokens = tokensOf(reading).filter(({ begin, end }) =>
    /^[0-9]{1,6}x$/.test(reading.text.slice(begin, Math.min(end, begin + 8))),
  );
  return [...times.map(({ begin, end }) => ({ begin, end: end + 1 })), ...tokens].sort(
    (a, b) => a.begin - b.begin,
  );
}

const UNIT = 'u';
const AMOUNT_DIGITS_MIN = 3;

/** Fewer digits are heights of racks; what follows U makes it another word. */
function findUsdtAmounts(reading: Reading): Range[] {
  const { gaps, text } = reading;
  return runsOf(reading, isDigitCode).flatMap(({ begin, end }) => {
    const isLong = end - begin >= AMOUNT_DIGITS_MIN && text[end] === UNIT;
    const isWord = isWordCode(text.charCodeAt(end + 1)) && gaps[end + 1] === Gap.none;
    return isLong && !isWord ? [{ begin, end: end + 1 }] : [];
  });
}

/** Digits with the points between them. */
function numbersOf(reading: Reading): Range[] {
  return runsOf(reading, isDigitCode, Gap.soft);
}

/** Longest runs of units of a kind, with at most such gaps between them. */
function runsOf(reading: Reading, isOfKind: (code: number) => boolean, gap: Gap = Gap.none) {
  const runs: Range[] = [];
  const { gaps, text } = reading;
  let begin = -1;
  for (let i = 0; i <= text.length; i++) {
    const isOf = i < text.length && isOfKind(text.charCodeAt(i));
    if (begin >= 0 && (!isOf || (gaps[i] ?? Gap.none) > gap)) {
      runs.push({ begin, end: i });
      begin = -1;
    }
    if (isOf && begin < 0) begin = i;
  }
  return runs;
}

function isDigitCode(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isWordCode(code: number): boolean {
  return isDigitCode(code) || (code >= 0x61 && code <= 0x7a);
}

function codesOf(characters: string): number[] {
  return [...characters].map((character) => character.charCodeAt(0));
}
