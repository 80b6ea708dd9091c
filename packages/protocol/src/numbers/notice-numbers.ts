import { PROVINCE_CHARACTERS } from './provinces.ts';
import { type NumberResult, refused } from './result.ts';
import { asTyped } from './typed-text.ts';

const ICP = new RegExp(`^[${PROVINCE_CHARACTERS}]ICP备\\d{8}号(?:-\\d{1,3})?$`);
const POLICE = new RegExp(`^[${PROVINCE_CHARACTERS}]公网安备\\s?\\d{14}号$`);
const MLPS = /^\d{11}-\d{5}$/;

/** The number of an ICP filing, such as 京ICP备00000000号-1. Only its pattern is known. */
export function parseIcpNumber(text: string): NumberResult<'icp-pattern'> {
  return matched(ICP, text, 'icp-pattern');
}

/** The number of a police networking filing, such as 京公网安备11000000000000号. */
export function parsePoliceNumber(text: string): NumberResult<'police-pattern'> {
  return matched(POLICE, text, 'police-pattern');
}

/** The number of a certificate of MLPS filing: eleven digits, a hyphen, five digits. */
export function parseMlpsNumber(text: string): NumberResult<'mlps-pattern'> {
  return matched(MLPS, text, 'mlps-pattern');
}

function matched<R extends string>(pattern: RegExp, text: string, reason: R): NumberResult<R> {
  const value = asTyped(text);
  return pattern.test(value) ? { ok: true, value } : refused(reason);
}
