import { type Fields, findText } from '@mingjing/console-kit';

/** What an officer's own files do not fit, in the language of the page. */
export class AccessFault extends Error {
  override readonly name = 'AccessFault';
  readonly code: string;
  readonly #fields: Fields;

  constructor(code: string, fields: Fields = {}) {
    super(code);
    this.code = code;
    this.#fields = fields;
  }

  /** Looked up when it is read: the page may speak another language by then. */
  get title(): string {
    return findText(`access.fault.${this.code}`, this.#fields) ?? this.code;
  }
}
