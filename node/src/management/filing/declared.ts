import { taggedHash } from '@mingjing/crypto';
import type { RegistryReader } from '@mingjing/execution';
import { type FilingEntry, FilingKind, Tag } from '@mingjing/protocol';
import type { FilingForm } from './filing.ts';

export type NumberName = keyof FilingForm['numbers'];

/** What one organisation says on the chain that it filed, and what has not ended of it. */
export function declaredNumbers(
  registry: RegistryReader,
  organisation: string,
): Partial<Record<NumberName, string>> {
  const own = registry.all('filing').filter((each) => each.organisation === organisation);
  const names = Object.entries(FilingKind) as [NumberName, number][];
  return Object.fromEntries(
    names.flatMap(([name, kind]) => {
      const entry = own.find((each) => each.kind === kind && !each.ended);
      return entry === undefined ? [] : [[name, entry.identifier]];
    }),
  );
}

/** The digits of a number, as a declaration has them: neither province nor words. */
export function digitsOf(number: string): string {
  return number.toUpperCase().replace(/[^\dX-]/g, '');
}

/**
 * The hash that a declaration carries of what was filed: H('filing-facts', chain id, JSON of the
 * form with the keys of every object in ascending order and no blanks). 32 bytes.
 */
export function factsHash(chainId: string, form: FilingForm): Uint8Array {
  return taggedHash(Tag.filingFacts, chainId, Buffer.from(JSON.stringify(ordered(form))));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, each]) => [name, ordered(each)]));
}

/** An entry of the chain as the API shows it. */
export function declaredView({ factsHash: hash, kind, ...entry }: FilingEntry) {
  const names = Object.entries(FilingKind) as [NumberName, number][];
  const { day, ended, height, identifier, organisation } = entry;
  return {
    ...{ organisation, kind: names.find(([, number]) => number === kind)?.[0], identifier },
    ...{ day, facts_hash: Buffer.from(hash).toString('hex'), ended, height },
  };
}
