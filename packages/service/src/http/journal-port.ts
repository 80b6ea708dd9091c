import type { ActorType, EntryResult, JournalSourceName } from '@mingjing/protocol';

/** One act as the shell saw it, for the journal. */
export interface ActEntry {
  readonly source: JournalSourceName;
  /** Stable English identifier such as `record-read`. */
  readonly event: string;
  readonly result: keyof typeof EntryResult;
  /** Code of the problem that was answered; of an act that was done why, where that is known. */
  readonly reason?: string;
  /** Who acted, by a pseudonymous id; absent: nobody known. */
  readonly actor?: { readonly type: keyof typeof ActorType; readonly id: string };
  readonly session?: string;
  readonly method: string;
  /** Pattern of the route, never the address as it was typed. */
  readonly resource: string;
  readonly object?: string;
  readonly transactionId?: Uint8Array;
  readonly counts?: readonly number[];
  /** The end that the caller reached: the socket's own, or its proxy's as that told it. */
  readonly destination: { readonly address: string; readonly port: number };
  /** The caller's end, as its proxy told it where there is one. */
  readonly personal: {
    readonly sourceAddress: string;
    readonly sourcePort: number;
    /** Whom or what the act was about, where that may be personal. */
    readonly subject?: string;
  };
}

/** What a handler knows of its act beyond what the shell sees. */
export interface ActNotes {
  /** In place of the event that the route declares. */
  event?: string;
  /** Why it was done, as a stable code, where the caller has to say; a refusal has its own. */
  reason?: string;
  actor?: NonNullable<ActEntry['actor']>;
  session?: string;
  object?: string;
  /** Like `object`, where it may be personal: stored encrypted. */
  subject?: string;
  transactionId?: Uint8Array;
  counts?: readonly number[];
}

/** Where an entry stands: the number that names it to people. */
export interface EntryPosition {
  readonly source: JournalSourceName;
  readonly index: number;
}

/** One of several entries that a handler writes for one request. */
export interface OwnAct extends ActNotes {
  result: ActEntry['result'];
}

/**
 * The journal as this package needs it; the program connects it. A promise resolves when the entry
 * is durable. An error with `code` `JOURNAL_BUSY` means that the caller may try again, one with
 * `JOURNAL_FULL` that its budget is used up, one with `JOURNAL_REFUSED` that the entry cannot be
 * taken for its `fault.field`.
 */
export interface JournalPort {
  append(entry: ActEntry): Promise<unknown>;
  /** All or none; the position of each. */
  appendMany(entries: readonly ActEntry[]): Promise<readonly EntryPosition[]>;
  /** A refusal of somebody unknown: counted against the strangers' own budget, may be summed up. */
  stranger(entry: ActEntry): Promise<unknown>;
}
