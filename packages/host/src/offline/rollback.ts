import {
  acceptIncoming,
  beginIncoming,
  CHAIN_FOLDER,
  openStore,
  settleIncoming,
} from '@mingjing/storage';
import { HostError } from '../errors.ts';
import type { OnProgress } from './check-chain.ts';
import { journalAct, type OfflineHome, openOfflineStore } from './open-offline.ts';
import { rebuildChain } from './rebuild.ts';

/**
 * Takes a home one height back, by executing its blocks again up to the one before the tip. What
 * was signed last stays: the node signs nothing again at the height it lost, and fetches it.
 * Resolves with the new height.
 */
export async function rollback(
  home: OfflineHome,
  onProgress: OnProgress = () => undefined,
): Promise<number> {
  const { genesis, paths } = home;
  const old = await openOfflineStore(home);
  const tip = old.latestHeight() ?? 0;
  try {
    if (tip < 2 || (old.firstHeight() ?? 1) > 1) throw firstBlock();
    const target = await openStore(await beginIncoming(paths.data));
    try {
      const rebuilding = { genesis, old, source: undefined, target, onProgress };
      const { height } = await rebuildChain(rebuilding, tip - 1);
      if (height !== tip - 1) throw unsound(height + 1);
    } finally {
      await target.close();
    }
  } catch (error) {
    await settleIncoming(paths.data);
    throw error;
  } finally {
    await old.close();
  }
  await journalAct(home, 'rolled-back', tip, String(tip - 1));
  await acceptIncoming(paths.data, [CHAIN_FOLDER]);
  return tip - 1;
}

function firstBlock(): HostError {
  return new HostError(
    'ROLLBACK_IMPOSSIBLE',
    '无法退回：没有从创世开始、且不止一个的区块',
    'there is no height to go back to: it takes more than one block, from genesis on',
  );
}

function unsound(height: number): HostError {
  return new HostError(
    'STORE_UNSOUND',
    `高度 ${height} 的区块未通过验证，没有回退；请先运行 fsck --repair`,
    `height ${height} does not verify; nothing was rolled back: run fsck --repair first`,
  );
}
