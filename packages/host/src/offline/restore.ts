import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { chainIdOf } from '@mingjing/protocol';
import {
  ATTACHMENT_FOLDER,
  acceptIncoming,
  BackupReader,
  beginIncoming,
  CHAIN_FOLDER,
  openChainAlone,
  openStore,
  StorageError,
  settleIncoming,
  unpackBackup,
} from '@mingjing/storage';
import { HostError } from '../errors.ts';
import { markRestored } from '../restored-mark.ts';
import { checkAttachments } from './check-attachments.ts';
import { checkChain, type OnProgress } from './check-chain.ts';
import { Findings } from './findings.ts';
import { journalAct, type OfflineHome } from './open-offline.ts';
import { readFault } from './read-fault.ts';
import { deleteTakenDown, takenDownIn } from './taken-down.ts';

export interface RestoreOptions {
  readonly from: string;
  /** Replaces what the home holds; else a home that has blocks is refused. */
  readonly replaces?: boolean;
  readonly onProgress?: OnProgress;
}

export interface Restored {
  readonly height: number;
  readonly attachments: number;
  /** Contents of the backup that were deleted again, as far as orders are known here. */
  readonly takenDown: number;
  /** Node that the backup was made by. */
  readonly nodeId: string;
}

/**
 * Puts a backup into a home: read and hashed to its end, verified as `fsck` verifies, journalled,
 * without what is known to be taken down, and only then in the place of what was there; until the
 * node has caught up no content leaves it. Keys, the record of what was signed last, the
 * write-ahead log and the journal of the home stay as they are.
 */
export async function restore(home: OfflineHome, options: RestoreOptions): Promise<Restored> {
  const { data, chain } = home.paths;
  if (existsSync(chain) && options.replaces !== true) throw notEmpty(data);
  const reader = await BackupReader.open(options.from);
  try {
    const { chainId, nodeId } = reader.manifest;
    if (chainId !== home.chainId) throw otherChain(chainId, chainIdOf(home.genesis));
    const { onProgress = () => undefined } = options;
    // A home that has its configuration and keys, and no program ran in.
    await mkdir(data, { recursive: true, mode: 0o700 });
    const folder = await beginIncoming(data);
    await unpackBackup(folder, reader, (bytes, ofBytes) => onProgress('unpack', bytes, ofBytes));
    const restored = await verified(home, folder, onProgress);
    await journalAct(home, 'store-restored', restored.height, nodeId);
    // Before anything of it is in place: what was taken down since, only its peers can tell.
    await markRestored(home.paths.restored);
    await acceptIncoming(data, [CHAIN_FOLDER, ATTACHMENT_FOLDER]);
    return { ...restored, nodeId };
  } catch (error) {
    // What was there is untouched; what did not hold is dropped.
    await settleIncoming(data);
    throw error;
  } finally {
    await reader.close();
  }
}

async function verified(
  home: OfflineHome,
  folder: string,
  onProgress: OnProgress,
): Promise<Omit<Restored, 'nodeId'>> {
  const { genesis, chainId } = home;
  const findings = new Findings();
  const store = await openStore(folder).catch((error: unknown) => {
    if (!(error instanceof StorageError) || error.code !== 'STORE_CORRUPT') throw error;
    throw doesNotHold('database', error);
  });
  try {
    const onBlock = async () => undefined;
    await checkChain({ genesis, store, findings, onProgress, onBlock });
    const attachments = await checkAttachments({ chainId, store, findings, onProgress });
    const [first] = findings.list;
    if (first !== undefined) throw doesNotHold(`${first.store} ${first.place} ${first.what}`);
    const gone = new Set([...(await takenDownIn(genesis, store)), ...(await knownBefore(home))]);
    const takenDown = await deleteTakenDown(store, gone);
    return { height: store.latestHeight() ?? 0, attachments: attachments - takenDown, takenDown };
  } finally {
    await store.close();
  }
}

/** The tombstone list of what is about to be replaced: it is newer than the backup's. */
async function knownBefore({ genesis, paths }: OfflineHome): Promise<Set<string>> {
  if (!existsSync(paths.chain)) return new Set();
  const store = await openChainAlone(paths.data).catch(readFault);
  if (typeof store === 'string') return new Set();
  try {
    return await takenDownIn(genesis, store);
  } finally {
    await store.close();
  }
}

function doesNotHold(place: string, cause?: unknown): HostError {
  return new HostError(
    'BACKUP_DOES_NOT_HOLD',
    `备份内容未通过验证（${place}），没有恢复任何内容`,
    `the backup does not verify (${place}); nothing was restored`,
    cause,
  );
}

function otherChain(theirs: string, ours: string): HostError {
  return new HostError(
    'BACKUP_OTHER_CHAIN',
    `备份属于链 ${theirs}，而本目录属于链 ${ours}`,
    `the backup is of chain ${theirs}, this home is of chain ${ours}`,
  );
}

function notEmpty(data: string): HostError {
  return new HostError(
    'HOME_NOT_EMPTY',
    `${data} 里已有区块；要替换请加 --replace`,
    `there are blocks in ${data}; to replace them add --replace`,
  );
}
