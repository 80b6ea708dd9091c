import { readFile } from 'node:fs/promises';
import {
  bytesToHex,
  checkX25519Key,
  concatBytes,
  equalBytes,
  HPKE_EPHEMERAL_SEED_BYTES,
  hpkeOpen,
  hpkeSeal,
  type X25519KeyRefusal,
} from '@mingjing/crypto';
import { randomBytes } from '@mingjing/crypto/node';
import {
  type Checked,
  commitmentOf,
  passed,
  refused,
  SALT_BYTES,
  type SealedCopy,
  sealedCopyCodec,
  sealedCopyInfo,
} from '@mingjing/protocol';
import { createFile } from '@mingjing/storage';

/** A content with what opens its commitment. */
export interface CopiedContent {
  readonly commitment: Uint8Array;
  readonly salt: Uint8Array;
  readonly content: Uint8Array;
}

/** Whose copy it is, and why it is kept. */
export interface CopyPurpose {
  readonly chainId: string;
  readonly orderId: Uint8Array;
  /** X25519 key of the authority, as its officer gave it (ADR 036). */
  readonly recipientKey: Uint8Array;
}

export type SealRefusal = X25519KeyRefusal | 'other-content';
export type OpenRefusal = 'malformed' | 'not-for-this-key' | 'other-content';

/**
 * Seals the one copy of a taken-down content that stays with its case: HPKE (RFC 9180) to the
 * authority's key, bound to chain, order and commitment. Who made it cannot read it again. What
 * does not open its commitment is refused: nobody could hold it against the chain later.
 */
export async function sealCopy(
  { chainId, orderId, recipientKey }: CopyPurpose,
  { commitment, salt, content }: CopiedContent,
): Promise<Checked<Uint8Array, SealRefusal>> {
  const key = checkX25519Key(recipientKey);
  if (!key.ok) return refused(key.reason);
  if (!equalBytes(commitmentOf(chainId, salt, content), commitment)) {
    return refused('other-content');
  }
  const { enc, ciphertext } = await hpkeSeal({
    recipientPublicKey: recipientKey,
    info: sealedCopyInfo(chainId, orderId, commitment),
    aad: new Uint8Array(0),
    plaintext: concatBytes(salt, content),
    ephemeralSeed: randomBytes(HPKE_EPHEMERAL_SEED_BYTES),
  });
  return passed(sealedCopyCodec.encode({ orderId, commitment, recipientKey, enc, ciphertext }));
}

/** Opens a sealed copy with the authority's secret key, and holds it against its commitment. */
export async function openCopy(
  chainId: string,
  bytes: Uint8Array,
  secretKey: Uint8Array,
): Promise<Checked<CopiedContent, OpenRefusal>> {
  const parsed = sealedCopyCodec.parse(bytes);
  if (!parsed.ok || !isShaped(parsed.value)) return refused('malformed');
  const { orderId, commitment, enc, ciphertext } = parsed.value;
  const info = sealedCopyInfo(chainId, orderId, commitment);
  const opened = await hpkeOpen({ secretKey, enc, info, aad: new Uint8Array(0), ciphertext });
  if (opened === undefined) return refused('not-for-this-key');
  const [salt, content] = [opened.subarray(0, SALT_BYTES), opened.subarray(SALT_BYTES)];
  const isIts =
    salt.length === SALT_BYTES && equalBytes(commitmentOf(chainId, salt, content), commitment);
  if (!isIts) return refused('other-content');
  return passed({ commitment: new Uint8Array(commitment), salt, content });
}

/** Name of the file of a sealed copy. */
export function copyFileName({ orderId, commitment }: SealedCopy): string {
  return `${bytesToHex(orderId)}-${bytesToHex(commitment)}.sealed`;
}

/** Writes a sealed copy: durable, whole and readable by the node's account alone, or not there. */
export function saveCopy(path: string, sealed: Uint8Array): Promise<void> {
  return createFile(path, sealed);
}

/** What a sealed copy says about itself, to nobody in particular; undefined when it is none. */
export async function readCopy(path: string): Promise<SealedCopy | undefined> {
  const parsed = sealedCopyCodec.parse(new Uint8Array(await readFile(path)));
  return parsed.ok && isShaped(parsed.value) ? parsed.value : undefined;
}

function isShaped({ orderId, commitment, recipientKey }: SealedCopy): boolean {
  return [orderId, commitment, recipientKey].every(({ length }) => length === 32);
}
