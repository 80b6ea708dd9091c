// The officer's key in the browser: read from its file, used, and never sent or kept.
import { derive } from './derive.js';
import { framed, hexBytes, openKeyFile, textOf } from './key-file.js';

/** What stands before the 32 bytes of a seed in PKCS #8 (RFC 8410, 7). */
const PKCS8_HEAD = '302e020100300506032b657004220420';
/** First byte of all that Mingjing signs. */
const DOMAIN_BYTE = 2;
const ALGORITHM = { name: 'Ed25519' };

/** Reads the key file of a form; throws an error whose message is a code of the catalogue. */
export async function readKey(form) {
  const file = form.get('key');
  if (!(file instanceof File) || file.size === 0) throw new Error('key-missing');
  const passphrase = String(form.get('passphrase') ?? '');
  const { seed, publicKey } = await openKeyFile(await textOf(file), passphrase, derive);
  const pkcs8 = Uint8Array.from([...hexBytes(PKCS8_HEAD), ...seed]);
  seed.fill(0);
  const key = await imported('pkcs8', pkcs8, 'sign');
  pkcs8.fill(0);
  // The key cannot be read out: that it is the one the file names shows by a signature.
  const signature = await crypto.subtle.sign(ALGORITHM, key, publicKey);
  const named = await imported('raw', publicKey, 'verify');
  if (!(await crypto.subtle.verify(ALGORITHM, named, signature, publicKey))) {
    throw new Error('key-mismatch');
  }
  return key;
}

async function imported(form, bytes, use) {
  try {
    return await crypto.subtle.importKey(form, bytes, ALGORITHM, false, [use]);
  } catch {
    throw new Error('key-unsupported');
  }
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
  const signature = await crypto.subtle.sign(ALGORITHM, key, Uint8Array.from(bytes));
  return base64url(new Uint8Array(signature));
}

function base64Bytes(text) {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

function base64url(bytes) {
  const plain = btoa(String.fromCharCode(...bytes));
  return plain.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
