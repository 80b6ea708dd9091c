// One derivation: argon2id (RFC 9106), which browsers do not have themselves.
import { argon2id } from './lib/hashes/argon2.js';

globalThis.addEventListener('message', ({ data: { passphrase, salt, passes, memoryKib } }) => {
  const password = new TextEncoder().encode(passphrase);
  postMessage(argon2id(password, salt, { t: passes, m: memoryKib, p: 1, dkLen: 32 }));
});
