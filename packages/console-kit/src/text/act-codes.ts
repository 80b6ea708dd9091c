import { BASIS_CODES, basisName, REASON_CODES, reasonName } from '@mingjing/protocol/numbers';
import { findText } from './texts.ts';

/** Which of the two codes of an act. */
export type ActCode = 'reason' | 'basis';

const CODES = { reason: REASON_CODES, basis: BASIS_CODES } as const;
const NAMES = { reason: reasonName, basis: basisName } as const;

/** A code as people read it: the number and what it means, or the number of one unknown here. */
export function actCodeText(kind: ActCode, code: number): string {
  const name = NAMES[kind](code);
  const text = name === undefined ? undefined : findText(`kit.codes.${kind}.${name}`);
  return text === undefined ? String(code) : `${code} ${text}`;
}

/** What a field of such a code offers. */
export function actCodeOptions(kind: ActCode): { readonly code: number; readonly text: string }[] {
  return Object.keys(CODES[kind]).map((code) => {
    return { code: Number(code), text: actCodeText(kind, Number(code)) };
  });
}
