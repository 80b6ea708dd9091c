import { assert } from '@mingjing/crypto';
import {
  bytesKey,
  RegistryKind,
  type RegistryKindName,
  type RegistryValue,
  registryCodecs,
  registryKey,
  registryMapKey,
} from '@mingjing/protocol';
import { emptyMap, mapRoot, type SparseMap, update } from '@mingjing/tlog';

/** One change of a block: stored key and its new bytes. */
export type RegistryChange = readonly [key: Uint8Array, value: Uint8Array];

/** Reads entries of the registry; values are shared and must not be changed. */
export interface RegistryReader {
  get<K extends RegistryKindName>(
    kind: K,
    identifier: string | Uint8Array,
  ): RegistryValue<K> | undefined;
  /** All entries of a kind, ascending by stored key. */
  all<K extends RegistryKindName>(kind: K): RegistryValue<K>[];
}

type Entries = Map<string, unknown>;

/** The registry after the latest block: decoded entries by kind, and the map that proves them. */
export class Registry implements RegistryReader {
  readonly chainId: string;
  #map: SparseMap = emptyMap();
  readonly #kinds = new Map<RegistryKindName, Entries>();

  constructor(chainId: string) {
    this.chainId = chainId;
  }

  get root(): Uint8Array {
    return mapRoot(this.#map);
  }

  get map(): SparseMap {
    return this.#map;
  }

  get<K extends RegistryKindName>(kind: K, identifier: string | Uint8Array) {
    const entries = this.entries(kind);
    // Where there are none, no key has to be made from the bytes of an identifier.
    if (entries.size === 0) return undefined;
    return entries.get(entryKey(identifier)) as RegistryValue<K> | undefined;
  }

  all<K extends RegistryKindName>(kind: K): RegistryValue<K>[] {
    return sorted(this.entries(kind)) as RegistryValue<K>[];
  }

  entries(kind: RegistryKindName): Entries {
    let entries = this.#kinds.get(kind);
    if (entries === undefined) {
      entries = new Map();
      this.#kinds.set(kind, entries);
    }
    return entries;
  }

  /** Every entry in stored form, ascending by key. */
  stored(): RegistryChange[] {
    return storedForm(this.#kinds);
  }

  /** Puts a block's changes in place; `map` is what the draft computed from this registry. */
  apply(changes: readonly RegistryChange[], map: SparseMap): void {
    for (const [key, value] of changes) {
      const kind = kindOf(key);
      const decoded = registryCodecs[kind].decode(value);
      this.entries(kind).set(bytesKey(key.subarray(1)), decoded);
    }
    this.#map = map;
  }

  /** Loads stored entries into an empty registry. */
  load(changes: readonly RegistryChange[]): void {
    this.apply(changes, changedMap(this, changes));
  }
}

/** What a block would change, on top of a registry that it leaves alone. */
export class RegistryDraft implements RegistryReader {
  readonly #base: Registry;
  readonly #written = new Map<RegistryKindName, Entries>();

  constructor(base: Registry) {
    this.#base = base;
  }

  get<K extends RegistryKindName>(kind: K, identifier: string | Uint8Array) {
    const written = this.#written.get(kind)?.get(entryKey(identifier));
    if (written !== undefined) return written as RegistryValue<K>;
    return this.#base.get(kind, identifier);
  }

  all<K extends RegistryKindName>(kind: K): RegistryValue<K>[] {
    const written = this.#written.get(kind);
    if (written === undefined) return this.#base.all(kind);
    return sorted(new Map([...this.#base.entries(kind), ...written])) as RegistryValue<K>[];
  }

  set<K extends RegistryKindName>(
    kind: K,
    identifier: string | Uint8Array,
    value: RegistryValue<K>,
  ): void {
    let entries = this.#written.get(kind);
    if (entries === undefined) {
      entries = new Map();
      this.#written.set(kind, entries);
    }
    // Decoded anew, so that what is read back in this block equals what the next one will read.
    const codec = registryCodecs[kind] as {
      encode(v: unknown): Uint8Array;
      decode(b: Uint8Array): unknown;
    };
    entries.set(entryKey(identifier), codec.decode(codec.encode(value)));
  }

  /** A copy that may be thrown away: an act with several writes happens whole or not at all. */
  fork(): RegistryDraft {
    const copy = new RegistryDraft(this.#base);
    for (const [kind, entries] of this.#written) copy.#written.set(kind, new Map(entries));
    return copy;
  }

  /** Takes over what a fork wrote. */
  adopt(fork: RegistryDraft): void {
    this.#written.clear();
    for (const [kind, entries] of fork.#written) this.#written.set(kind, entries);
  }

  get isEmpty(): boolean {
    return this.#written.size === 0;
  }

  /** Stored keys and bytes of all that was written, ascending by key. */
  changes(): RegistryChange[] {
    return storedForm(this.#written);
  }
}

function storedForm(kinds: ReadonlyMap<RegistryKindName, Entries>): RegistryChange[] {
  const changes: [string, Uint8Array, Uint8Array][] = [];
  for (const [kind, entries] of kinds) {
    const codec = registryCodecs[kind] as { encode(value: unknown): Uint8Array };
    for (const [identifier, value] of entries) {
      const key = registryKey(kind, identifier);
      changes.push([bytesKey(key), key, codec.encode(value)]);
    }
  }
  changes.sort(([a], [b]) => (a < b ? -1 : 1));
  return changes.map(([, key, value]) => [key, value]);
}

/** The map of a registry with changes made. */
export function changedMap(base: Registry, changes: readonly RegistryChange[]): SparseMap {
  if (changes.length === 0) return base.map;
  return update(
    base.map,
    changes.map(([key, value]) => [registryMapKey(base.chainId, key), value]),
  );
}

const kindNames = new Map<number, RegistryKindName>(
  Object.entries(RegistryKind).map(([name, kind]) => [kind, name as RegistryKindName]),
);

/** Kind of a stored key. */
export function kindOf(key: Uint8Array): RegistryKindName {
  const kind = kindNames.get(key[0] ?? 0);
  assert(kind !== undefined, 'a stored registry key has a known kind');
  return kind;
}

function entryKey(identifier: string | Uint8Array): string {
  return typeof identifier === 'string' ? identifier : bytesKey(identifier);
}

function sorted(entries: Entries): unknown[] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}
