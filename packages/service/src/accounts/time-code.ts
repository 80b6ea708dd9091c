import { generateSync, generateURI, ScureBase32Plugin } from 'otplib';

/** RFC 6238 with what every authenticator takes: SHA-1, six digits, 30 seconds. */
const STEP_SECONDS = 30;
/** RFC 6238, 5.2: one step for the network and for clocks that are a little off. */
const STEPS_ASIDE = 1;
const CODE = /^\d{6}$/;

/** RFC 4226, 4: 160 bits are recommended. */
export const TIME_CODE_SECRET_BYTES = 20;

export type TimeCodeVerdict =
  | { readonly ok: true; readonly step: number }
  | { readonly ok: false; readonly reason: 'code-wrong' | 'code-replayed' };

/**
 * Whether a code is the one of this moment, or of the step before or after, and of a step later
 * than `lastStep`, the latest whose code was taken: a code is good once, and none before it is good
 * any more, whatever the clock does. `secret` is base32.
 */
export function checkTimeCode(
  secret: string,
  code: string,
  nowMs: number,
  lastStep: number,
): TimeCodeVerdict {
  if (!CODE.test(code)) return { ok: false, reason: 'code-wrong' };
  const current = Math.floor(nowMs / 1000 / STEP_SECONDS);
  let replayed = false;
  for (let step = current - STEPS_ASIDE; step <= current + STEPS_ASIDE; step += 1) {
    if (step < 0 || generateSync({ secret, epoch: step * STEP_SECONDS }) !== code) continue;
    if (step > lastStep) return { ok: true, step };
    replayed = true;
  }
  return { ok: false, reason: replayed ? 'code-replayed' : 'code-wrong' };
}

/** The code of a moment, as an authenticator computes it. */
export function timeCodeAt(secret: string, timeMs: number): string {
  return generateSync({ secret, epoch: Math.floor(timeMs / 1000) });
}

/** The address that an authenticator reads the secret from, as a QR code or by hand. */
export function timeCodeUri(secret: string, nodeId: string, officer: string): string {
  return generateURI({ issuer: `Mingjing ${nodeId}`, label: officer, secret });
}

const base32 = new ScureBase32Plugin();

/** A secret as authenticators take it: base32 (RFC 4648, 6) without padding. */
export function timeCodeSecret(bytes: Uint8Array): string {
  return base32.encode(bytes, { padding: false });
}
