/** What can fail here; the programs turn a code into advice for the operator. */
export type StorageErrorCode =
  | 'STORE_LOCKED'
  | 'STORE_TOO_NEW'
  | 'STORE_CORRUPT'
  | 'STORE_OPEN_FAILED'
  | 'STORE_READ_FAILED'
  | 'STORE_WRITE_FAILED'
  | 'STORE_CLOSED'
  | 'WAL_TOO_NEW'
  | 'WAL_CORRUPT'
  | 'WAL_OPEN_FAILED'
  | 'WAL_WRITE_FAILED'
  | 'WAL_FULL'
  | 'WAL_CLOSED'
  | 'SIGN_STATE_MISSING'
  | 'SIGN_STATE_TOO_NEW'
  | 'SIGN_STATE_CORRUPT'
  | 'SIGN_STATE_OPEN_FAILED'
  | 'SIGN_STATE_WRITE_FAILED'
  | 'SIGN_STATE_CLOSED'
  | 'BACKUP_EXISTS'
  | 'BACKUP_MISSING'
  | 'BACKUP_WRITE_FAILED'
  | 'BACKUP_OVERTAKEN'
  | 'BACKUP_READ_FAILED'
  | 'BACKUP_TOO_NEW'
  | 'BACKUP_DAMAGED'
  | 'HOME_LOCKED'
  | 'HOME_LOCK_FAILED';

/** Something stored that cannot be opened, read or written. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly code: StorageErrorCode;

  constructor(code: StorageErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** `cause` as it is when it already has a code of ours, else under `code`. */
export function storageError(
  code: StorageErrorCode,
  message: string,
  cause: unknown,
): StorageError {
  return cause instanceof StorageError ? cause : new StorageError(code, message, cause);
}
