import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KeyFile, loadKeyFile } from '@mingjing/crypto/node';
import { type Genesis, genesisFromJson } from '@mingjing/protocol';
import { HostError } from './errors.ts';

/** Keys of a node, one file each; a node without a vote key follows only. */
export const NODE_KEYS = ['peer', 'vote', 'journal', 'statement'] as const;
export type NodeKeyName = (typeof NODE_KEYS)[number];
/** Keys that a running node may change: it holds the old and the new one, the chain says which. */
export const ROTATED_KEYS = ['peer', 'vote', 'statement'] as const;
export type RotatedKeyName = (typeof ROTATED_KEYS)[number];

/** Purpose of the key file of a home that receives custody shares; the chain does not enrol it. */
export const CUSTODY_PURPOSE = 'custody';

/** Where things lie in a home. */
export function homePaths(home: string) {
  const config = join(home, 'config');
  const data = join(home, 'data');
  return {
    config: join(config, 'config.yaml'),
    genesis: join(config, 'genesis.json'),
    /** The manifest of the release that this home is meant to run; absent: none is kept. */
    releaseManifest: join(config, 'release-manifest'),
    /** The form of the inspection as its operator edited it; absent: the one that is shipped. */
    inspectionForm: join(config, 'inspection-form.json'),
    keys: join(config, 'keys'),
    key: (name: string) => join(config, 'keys', `${name}.json`),
    /** The key that is to follow, beside the one in use. */
    nextKey: (name: string) => join(config, 'keys', `${name}-next.json`),
    personKeys: join(config, 'keys', 'person-keys'),
    /** Who may log in, sealed under the key `accounts`. */
    accounts: join(config, 'keys', 'accounts'),
    /** Custody shares of this organisation, each sealed to the key `custody`. */
    custodyShares: join(config, 'keys', 'custody-shares'),
    data,
    /** What was answered to access orders, sealed under the key `look-through`. */
    lookThrough: join(data, 'look-through'),
    chain: join(data, 'chain'),
    journal: join(data, 'journal'),
    acts: join(data, 'acts'),
    /** Documents of the management service, sealed under the key `management`. */
    management: join(data, 'management'),
    /** Documents of the supervision desk, sealed under the key `desk`. */
    desk: join(data, 'desk'),
    /** Who people are, each under a key of his own in `vaultKeys`. */
    vault: join(data, 'vault'),
    vaultKeys: join(config, 'keys', 'vault-keys'),
    search: join(data, 'search', 'index'),
    recordSearch: join(data, 'search', 'records'),
    recordPlaces: join(data, 'search', 'record-places'),
    snapshots: join(data, 'snapshots'),
    witness: join(data, 'witness'),
    wal: join(data, 'wal'),
    /** Stands while contents that came out of a backup may not be shown. */
    restored: join(data, 'restored'),
    forwardCursor: join(data, 'forward-cursor'),
    signed: join(config, 'signed-last'),
    run: join(data, 'run.json'),
    log: join(home, 'log', 'program.log'),
  };
}

export type HomePaths = ReturnType<typeof homePaths>;

export interface OpenedHome {
  readonly paths: HomePaths;
  readonly genesis: Genesis;
  readonly keys: Readonly<Partial<Record<NodeKeyName, KeyFile>>>;
}

/** Reads genesis and keys of a home; throws `HostError` or `KeyFileError`. */
export function openHome(home: string, passphrase?: string): OpenedHome {
  const paths = homePaths(home);
  if (!existsSync(home)) {
    throw new HostError('HOME_MISSING', `没有这个目录：${home}`, `there is no folder ${home}`);
  }
  const keys: Partial<Record<NodeKeyName, KeyFile>> = {};
  for (const name of NODE_KEYS) {
    if (name === 'vote' && !existsSync(paths.key(name))) continue;
    keys[name] = loadKeyFile(paths.key(name), passphrase === undefined ? {} : { passphrase });
  }
  return { paths, genesis: readGenesis(paths.genesis), keys };
}

/** Reads a genesis file; throws `HostError`. */
export function readGenesis(path: string): Genesis {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const [zh, en] = [`读不到创世文件 ${path}`, `the genesis file ${path} cannot be read`];
    throw new HostError('HOME_INCOMPLETE', zh, en, cause);
  }
  const genesis = genesisFromJson(text);
  if (genesis.ok) return genesis.value;
  const [zh, en] = [
    `创世文件 ${path} 无效：${genesis.reason}`,
    `the genesis file ${path} is not valid: ${genesis.reason}`,
  ];
  throw new HostError('GENESIS_INVALID', zh, en);
}
