import { existsSync } from 'node:fs';
import type { Journal } from '@mingjing/journal';
import { chainIdOf } from '@mingjing/protocol';
import { lockHome, type NodeStore, openStore, settleIncoming } from '@mingjing/storage';
import { HostError } from '../errors.ts';
import { type OpenedHome, openHome } from '../home.ts';
import { openHomeJournal } from '../open-home-journal.ts';

export interface OfflineOptions {
  readonly home: string;
  readonly nodeId: string;
  readonly passphrase?: string;
}

/** A home whose program does not run, held by this process. */
export interface OfflineHome extends OpenedHome {
  readonly nodeId: string;
  readonly chainId: string;
  readonly release: () => Promise<void>;
}

/**
 * Takes a home for maintenance: its program cannot start meanwhile. Ends a replacement of
 * databases that a crash interrupted. Throws `HOME_MISSING`, `HOME_LOCKED` while the program runs,
 * `HOME_INCOMPLETE`, and what keys and genesis throw.
 */
export async function openOffline(options: OfflineOptions): Promise<OfflineHome> {
  const { home, nodeId, passphrase } = options;
  const opened = openHome(home, passphrase);
  const lock = await lockHome(home);
  try {
    if (existsSync(opened.paths.data)) await settleIncoming(opened.paths.data);
    const chainId = chainIdOf(opened.genesis);
    return { ...opened, nodeId, chainId, release: () => lock.release() };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Opens the store of a home that has one; throws `HOME_EMPTY` when it has none. */
export async function openOfflineStore({ paths }: OfflineHome): Promise<NodeStore> {
  if (!existsSync(paths.chain)) throw homeEmpty(paths.data);
  const store = await openStore(paths.data);
  if (store.latestHeight() !== undefined) return store;
  await store.close();
  throw homeEmpty(paths.data);
}

function homeEmpty(data: string): HostError {
  return new HostError('HOME_EMPTY', `${data} 里还没有区块`, `there are no blocks in ${data} yet`);
}

/**
 * Writes what is about to be done to the home's journal, durably and first: an act that cannot be
 * journalled does not happen.
 */
export async function journalAct(
  home: OfflineHome,
  event: string,
  height: number,
  object: string,
): Promise<void> {
  await withJournal(home, async (journal) => {
    await journal.append({
      source: 'maintenance',
      event,
      result: 'done',
      actor: { type: 'system', id: home.nodeId },
      blockHeight: height,
      object,
    });
  });
}

/** The home's journal for the time of one task. */
export async function withJournal<T>(
  home: OfflineHome,
  use: (journal: Journal) => Promise<T>,
): Promise<T> {
  const { journal } = await openHomeJournal(home.chainId, home.nodeId, home);
  try {
    return await use(journal);
  } finally {
    await journal.close();
  }
}
