import { readFileSync, writeFileSync } from 'node:fs';
import type { SealedSecret } from '@mingjing/client';
import { bytesToHex, hexToBytes } from '@mingjing/crypto';
import { SupervisorError } from '../../errors.ts';

const PRIVATE_MODE = 0o600;

/** Keeps what opens a sealed order, for the officers alone; never over a file that is there. */
export function saveSecret(
  path: string,
  { recordId, userId, basis, blinding }: SealedSecret,
): void {
  const [record, t] = [recordId, blinding].map(bytesToHex);
  const text = `${JSON.stringify({ record, user: userId, basis, blinding: t }, null, 2)}\n`;
  try {
    writeFileSync(path, text, { flag: 'wx', mode: PRIVATE_MODE });
  } catch (cause) {
    throw new SupervisorError('OUTPUT_UNWRITABLE', { path }, cause);
  }
}

/** What a sealed order is about, from the file of whoever gave it. */
export function readSecret(path: string): SealedSecret {
  const { record, user, basis, blinding } = parse(path);
  const recordId = typeof record === 'string' ? hexToBytes(record) : undefined;
  const t = typeof blinding === 'string' ? hexToBytes(blinding) : undefined;
  const isWhole = recordId !== undefined && t?.length === 32 && typeof user === 'string';
  if (!isWhole || !Number.isSafeInteger(basis)) throw new SupervisorError('BAD_SECRET', { path });
  return { recordId, userId: user, basis: basis as number, blinding: t };
}

function parse(path: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw new SupervisorError('BAD_SECRET', { path }, cause);
    // The parser's own message would quote what is secret.
  }
  throw new SupervisorError('BAD_SECRET', { path });
}
