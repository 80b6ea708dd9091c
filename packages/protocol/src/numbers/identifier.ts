import { type CreditCodeRefusal, maskCreditCode, parseCreditCode } from './credit-code.ts';
import { type MobileRefusal, maskMobile, parseMobile } from './mobile.ts';
import { maskResidentId, parseResidentId, type ResidentIdRefusal } from './resident-id.ts';
import type { NumberResult } from './result.ts';
import { hidden } from './typed-text.ts';

/** What a person or an organisation may be verified by; one suffices (CAC Order 3, article 8). */
export const IDENTIFIER_KINDS = ['resident-id', 'credit-code', 'mobile'] as const;
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];

/** Why a number of any of these kinds is refused. */
export type IdentifierRefusal = ResidentIdRefusal | CreditCodeRefusal | MobileRefusal;

/** The canonical number of a kind, or why the text is none; `today` as for `parseResidentId`. */
export function parseIdentifier(
  kind: IdentifierKind,
  text: string,
  today: number,
): NumberResult<IdentifierRefusal> {
  if (kind === 'resident-id') return parseResidentId(text, today);
  return kind === 'credit-code' ? parseCreditCode(text) : parseMobile(text);
}

/** The number as it may stand on a screen. */
export function maskIdentifier(kind: IdentifierKind, value: string): string {
  if (kind === 'resident-id') return maskResidentId(value);
  return kind === 'credit-code' ? maskCreditCode(value) : maskMobile(value);
}

/** A name as it may stand on a screen: its first character. */
export function maskName(name: string): string {
  return hidden(name, 1, 0);
}

/** The date of a time in ms in China (UTC+8 all year), as a number such as 20261126. */
export function dateInChina(timeMs: number): number {
  const date = new Date(timeMs + 8 * 60 * 60 * 1000);
  const month = date.getUTCMonth() + 1;
  return date.getUTCFullYear() * 10_000 + month * 100 + date.getUTCDate();
}
