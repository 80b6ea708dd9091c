import { AEAD_KEY_BYTES, hkdfSha256 } from '@mingjing/crypto';
import { type Host, sealingKey } from '@mingjing/host';
import { PersonKeyFile } from '@mingjing/journal';
import { Shelf } from '@mingjing/storage';
import { Vault } from './vault.ts';

const SHELF_PURPOSE = 'vault';
const MATCH_PURPOSE = 'identity-match';

/** Opens the vault of a home; throws `StorageError`, `JournalError` or `KeyFileError`. */
export async function openVault(
  { paths, replica }: Pick<Host, 'paths' | 'replica'>,
  passphrase: string | undefined,
): Promise<Vault> {
  const { chainId } = replica.chain;
  const key = sealingKey(paths.key(SHELF_PURPOSE), SHELF_PURPOSE, passphrase);
  const keys = await PersonKeyFile.open({
    path: paths.vaultKeys,
    // A copy of this file alone opens nobody.
    masterKey: wrappingKey(key()),
  });
  const shelf = await Shelf.open(paths.vault, { chainId, key });
  try {
    const matchKey = sealingKey(paths.key(MATCH_PURPOSE), MATCH_PURPOSE, passphrase);
    return await Vault.open({ shelf, keys, chainId, matchKey });
  } catch (error) {
    await shelf.close();
    throw error;
  }
}

function wrappingKey(key: Uint8Array): Uint8Array {
  return hkdfSha256(key, new Uint8Array(0), Buffer.from('mingjing vault keys'), AEAD_KEY_BYTES);
}
