import { CliError } from './errors.ts';

const ISO_TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/;

/** Ms since the epoch of a day, or of a time with its zone, that an option was given. */
export function timeOf(flag: string, text: string): number {
  const time = ISO_TIME.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isSafeInteger(time) && time >= 0) return time;
  const en = `${flag} takes a day or a time with its zone, such as 2026-03-01T10:00:00Z`;
  const zh = `${flag} 须为日期或带时区的时间，例如 2026-03-01T10:00:00+08:00`;
  throw new CliError('BAD_TIME', zh, en);
}

/** A whole number above 0 that an option was given. */
export function numberOf(flag: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new CliError('BAD_NUMBER', `${flag} 须为正整数`, `${flag} takes a whole number above 0`);
}
