/** What can go wrong with an archive. */
export type ArchiveErrorCode =
  /** The store does not answer, or not in time. */
  | 'ARCHIVE_UNREACHABLE'
  /** It refuses this program, or what it was asked for. */
  | 'ARCHIVE_REFUSED'
  /** The name has another content already: an archived object never changes. */
  | 'ARCHIVE_OTHER_CONTENT'
  /** What came back is not what was stored, or no answer of such a store. */
  | 'ARCHIVE_DAMAGED';

/** An operating failure of an archive. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  readonly code: ArchiveErrorCode;

  constructor(code: ArchiveErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** Until when an object cannot be removed by anybody. */
export interface Retention {
  /** Ms UTC; stores keep whole seconds. */
  readonly until: number;
}

/**
 * A place for objects that are put once and kept until a date. Names are of letters, figures and
 * `/._-`. All methods throw `ArchiveError`.
 */
export interface Archive {
  readonly kind: 'filesystem' | 's3';
  /** Whether the store refuses removals, and not only this program. */
  readonly isEnforced: boolean;
  /** Durable when it resolves. The same content again is no error, and shortens nothing. */
  put(name: string, content: Uint8Array, until: number): Promise<void>;
  /** The content that was put first, whatever was put or marked deleted since. */
  read(name: string): Promise<Uint8Array | undefined>;
  /** As the store states it now; undefined: it holds nothing, or would let it go. */
  retention(name: string): Promise<Retention | undefined>;
  /** Really removes what was put; `retained`: it was refused. */
  remove(name: string): Promise<'removed' | 'retained' | 'missing'>;
  /** All names that begin with a prefix, ascending. None may be removed before it has ended. */
  list(prefix: string): AsyncIterable<string>;
}

/** What is put at once and held in memory whole. */
export const OBJECT_BYTES_MAX = 64 * 1024 * 1024;

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;
const NAME_CHARS_MAX = 512;

/** Refuses a name that a store could read in another way, and an object that is too large. */
export function assertObject(name: string, content?: Uint8Array): void {
  if (!NAME.test(name) || name.length > NAME_CHARS_MAX) {
    throw new ArchiveError('ARCHIVE_REFUSED', `'${name}' is no name of an archived object`);
  }
  if ((content?.length ?? 0) > OBJECT_BYTES_MAX) {
    throw new ArchiveError('ARCHIVE_REFUSED', `an object has at most ${OBJECT_BYTES_MAX} bytes`);
  }
}

export function otherContent(name: string): ArchiveError {
  return new ArchiveError('ARCHIVE_OTHER_CONTENT', `${name} is archived with another content`);
}
