import { readFileSync } from 'node:fs';
import { hexToBytes } from '@mingjing/crypto';
import { readGenesis } from '@mingjing/host/home';
import { genesisCodec, genesisHash } from '@mingjing/protocol';
import { CliError } from './errors.ts';

export interface TrustOptions {
  /** Genesis file that the verifier trusts. */
  readonly genesis?: string;
  /** Or its hash in hexadecimal. */
  readonly trust?: string;
}

/** Hash of the genesis that the verifier trusts; undefined when none was named. */
export function trustedHash({ genesis, trust }: TrustOptions): Uint8Array | undefined {
  if (genesis !== undefined) return genesisHash(genesisCodec.encode(readGenesis(genesis)));
  if (trust === undefined) return undefined;
  const hash = hexToBytes(trust);
  if (hash?.length === 32) return hash;
  const en = 'a genesis hash has 64 lower-case hexadecimal digits';
  throw new CliError('BAD_GENESIS_HASH', '创世哈希须为 64 位小写十六进制', en);
}

/** Bytes of a file that was named; throws a coded error when it cannot be read. */
export function readInput(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new CliError('INPUT_MISSING', `读不到文件 ${path}`, `${path} cannot be read`, cause);
  }
}
