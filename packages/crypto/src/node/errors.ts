/** What can go wrong with a key file; the command line prints advice per code. */
export type KeyFileErrorCode =
  | 'KEY_FILE_MISSING'
  | 'KEY_FILE_EXISTS'
  | 'KEY_FILE_MODE'
  | 'KEY_FILE_FORMAT'
  | 'KEY_FILE_MISMATCH'
  | 'KEY_FILE_LOCKED'
  | 'KEY_FILE_PASSPHRASE'
  | 'KEY_FILE_IO';

/** A key file that cannot be used or written. Never carries any part of a seed or passphrase. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError';
  readonly code: KeyFileErrorCode;
  readonly path: string;

  constructor(code: KeyFileErrorCode, path: string, message: string, cause?: unknown) {
    super(`${message}: ${path}`, { cause });
    this.code = code;
    this.path = path;
  }
}

/** The signature verifiers disagree with each other or with a published verdict. */
export class SelfTestError extends Error {
  override readonly name = 'SelfTestError';
  readonly code = 'SELF_TEST_FAILED';
  /** Name of the vector on which they disagree. */
  readonly vector: string;

  constructor(vector: string, message: string) {
    super(`${message}: ${vector}`);
    this.vector = vector;
  }
}
