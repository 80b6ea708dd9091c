import { bytesToHex, receivingKeyOf, SEED_BYTES } from '@mingjing/crypto';
import { loadKeyFile, randomBytes, saveKeyFile } from '@mingjing/crypto/node';
import { PASSPHRASE_VARIABLE } from '../../config.ts';
import { SupervisorError } from '../../errors.ts';
import { type CommonOptions, say } from '../output.ts';

/** Of the file from which the authority's key to sealed copies comes; it signs nothing. */
const PURPOSE = 'evidence';

export interface KeyCommand extends CommonOptions {
  readonly output?: string;
}

/** Makes the authority's key to sealed copies, and says the half that goes into its letter. */
export async function keyCommand({ output, ...options }: KeyCommand): Promise<void> {
  if (output === undefined) throw new SupervisorError('OUTPUT_UNWRITABLE', { path: '--output' });
  const seed = randomBytes(SEED_BYTES);
  saveKeyFile(output, { purpose: PURPOSE, seed }, passphrase());
  const key = bytesToHex(receivingKeyOf(seed).publicKey);
  say(options, 'sealedCopy.key', { key, output }, { authority_key: key, output });
}

/** The pair in a file of the authority; throws a coded error when it is another's. */
export function copyKeyIn(path: string) {
  const { purpose, seed } = loadKeyFile(path, passphrase());
  if (purpose !== PURPOSE) throw new SupervisorError('BAD_COPY_KEY', { path });
  return receivingKeyOf(seed);
}

function passphrase(): { readonly passphrase?: string } {
  const given = process.env[PASSPHRASE_VARIABLE];
  return given === undefined ? {} : { passphrase: given };
}
