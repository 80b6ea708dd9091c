import { equalBytes } from '@mingjing/crypto';
import {
  type FilingDeclare,
  type FilingEntry,
  OfficerRole,
  RegistryKind,
} from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { Context } from '../context.ts';

const HASH_BYTES = 32;
/** The day on which the provisions on blockchain information services came into force. */
const FIRST_DAY = 20190215;
const LAST_DAY = 20991231;
const LONG_MONTHS = [1, 3, 5, 7, 8, 10, 12];

/** The registry's key of what one organisation filed of one kind (`FilingKind`). */
export function filingKey(organisation: string, kind: number): string {
  return `${organisation}/${kind}`;
}

/**
 * Declares what an organisation filed, in place of its earlier declaration of that kind: one
 * signature of its security administrator (`signerNotPermitted` otherwise). Its identifier has the
 * pattern of its kind, or the transaction does not parse; `badField` for a day that there is not or
 * a hash of another length, `alreadyExists` for what stands already, word for word.
 */
export function declareFiling(context: Context, message: FilingDeclare): ResultCode {
  const { height, registry, signer } = context;
  if (signer.holderKind !== RegistryKind.officer) return ResultCode.signerNotPermitted;
  const officer = registry.get('officer', signer.holder);
  if (officer?.role !== OfficerRole.securityAdmin || officer.revokedHeight !== 0) {
    return ResultCode.signerNotPermitted;
  }
  if (message.factsHash.length !== HASH_BYTES || !isDay(message.day)) return ResultCode.badField;
  const { organisation } = officer;
  const key = filingKey(organisation, message.kind);
  const standing = registry.get('filing', key);
  if (standing !== undefined && isSame(standing, message)) return ResultCode.alreadyExists;
  const { day, ended, factsHash, identifier, kind } = message;
  registry.set('filing', key, { organisation, kind, identifier, day, factsHash, ended, height });
  return ResultCode.done;
}

function isSame(standing: FilingEntry, message: FilingDeclare): boolean {
  const { day, ended, factsHash, identifier } = message;
  if (standing.day !== day || standing.ended !== ended) return false;
  return standing.identifier === identifier && equalBytes(standing.factsHash, factsHash);
}

/** A day of the Gregorian calendar as a number such as 20261126. */
function isDay(number: number): boolean {
  if (number < FIRST_DAY || number > LAST_DAY) return false;
  const [year, month, day] = [
    Math.floor(number / 10_000),
    Math.floor(number / 100) % 100,
    number % 100,
  ];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return LONG_MONTHS.includes(month) ? 31 : 30;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return isLeap ? 29 : 28;
}
