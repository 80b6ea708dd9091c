/** A day as people write it, `2026-02-14`, always one of Asia/Shanghai. */
export type Day = string;

const DAY_MS = 24 * 60 * 60 * 1000;
/** China has one time, and no summer time since 1991. */
const SHANGHAI_MS = 8 * 60 * 60 * 1000;
const DAY = /^20\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** Whether a text is a day that there is: of this century, and no 30 February. */
export function isDay(text: string): boolean {
  return DAY.test(text) && dayAfter(text, 0) === text;
}

/** The day on which a time falls, ms since 1970. */
export function dayOf(time: number): Day {
  return new Date(time + SHANGHAI_MS).toISOString().slice(0, 10);
}

/** When a day begins, ms since 1970. */
export function startOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) - SHANGHAI_MS;
}

/** When a day is over: the moment at which a term that ends on it has run. */
export function endOf(day: Day): number {
  return startOf(day) + DAY_MS;
}

/** The day so many calendar days later; before it where the number is below zero. */
export function dayAfter(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Calendar days from one day to another; below zero when that comes first. */
export function daysBetween(from: Day, to: Day): number {
  return (startOf(to) - startOf(from)) / DAY_MS;
}

/** Whether the week says that it is a day of rest; holidays and moved days say otherwise. */
export function isWeekend(day: Day): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** The year of a day. */
export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}
