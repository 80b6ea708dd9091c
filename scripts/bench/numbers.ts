// Percentiles and rounding of what is reported.

/** The value at `share` (0 to 1) of weighted values, by nearest rank; undefined without values. */
export function percentile(
  weighted: readonly (readonly [value: number, weight: number])[],
  share: number,
): number | undefined {
  const sorted = [...weighted].sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, weight]) => sum + weight, 0);
  let passed = 0;
  for (const [value, weight] of sorted) {
    passed += weight;
    if (passed >= share * total) return value;
  }
  return undefined;
}

/** For the report: a number with some decimals; null when it is not known. */
export function rounded(value: number | undefined, decimals = 0): number | null {
  if (value === undefined || !Number.isFinite(value)) return null;
  return Number(value.toFixed(decimals));
}

export function mean(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
