/** Why a program does not start or had to stop; the message is said in both languages. */
export type HostErrorCode =
  | 'HOME_MISSING'
  | 'HOME_INCOMPLETE'
  | 'HOME_EMPTY'
  | 'HOME_NOT_EMPTY'
  | 'BACKUP_OTHER_CHAIN'
  | 'BACKUP_DOES_NOT_HOLD'
  | 'STORE_UNSOUND'
  | 'ROLLBACK_IMPOSSIBLE'
  | 'NO_SOURCE'
  | 'GENESIS_INVALID'
  | 'GENESIS_OTHER_CHAIN'
  | 'STATE_DAMAGED'
  | 'TRUSTED_HEADER_OTHER'
  | 'KEY_NOT_REGISTERED'
  | 'FORWARD_REFUSED'
  | 'SEARCH_REFUSED'
  | 'ARCHIVE_REFUSED'
  | 'NOT_DEALT'
  | 'PROGRAM_UNREADABLE'
  | 'MANIFEST_INVALID'
  | 'NODE_NOT_REGISTERED'
  | 'PROGRAM_SILENT';

/** An operating failure of a program, told to its operator in Chinese and English. */
export class HostError extends Error {
  override readonly name = 'HostError';
  readonly code: HostErrorCode;
  readonly zh: string;
  readonly en: string;

  constructor(code: HostErrorCode, zh: string, en: string, cause?: unknown) {
    super(`${code}: ${en}`, { cause });
    this.code = code;
    this.zh = zh;
    this.en = en;
  }
}
