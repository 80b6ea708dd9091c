import type { Say } from '../text/texts.ts';

const UNITS = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
] as const;

/** A span of time in its largest unit, rounded down: `3 天`, `12 s`. */
export function durationText(say: Say, ms: number): string {
  const found = UNITS.find(([, unit]) => ms >= unit);
  const [name, unit] = found ?? (['seconds', 1000] as const);
  return say(`kit.duration.${name}`, { count: Math.max(0, Math.floor(ms / unit)) });
}
