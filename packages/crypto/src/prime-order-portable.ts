/** For browsers: nothing is known without the portable check. */
export function isKnownPrimeOrder(_publicKey: Uint8Array): boolean {
  return false;
}
