import { createClient } from '@mingjing/client';
import { homePaths } from '@mingjing/host/home';
import { type AddressOptions, nodeAddress } from './node-address.ts';
import { type CommonOptions, Output } from './output.ts';
import { checkCertificate } from './retention-report.ts';
import { saveFile } from './save-file.ts';
import { type TrustOptions, trustedHash } from './trust.ts';

export interface RetentionCommand extends AddressOptions, TrustOptions, CommonOptions {
  /** Where the certificate is written; a file that is there already stays as it is. */
  readonly output: string;
}

/**
 * Saves a retention certificate of a node and says what it shows, against the genesis of the home
 * unless another is named. What does not hold is saved, too: it is what the node signed. False when
 * it does not hold.
 */
export async function retentionCommand(options: RetentionCommand): Promise<boolean> {
  const output = new Output(options);
  const trustedGenesisHash = trustedHash(trustOf(options));
  const client = createClient({ baseUrl: nodeAddress(options) });
  const bytes = await client.retentionCertificate();
  saveFile(options.output, bytes);
  const holds = checkCertificate(bytes, trustedGenesisHash, output);
  output.line('cli.written', { file: options.output });
  return holds;
}

function trustOf({ genesis, trust, home }: RetentionCommand): TrustOptions {
  if (genesis !== undefined || trust !== undefined || home === undefined) {
    return { ...(genesis ? { genesis } : {}), ...(trust ? { trust } : {}) };
  }
  return { genesis: homePaths(home).genesis };
}
