/** A half-open range of keys in byte order. */
export interface KeyRange {
  readonly from: Uint8Array;
  readonly to: Uint8Array;
  /** From the last key to the first. */
  readonly reverse?: boolean;
  /** At most so many entries. */
  readonly limit?: number;
}

/** Changes that happen together or not at all. Used once. */
export interface WriteBatch {
  /** Copies both before it returns, so a caller may use one scratch array for many entries. */
  put(key: Uint8Array, value: Uint8Array): void;
  delete(key: Uint8Array): void;
  /** Durable when it resolves. */
  write(): Promise<void>;
  /** Gives up what was not written. */
  discard(): Promise<void>;
}

/** A key and its value; the bytes belong to the database. */
export type Entry = readonly [key: Uint8Array, value: Uint8Array];

/** The database as it was at one moment. */
export interface KeyValueView {
  /** Entries in order; the bytes may be kept. */
  entries(range: KeyRange): AsyncIterable<readonly [key: Uint8Array, value: Uint8Array]>;
  close(): Promise<void>;
}

/** What a store needs of an ordered database. All failures are `StorageError`. */
export interface KeyValue {
  /** May be a Buffer. The bytes belong to the database: whoever changes them copies first. */
  get(key: Uint8Array): Promise<Uint8Array | undefined>;
  /** For small values only: it reads on the calling thread. */
  getSync(key: Uint8Array): Uint8Array | undefined;
  has(keys: readonly Uint8Array[]): Promise<boolean[]>;
  /** Calls `visit` for each entry in order. */
  visit(range: KeyRange, visit: (key: Uint8Array, value: Uint8Array) => void): Promise<void>;
  /**
   * All entries in order, some at a time, as they stand at the call: what is written afterwards is
   * not among them. Holds a view of the database until it is read to its end or returned.
   */
  entries(): AsyncGenerator<readonly Entry[]>;
  batch(): WriteBatch;
  /** What is written later is not in it. Whoever opens it closes it. */
  view(): KeyValueView;
  /** Rewrites the range so that deleted values in it leave the disk. */
  compact(from: Uint8Array, to: Uint8Array): Promise<void>;
  close(): Promise<void>;
}
