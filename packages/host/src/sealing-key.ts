import { existsSync } from 'node:fs';
import { AEAD_KEY_BYTES, hkdfSha256 } from '@mingjing/crypto';
import { generateSeed, loadKeyFile, saveKeyFile } from '@mingjing/crypto/node';

/**
 * The key that seals one kind of things in a home, asked for when first needed; its seed is made
 * when the first of them is kept. `purpose` is that of the key file, and names the derivation.
 */
export function sealingKey(
  path: string,
  purpose: string,
  passphrase: string | undefined,
): () => Uint8Array {
  const secret = passphrase === undefined ? {} : { passphrase };
  let key: Uint8Array | undefined;
  return () => {
    if (key !== undefined) return key;
    const { seed } = existsSync(path)
      ? loadKeyFile(path, secret)
      : saveKeyFile(path, { purpose, seed: generateSeed() }, secret);
    // A key file shows the public key of its seed: what seals is another key.
    const info = Buffer.from(`mingjing ${purpose}`);
    key = hkdfSha256(seed, new Uint8Array(0), info, AEAD_KEY_BYTES);
    return key;
  };
}
