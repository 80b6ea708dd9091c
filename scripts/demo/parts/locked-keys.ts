import { existsSync, rmSync } from 'node:fs';
import { loadKeyFile, randomBytes, saveKeyFile } from '@mingjing/crypto/node';
import { homePaths, NODE_KEYS } from '@mingjing/host';

const PASSPHRASE_BYTES = 18;

/** Puts the key files of a home under a new passphrase, as where a node serves; answers it. */
export function lockKeys(home: string): string {
  const passphrase = Buffer.from(randomBytes(PASSPHRASE_BYTES)).toString('base64url');
  const paths = NODE_KEYS.map((name) => homePaths(home).key(name));
  for (const path of paths.filter((each) => existsSync(each))) {
    const key = loadKeyFile(path);
    rmSync(path);
    saveKeyFile(path, key, { passphrase });
  }
  return passphrase;
}
