import { readFileSync, writeFileSync } from 'node:fs';
import { type SealedSecret, secretIn, secretText } from '@mingjing/client';
import { SupervisorError } from '../../errors.ts';

const PRIVATE_MODE = 0o600;

/** Keeps what opens a sealed order, for the officers alone; never over a file that is there. */
export function saveSecret(path: string, secret: SealedSecret): void {
  try {
    writeFileSync(path, secretText(secret), { flag: 'wx', mode: PRIVATE_MODE });
  } catch (cause) {
    throw new SupervisorError('OUTPUT_UNWRITABLE', { path }, cause);
  }
}

/** What a sealed order is about, from the file of whoever gave it. */
export function readSecret(path: string): SealedSecret {
  const secret = secretIn(textOf(path));
  if (secret !== undefined) return secret;
  throw new SupervisorError('BAD_SECRET', { path });
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new SupervisorError('BAD_SECRET', { path }, cause);
  }
}
