const encoder = new TextEncoder();

/**
 * UTF-8 bytes of a JSON value in the canonical form of RFC 8785. Numbers are integers below 2^53,
 * so their form never matters; members that are undefined are left out, as JSON does.
 */
export function canonicalJsonBytes(value: unknown): Uint8Array {
  return encoder.encode(textOf(value));
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${textOf(item)}`);
  return `{${members.join(',')}}`;
}
