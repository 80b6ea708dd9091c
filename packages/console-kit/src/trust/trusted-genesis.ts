// The genesis hash that a person got from elsewhere and trusts. Without it all that the node says
// can only agree with itself, and nothing is shown as checked.

const KEY = 'mingjing-genesis';

/** The trusted genesis hash in hex, if this browser was told one. */
export function trustedGenesis(): string | undefined {
  const hash = localStorage.getItem(KEY);
  return hash !== null && isHash(hash) ? hash : undefined;
}

/** Keeps a hash in this browser, or forgets it. */
export function trustGenesis(hash: string | undefined): void {
  if (hash === undefined) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, hash);
}

export function isHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}
