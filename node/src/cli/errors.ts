/** A wrong call or an operating failure, told to the caller in Chinese and English; exit code 1. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: string;
  readonly zh: string;
  readonly en: string;

  constructor(code: string, zh: string, en: string, cause?: unknown) {
    super(en, { cause });
    this.code = code;
    this.zh = zh;
    this.en = en;
  }
}
