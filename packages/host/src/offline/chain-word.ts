import { existsSync } from 'node:fs';
import { historyOf, type Registry } from '@mingjing/execution';
import type { FolderAnchor, FolderDisposal, FolderTrust } from '@mingjing/journal';
import { JournalSource, SOURCE_NAMES } from '@mingjing/protocol';
import { Chain } from '@mingjing/replica';
import { HostError } from '../errors.ts';
import { nativeVerifier } from '../verification/native-verifier.ts';
import { type OfflineHome, openOfflineStore } from './open-offline.ts';
import { readFault } from './read-fault.ts';

/** What the chain says of the journal of a node. */
export interface ChainWord {
  readonly anchors: readonly FolderAnchor[];
  readonly disposals: readonly FolderDisposal[];
}

/** What the chain in a home says of its journal; undefined when it cannot be read. */
export async function chainWordIn(home: OfflineHome): Promise<ChainWord | undefined> {
  if (!existsSync(home.paths.chain)) return undefined;
  try {
    const store = await openOfflineStore(home);
    try {
      const chain = await Chain.open(home.genesis, store, nativeVerifier);
      return chain.ok ? chainWordOf(chain.value.state.registry, home.nodeId) : undefined;
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof HostError && error.code === 'HOME_EMPTY') return undefined;
    // A damaged chain is for `fsck` to name: the journal's own signatures speak without it.
    readFault(error);
    return undefined;
  }
}

/** The node's own anchors and disposals, and what others stated of its logs in their anchors. */
export function chainWordOf(registry: Pick<Registry, 'all' | 'get'>, nodeId: string): ChainWord {
  const stated = [...registry.all('anchor')].flatMap((anchor) => [
    ...(anchor.nodeId === nodeId ? anchor.logs : []),
    ...anchor.witnessed.filter((log) => log.nodeId === nodeId),
  ]);
  const anchors = stated.flatMap(({ source, size, root }) => {
    const name = SOURCE_NAMES[source - 1];
    return name === undefined ? [] : [{ source: name, size, root }];
  });
  const disposals = SOURCE_NAMES.map((source) => ({
    source,
    to: historyOf(registry, nodeId, JournalSource[source]).disposedTo,
  }));
  return { anchors, disposals };
}

/** What the journal of a home is held against. Throws `HOME_INCOMPLETE` without its key. */
export function journalTrust({ keys, chainId, nodeId }: OfflineHome, word: ChainWord): FolderTrust {
  if (keys.journal === undefined) {
    throw new HostError('HOME_INCOMPLETE', '缺少日志密钥', 'the journal key is missing');
  }
  const publicKeys = [keys.journal.publicKey];
  return { chainId, keysOf: (id) => (id === nodeId ? publicKeys : []), ...word };
}
