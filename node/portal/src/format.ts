// Values as people read them. No locale of the browser decides anything.

const SHANGHAI_MS = 8 * 60 * 60 * 1000;

/** A block time in Shanghai, `2026-11-22 15:04:05`. */
export function timeText(timeMs: number): string {
  return utcText(timeMs + SHANGHAI_MS);
}

/** A time in UTC, `2026-11-22 07:04:05`; a number that is no date as it is. */
export function utcText(timeMs: number): string {
  const date = new Date(timeMs);
  if (Number.isNaN(date.getTime())) return String(timeMs);
  return date.toISOString().replace('T', ' ').slice(0, 19);
}

/** A whole number with thousands apart. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A long hash as its first eight and last six digits. */
export function shortHash(hex: string): string {
  return hex.length <= 20 ? hex : `${hex.slice(0, 8)}…${hex.slice(-6)}`;
}

/** True for a hash or an id in hexadecimal. */
export function isHash(value: string): boolean {
  return /^[0-9a-f]{64,72}$/.test(value);
}
