// Key files as the commands write them, opened in the browser. What is wrong with one is thrown as
// an error whose message is a code of the catalogue; nothing of a seed or a passphrase is in it.

const FILE_BYTES_MAX = 4096;
const FORMAT_VERSION = 1;
const PURPOSE = 'officer';
/** First byte of all that Mingjing hashes or signs. */
const DOMAIN_BYTE = 2;
/** What the commands take; a page takes five times what the commands write, at most. */
const BOUNDS = { memory_kib: [8, 1_048_576], passes: [1, 16] };
const MEMORY_KIB_MAX = 262_144;
const WORK_KIB_MAX = 5 * 3 * 65_536;
/** Bytes of what a sealed seed has in hex. */
const SIZES = { salt: 16, nonce: 12, ciphertext: 48 };

/** The text of a file that may be a key file. */
export async function textOf(file) {
  return file === undefined || file.size > FILE_BYTES_MAX ? '' : file.text();
}

/** Whether a passphrase has to be asked for; what is no key file is told when it is used. */
export function isEncrypted(text) {
  try {
    return typeof fieldsIn(text).encrypted_seed === 'object';
  } catch {
    return false;
  }
}

/** The seed of an officer's key file, with the public key that it has to make. */
export async function openKeyFile(text, passphrase, derive) {
  const fields = fieldsIn(text);
  const { version, purpose, public_key: publicKeyHex, seed, encrypted_seed: sealed } = fields;
  if (purpose !== PURPOSE) throw new Error('key-malformed');
  if (version !== FORMAT_VERSION) throw new Error('key-newer');
  if (Object.keys(fields).length !== 4 || !isHexOf(publicKeyHex, 32)) {
    throw new Error('key-malformed');
  }
  const publicKey = hexBytes(publicKeyHex);
  if (isHexOf(seed, 32)) return { seed: hexBytes(seed), publicKey };
  if (!isSealedSeed(sealed)) throw new Error('key-malformed');
  return { seed: await openSeed(sealed, publicKey, passphrase, derive), publicKey };
}

async function openSeed(sealed, publicKey, passphrase, derive) {
  const { memory_kib: memoryKib, passes } = sealed;
  if (memoryKib > MEMORY_KIB_MAX || memoryKib * passes > WORK_KIB_MAX) {
    throw new Error('key-costly');
  }
  if (passphrase === '') throw new Error('key-locked');
  const derived = await derive({ passphrase, salt: hexBytes(sealed.salt), passes, memoryKib });
  const key = await crypto.subtle.importKey('raw', derived, 'AES-GCM', false, ['decrypt']);
  derived.fill(0);
  const bound = Uint8Array.from([
    ...[FORMAT_VERSION, DOMAIN_BYTE],
    ...['possession', '', PURPOSE].flatMap(framed),
    ...publicKey,
  ]);
  const algorithm = { name: 'AES-GCM', iv: hexBytes(sealed.nonce), additionalData: bound };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, hexBytes(sealed.ciphertext)));
  } catch {
    throw new Error('key-passphrase');
  }
}

function fieldsIn(text) {
  try {
    const value = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // What begins like one and stops is a copy that broke off.
    if (/^\s*\{\s*"version"/.test(text)) throw new Error('key-truncated');
  }
  throw new Error('key-malformed');
}

function isSealedSeed(value) {
  if (typeof value !== 'object' || value === null) return false;
  const { kdf, parallelism, cipher } = value;
  const isKnown = kdf === 'argon2id' && parallelism === 1 && cipher === 'aes-256-gcm';
  const isBounded = Object.entries(BOUNDS).every(([name, [least, most]]) => {
    const number = value[name];
    return Number.isInteger(number) && number >= least && number <= most;
  });
  const hasSizes = Object.entries(SIZES).every(([name, size]) => isHexOf(value[name], size));
  return Object.keys(value).length === 8 && isKnown && isBounded && hasSizes;
}

/** A text behind its length as one byte. */
export function framed(text) {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > 255) throw new Error('BAD_ANSWER');
  return [bytes.length, ...bytes];
}

export function hexBytes(hex) {
  return Uint8Array.from(hex.match(/../g), (pair) => Number.parseInt(pair, 16));
}

function isHexOf(value, size) {
  return typeof value === 'string' && value.length === 2 * size && /^[0-9a-f]+$/.test(value);
}
