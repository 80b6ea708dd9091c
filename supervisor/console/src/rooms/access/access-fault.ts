import { type Fields, findText, PageFault } from '@mingjing/console-kit';

/** What an officer's own files do not fit, in the language of the page. */
export class AccessFault extends PageFault {
  override readonly name = 'AccessFault';

  constructor(code: string, fields: Fields = {}) {
    super(code, () => findText(`access.fault.${code}`, fields) ?? code);
  }
}
