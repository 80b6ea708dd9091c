import { bytesToHex, hexToBytes } from '@mingjing/crypto';
import type { SealedSecret } from '../access-messages.ts';

const BLINDING_BYTES = 32;

/** What opens a sealed order, as the text of a file for the officers alone. */
export function secretText({ recordId, userId, basis, blinding }: SealedSecret): string {
  const [record, t] = [recordId, blinding].map(bytesToHex);
  return `${JSON.stringify({ record, user: userId, basis, blinding: t }, null, 2)}\n`;
}

/** The same read; undefined: it is no such text. Nothing of it is in an error: it is secret. */
export function secretIn(text: string): SealedSecret | undefined {
  const { record, user, basis, blinding } = valuesIn(text);
  const recordId = typeof record === 'string' ? hexToBytes(record) : undefined;
  const t = typeof blinding === 'string' ? hexToBytes(blinding) : undefined;
  const isWhole = recordId !== undefined && t?.length === BLINDING_BYTES;
  if (!isWhole || typeof user !== 'string' || !Number.isSafeInteger(basis)) return undefined;
  return { recordId, userId: user, basis: basis as number, blinding: t };
}

function valuesIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // The parser's own message would quote what is secret.
    return {};
  }
}
