import type { SanctionGradeName } from '@mingjing/client';
import { hexToBytes } from '@mingjing/crypto';
import { SanctionGrade } from '@mingjing/protocol';
import { CliError } from './errors.ts';

const ID_BYTES = 32;
const CODE_MAX = 0xffff;

/** A sanction's id as it was given on the command line. */
export function sanctionIdOf(id: string): Uint8Array {
  const bytes = hexToBytes(id);
  if (bytes?.length === ID_BYTES) return bytes;
  const en = 'a sanction id has 64 lower-case hexadecimal digits';
  throw new CliError('BAD_ID', '处置标识须为 64 位小写十六进制', en);
}

/** A reason or basis code that an option was given. */
export function codeOf(flag: string, text: string): number {
  const code = Number(text);
  if (Number.isSafeInteger(code) && code >= 1 && code <= CODE_MAX) return code;
  const en = `${flag} takes a code from 1 to ${CODE_MAX}`;
  throw new CliError('BAD_CODE', `${flag} 须为 1 到 ${CODE_MAX} 的代码`, en);
}

/** The grade of a sanction by its name. */
export function gradeOf(text: string): SanctionGradeName {
  if (Object.hasOwn(SanctionGrade, text)) return text as SanctionGradeName;
  const names = Object.keys(SanctionGrade).join(' | ');
  throw new CliError('BAD_GRADE', `--grade 须为 ${names}`, `--grade takes ${names}`);
}
