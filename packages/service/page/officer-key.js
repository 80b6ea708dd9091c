// The officer's key in the browser: read from its file, used, and never sent or kept.

/** What stands before the 32 bytes of a seed in PKCS #8 (RFC 8410, 7). */
const PKCS8_HEAD = '302e020100300506032b657004220420';
/** First byte of all that Mingjing signs. */
const DOMAIN_BYTE = 2;
const KEY_FILE_BYTES_MAX = 4096;

/** Reads a key file; throws an error whose message is a code of the catalogue. */
export async function readKey(file) {
  if (file === undefined) throw new Error('key-missing');
  let content;
  try {
    content = file.size > KEY_FILE_BYTES_MAX ? undefined : JSON.parse(await file.text());
  } catch {
    throw new Error('key-malformed');
  }
  if (content?.encrypted_seed !== undefined) throw new Error('key-encrypted');
  if (content?.purpose !== 'officer' || !/^[0-9a-f]{64}$/.test(content?.seed)) {
    throw new Error('key-malformed');
  }
  const pkcs8 = hexBytes(PKCS8_HEAD + content.seed);
  return crypto.subtle.importKey('pkcs8', pkcs8, { name: 'Ed25519' }, false, ['sign']);
}

/** Signs a challenge for this site, for one purpose; base64url. */
export async function signChallenge(key, purpose, { chain_id, node_id, officer, challenge }) {
  const bytes = [
    DOMAIN_BYTE,
    ...framed('account-challenge'),
    ...framed(chain_id),
    ...[purpose, node_id, location.origin, officer].flatMap(framed),
    ...base64Bytes(challenge),
  ];
  const signature = await crypto.subtle.sign({ name: 'Ed25519' }, key, Uint8Array.from(bytes));
  return base64url(new Uint8Array(signature));
}

/** A text behind its length as one byte. */
function framed(text) {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > 255) throw new Error('BAD_ANSWER');
  return [bytes.length, ...bytes];
}

function hexBytes(hex) {
  return Uint8Array.from(hex.match(/../g), (pair) => Number.parseInt(pair, 16));
}

function base64Bytes(text) {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

function base64url(bytes) {
  const plain = btoa(String.fromCharCode(...bytes));
  return plain.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
