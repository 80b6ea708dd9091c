import { keyId } from '@mingjing/crypto';
import { loadKeyFile, signerFromSeed } from '@mingjing/crypto/node';

/** Id and signature of the key in a file; its passphrase is in MINGJING_PASSPHRASE. */
export function signingKey(keyFile: string) {
  const passphrase = process.env['MINGJING_PASSPHRASE'];
  const { seed, publicKey } = loadKeyFile(keyFile, passphrase === undefined ? {} : { passphrase });
  return { keyId: keyId(publicKey), sign: signerFromSeed(seed).sign };
}

/** The seed in a key file: other keys of its holder come of it. */
export function keySeed(keyFile: string): Uint8Array {
  const passphrase = process.env['MINGJING_PASSPHRASE'];
  return loadKeyFile(keyFile, passphrase === undefined ? {} : { passphrase }).seed;
}
