import { argon2Sync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { loadKeyFile } from '@mingjing/crypto/node';
import { sealedKeyFile } from '../../packages/console-kit/src/account/key-file/key-file.ts';

/** What a page derives in some milliseconds; what the commands write takes a second or more. */
const COST = { memory_kib: 512, passes: 1 };

/** Writes a key file again under a passphrase, so that browsers open it quickly. */
export async function sealKeyFile(from: string, to: string, passphrase: string): Promise<string> {
  const key = loadKeyFile(from);
  const sealed = await sealedKeyFile(key, passphrase, async ({ salt: nonce }) => {
    const { memory_kib: memory, passes } = COST;
    const asked = { message: passphrase, nonce, parallelism: 1, tagLength: 32, memory, passes };
    return Uint8Array.from(argon2Sync('argon2id', asked));
  });
  const content = JSON.parse(Buffer.from(sealed).toString());
  const encrypted = { ...content.encrypted_seed, ...COST };
  writeFileSync(to, JSON.stringify({ ...content, encrypted_seed: encrypted }), { mode: 0o600 });
  return to;
}
