/** What the packets of one host meet on their way out. */
export interface Weather {
  readonly delayMs: number;
  /** The delay is drawn anew within so much of it, either way. */
  readonly jitterMs: number;
  readonly lossPercent: number;
  /** 0: as fast as the machine is. */
  readonly rateMbit: number;
}

export const clearWeather: Weather = { delayMs: 0, jitterMs: 0, lossPercent: 0, rateMbit: 0 };

/** Arguments of `tc` for the kernel's own emulation; empty: nothing to emulate. */
export function weatherArguments(weather: Weather): string[] {
  const { delayMs, jitterMs, lossPercent, rateMbit } = weather;
  const args: string[] = [];
  if (delayMs > 0) args.push('delay', `${delayMs}ms`, `${jitterMs}ms`);
  if (lossPercent > 0) args.push('loss', `${lossPercent}%`);
  if (rateMbit > 0) args.push('rate', `${rateMbit}mbit`);
  // Room for what is under way at the highest delay; the default would lose the rest.
  return args.length === 0 ? [] : ['netem', 'limit', '20000', ...args];
}

/** The same for a kernel without: the rate alone, by a token bucket. */
export function rateArguments({ rateMbit }: Weather): string[] {
  if (rateMbit === 0) return [];
  // A burst holds the largest packet that segmentation offload hands over at once.
  return ['tbf', 'rate', `${rateMbit}mbit`, 'burst', '128kb', 'latency', '400ms'];
}
