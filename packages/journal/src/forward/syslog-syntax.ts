/*
 * The pieces of an RFC 5424 message. Every function returns text that its grammar (section 6)
 * accepts, whatever it is given.
 */

const NIL = '-';
const UNPRINTABLE = /[^\x21-\x7e]/g;
/** Last ms of the year 9999: RFC 3339 has four digits. */
const TIMESTAMP_MAX = 253_402_300_799_999;
/**
 * Controls, line and paragraph separators: receivers write a message to a line of a file, and a
 * line break in a value would forge the next line there.
 */
const BREAKING = /[\p{Cc}\u2028\u2029]/u;
const BREAKING_OR_PERCENT = /[%\p{Cc}\u2028\u2029]/gu;
const ALL_BREAKING = /[\p{Cc}\u2028\u2029]+/gu;

export type Param = readonly [name: string, value: string];

/** Facility 0-23 and severity 0-7 as PRI (6.2.1). */
export function priority(facility: number, severity: number): string {
  return `<${facility * 8 + severity}>`;
}

/** TIMESTAMP (6.2.3) of ms since the epoch, in UTC; the nil value beyond the year 9999. */
export function timestamp(ms: number): string {
  return ms <= TIMESTAMP_MAX ? new Date(ms).toISOString() : NIL;
}

/** A field of the header: its printable ASCII characters, cut to `lengthMax`; nil when empty. */
export function headerField(text: string, lengthMax: number): string {
  return text.replace(UNPRINTABLE, '').slice(0, lengthMax) || NIL;
}

/**
 * One SD-ELEMENT (6.3): parameters in the given order, empty ones left out; nothing when all are.
 * The id and the names are ours, of at most 31 letters.
 */
export function sdElement(id: string, params: readonly Param[]): string {
  const given = params.filter(([, value]) => value !== '');
  if (given.length === 0) return '';
  return `[${id}${given.map(sdParam).join('')}]`;
}

/**
 * MSG (6.4) in UTF-8: a byte order mark must come first. Line breaks and other controls become
 * blanks; whoever needs them exactly finds them in the structured data.
 */
export function message(text: string): string {
  return `\ufeff${text.toWellFormed().replace(ALL_BREAKING, ' ')}`;
}

/** A value with controls has `*` after its name and is percent-encoded where it must be. */
function sdParam([name, value]: Param): string {
  const text = value.toWellFormed();
  if (!BREAKING.test(text)) return ` ${name}="${escaped(text)}"`;
  return ` ${name}*="${escaped(text.replace(BREAKING_OR_PERCENT, encodeURIComponent))}"`;
}

/** Escapes what 6.3.3 says must be escaped inside PARAM-VALUE, and nothing else. */
function escaped(text: string): string {
  return text.replace(/["\\\]]/g, '\\$&');
}
