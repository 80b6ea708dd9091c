import { findText } from '@mingjing/console-kit';

/** What an officer's own files do not fit, in the language of the page. */
export class AccessFault extends Error {
  override readonly name = 'AccessFault';
  readonly code: string;
  readonly title: string;

  constructor(code: string, fields: Readonly<Record<string, string>> = {}) {
    super(code);
    this.code = code;
    this.title = findText(`access.fault.${code}`, fields) ?? code;
  }
}
