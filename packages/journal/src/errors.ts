/** What can go wrong with a journal; the programs turn each code into an answer in one place. */
export type JournalErrorCode =
  /** Nothing can be made durable; every append is refused until `reopen` succeeds. */
  | 'JOURNAL_UNWRITABLE'
  /** More is waiting for the disk than the bound allows; the caller may try again. */
  | 'JOURNAL_BUSY'
  /** The budget of the journal is used up; acts are refused until there is more room. */
  | 'JOURNAL_FULL'
  /** The entry itself breaks a bound; see `fault`. */
  | 'JOURNAL_REFUSED'
  /** Written by a later version of the program. */
  | 'JOURNAL_TOO_NEW'
  /** What is stored contradicts itself; nothing is written before it is mended. */
  | 'JOURNAL_DAMAGED'
  /** The folder holds the journal of another chain or node. */
  | 'JOURNAL_FOREIGN'
  /** The key file is readable by others than its owner. */
  | 'JOURNAL_KEY_MODE'
  | 'JOURNAL_CLOSED';

/** Which field of an entry is at fault, and why. */
export interface EntryFault {
  readonly field: string;
  readonly reason: 'too-long' | 'not-an-integer' | 'too-many' | 'malformed' | 'unknown-value';
}

/** An operating failure of the journal, or an entry it does not take. */
export class JournalError extends Error {
  override readonly name = 'JournalError';
  readonly code: JournalErrorCode;
  /** Set for `JOURNAL_REFUSED` only. */
  readonly fault: EntryFault | undefined;
  /** Folder of the journal or copy, when it could not be opened. */
  readonly path: string | undefined;

  constructor(
    code: JournalErrorCode,
    message: string,
    context: { cause?: unknown; fault?: EntryFault; path?: string } = {},
  ) {
    super(message, { cause: context.cause });
    this.code = code;
    this.fault = context.fault;
    this.path = context.path;
  }
}

/** Names the folder in an error of opening a journal or a copy: a home has several of them. */
export function opening<T>(path: string, opened: Promise<T>): Promise<T> {
  return opened.catch((cause: unknown) => {
    if (!(cause instanceof JournalError)) throw cause;
    throw new JournalError(cause.code, cause.message, { cause, path });
  });
}

/** The error as it is when it already is one of ours, else an `JOURNAL_UNWRITABLE` around it. */
export function unwritable(cause: unknown): JournalError {
  if (cause instanceof JournalError) return cause;
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new JournalError('JOURNAL_UNWRITABLE', `the journal cannot be written: ${detail}`, {
    cause,
  });
}
