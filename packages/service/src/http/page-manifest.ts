import { createHash } from 'node:crypto';
import {
  bytesToHex,
  hexToBytes,
  PUBLIC_KEY_BYTES,
  SIGNATURE_BYTES,
  signingBytes,
} from '@mingjing/crypto';
import { signerFromSeed, verify } from '@mingjing/crypto/node';

/** Lies beside the pages it names, and is not one of them. */
export const MANIFEST_FILE = 'page-manifest.json';
const VERSION = 1;
const TAG = 'page-manifest';
/** Files of a site; each costs a route and a comparison at every round of the watch. */
const FILES_MAX = 2000;
const FILE_PATH = /^(?:[A-Za-z0-9_][A-Za-z0-9._-]*\/)*[A-Za-z0-9_][A-Za-z0-9._-]*$/;
const SHA256_HEX = /^[0-9a-f]{64}$/;

/** What a build says of its files, under the key that signed it. */
export interface PageManifest {
  /** SHA-256 of each file in hex, by its path below the folder. */
  readonly files: ReadonlyMap<string, string>;
  readonly key: Uint8Array;
}

/** SHA-256 of a file in hex, as the manifest names it. */
export function pageHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The text of the manifest of these files, signed with the key of this seed (32 bytes). */
export function signManifest(files: ReadonlyMap<string, string>, seed: Uint8Array): string {
  const signer = signerFromSeed(seed);
  const manifest = {
    version: VERSION,
    files: Object.fromEntries(sorted(files)),
    key: bytesToHex(signer.publicKey),
    signature: bytesToHex(signer.sign(signedBytes(files))),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** The manifest in a text, or undefined when it is none or its signature does not hold. */
export function readManifest(text: string): PageManifest | undefined {
  const { version, files: named, key: keyHex, signature: signatureHex } = fieldsOf(text);
  const files = filesOf(named);
  const key = bytesOf(keyHex, PUBLIC_KEY_BYTES);
  const signature = bytesOf(signatureHex, SIGNATURE_BYTES);
  if (version !== VERSION || files === undefined) return undefined;
  if (key === undefined || signature === undefined) return undefined;
  return verify(key, signedBytes(files), signature) ? { files, key } : undefined;
}

/** What is signed: a line for each file, in the order of their names, as `sha256sum` writes it. */
function signedBytes(files: ReadonlyMap<string, string>): Uint8Array {
  const lines = sorted(files).map(([path, hash]) => `${hash}  ${path}\n`);
  return signingBytes(TAG, '', new TextEncoder().encode(lines.join('')));
}

function sorted(files: ReadonlyMap<string, string>): [string, string][] {
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1));
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text));
  } catch {
    // Whatever is no JSON has none of the fields, and is refused for that.
    return {};
  }
}

function filesOf(named: unknown): ReadonlyMap<string, string> | undefined {
  if (typeof named !== 'object' || named === null) return undefined;
  const files = Object.entries(named);
  const isRight = ([path, hash]: [string, unknown]) =>
    FILE_PATH.test(path) && typeof hash === 'string' && SHA256_HEX.test(hash);
  if (files.length > FILES_MAX || !files.every(isRight)) return undefined;
  return new Map(files);
}

function bytesOf(hex: unknown, length: number): Uint8Array | undefined {
  const bytes = typeof hex === 'string' ? hexToBytes(hex) : undefined;
  return bytes?.length === length ? bytes : undefined;
}
