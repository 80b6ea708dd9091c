import { crc32 } from 'node:zlib';
import { AEAD_NONCE_BYTES, bytesToHex, hexToBytes } from '@mingjing/crypto';
import { openNative, randomBytes, sealNative } from '@mingjing/crypto/node';
import { JournalError } from '../errors.ts';
import { SECRET_BYTES } from './person-keys.ts';

/*
 *   mingjing person keys 1
 *   <kind> <name> <secret> <crc32>      kind: tag, day, person
 *
 * The secret is 32 bytes in hex, or, under a master key, nonce 12 | ciphertext 32 | tag 16, bound
 * to kind and name. The CRC covers the line before it and finds a line cut by a crash.
 */

const FORMAT = 1;
const TITLE = 'mingjing person keys ';
export const HEADER_LINE = `${TITLE}${FORMAT}\n`;
const KINDS = ['tag', 'day', 'person'] as const;
export type SecretKind = (typeof KINDS)[number];

export interface NamedSecret {
  readonly kind: SecretKind;
  readonly name: string;
  readonly secret: Uint8Array;
}

/** One line of the key file; wrapped when there is a master key. */
export function formatKeyLine(entry: NamedSecret, masterKey: Uint8Array | undefined): string {
  const label = `${entry.kind} ${entry.name}`;
  const text = `${label} ${bytesToHex(wrapped(label, entry.secret, masterKey))}`;
  return `${text} ${checksum(text)}\n`;
}

/**
 * The secrets of a key file, and how many of its bytes are whole lines: what a crash left of a last
 * line was never acknowledged. Anything else that is not a line throws `JOURNAL_DAMAGED`.
 */
export function parseKeyLines(
  text: string,
  masterKey: Uint8Array | undefined,
): { secrets: NamedSecret[]; wholeBytes: number } {
  const version = /^mingjing person keys (\d{1,9})\n/.exec(text)?.[1];
  if (version === undefined) throw damaged('the key file of the journal has no header');
  if (Number(version) > FORMAT) {
    throw new JournalError('JOURNAL_TOO_NEW', 'the key file is of a newer format');
  }
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const lines = whole.slice(HEADER_LINE.length).split('\n').slice(0, -1);
  const secrets: NamedSecret[] = [];
  for (const [number, line] of lines.entries()) {
    const entry = parseKeyLine(line, masterKey);
    if (entry === undefined) throw damaged(`line ${number + 2} of the key file cannot be read`);
    secrets.push(entry);
  }
  return { secrets, wholeBytes: Buffer.byteLength(whole) };
}

function parseKeyLine(line: string, masterKey: Uint8Array | undefined): NamedSecret | undefined {
  const parts = line.split(' ');
  const [kindText, name, hex, sum] = parts;
  const kind = KINDS.find((known) => known === kindText);
  if (kind === undefined || name === undefined || hex === undefined) return undefined;
  if (parts.length !== 4 || sum !== checksum(`${kind} ${name} ${hex}`)) return undefined;
  const bytes = hexToBytes(hex);
  const secret = bytes && unwrapped(`${kind} ${name}`, bytes, masterKey);
  return secret?.length === SECRET_BYTES ? { kind, name, secret } : undefined;
}

function wrapped(label: string, secret: Uint8Array, masterKey: Uint8Array | undefined): Uint8Array {
  if (masterKey === undefined) return secret;
  const nonce = randomBytes(AEAD_NONCE_BYTES);
  return Buffer.concat([nonce, sealNative(masterKey, nonce, secret, Buffer.from(label))]);
}

function unwrapped(label: string, bytes: Uint8Array, masterKey: Uint8Array | undefined) {
  if (masterKey === undefined) return bytes;
  const nonce = bytes.subarray(0, AEAD_NONCE_BYTES);
  return openNative(masterKey, nonce, bytes.subarray(AEAD_NONCE_BYTES), Buffer.from(label));
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}

function damaged(message: string): JournalError {
  return new JournalError('JOURNAL_DAMAGED', message);
}
