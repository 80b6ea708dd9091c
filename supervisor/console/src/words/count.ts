/** A whole number as people read it. */
export function count(value: number | null): string {
  return value === null ? '—' : value.toLocaleString('en-US');
}
