// What the oldest browsers that docs/limits.md names do not have: pages must do without it.
import type { BrowserContext } from 'playwright-core';

/** Runs in each page before its own scripts. */
const OLDEST = `(() => {
  const without = (holder, ...names) => names.forEach((name) => delete holder?.[name]);
  without(ReadableStream.prototype, Symbol.asyncIterator, 'values');
  without(Promise, 'withResolvers', 'try');
  without(Array, 'fromAsync');
  without(Set.prototype, 'union', 'intersection', 'difference', 'symmetricDifference');
  without(Set.prototype, 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom');
  const iterators = Object.getPrototypeOf(Object.getPrototypeOf([].values()));
  without(iterators, 'map', 'filter', 'take', 'drop', 'flatMap', 'reduce', 'toArray');
  without(iterators, 'forEach', 'some', 'every', 'find');
  without(globalThis, 'Iterator');
  without(Uint8Array, 'fromBase64', 'fromHex');
  without(Uint8Array.prototype, 'toBase64', 'toHex', 'setFromBase64', 'setFromHex');
  without(Map.prototype, 'getOrInsert', 'getOrInsertComputed');
  without(RegExp, 'escape');
  without(Error, 'isError');
  without(Math, 'f16round', 'sumPrecise');
  without(URL, 'parse');
  without(Response.prototype, 'bytes');
  without(Blob.prototype, 'bytes');
  without(Intl, 'DurationFormat');
})()`;

export async function actAsOldest(context: BrowserContext): Promise<void> {
  await context.addInitScript(OLDEST);
}
