import { equalBytes, sha256 } from '@mingjing/crypto';

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const CHECKSUM_BYTES = 4;

/**
 * Content of a Base58Check text, version byte first: the last four bytes are the beginning of the
 * double SHA-256 of the others (Bitcoin's and TRON's addresses). Undefined for any other text.
 */
export function base58CheckPayload(text: string, bytes: number): Uint8Array | undefined {
  const decoded = decodeBase58(text, bytes + CHECKSUM_BYTES);
  if (decoded === undefined) return undefined;
  const payload = decoded.subarray(0, bytes);
  const checksum = sha256(sha256(payload)).subarray(0, CHECKSUM_BYTES);
  return equalBytes(checksum, decoded.subarray(bytes)) ? payload : undefined;
}

/** A number to the base 58, as exactly so many bytes; undefined when it does not fit. */
function decodeBase58(text: string, length: number): Uint8Array | undefined {
  const bytes = new Uint8Array(length);
  for (const character of text) {
    let carry = ALPHABET.indexOf(character);
    if (carry < 0) return undefined;
    for (let i = length - 1; i >= 0; i--) {
      carry += (bytes[i] ?? 0) * 58;
      bytes[i] = carry & 0xff;
      carry >>= 8;
    }
    if (carry > 0) return undefined;
  }
  return bytes;
}
