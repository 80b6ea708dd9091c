import { signerFromSeed } from '@mingjing/crypto/node';
import {
  type Journal,
  JournalError,
  openJournal,
  PersonKeyFile,
  type PersonKeys,
} from '@mingjing/journal';
import { monotonicUs } from './clock.ts';
import { HostError } from './errors.ts';
import type { OpenedHome } from './home.ts';

/** Opens the journal of a home and its person keys; throws `HostError` or `JournalError`. */
export async function openHomeJournal(
  chainId: string,
  nodeId: string,
  { paths, keys }: Pick<OpenedHome, 'paths' | 'keys'>,
): Promise<{ journal: Journal; personKeys: PersonKeys }> {
  if (keys.journal === undefined) {
    throw new HostError('HOME_INCOMPLETE', '缺少日志密钥', 'the journal key is missing');
  }
  const personKeys = await PersonKeyFile.open({ path: paths.personKeys });
  const opened = openJournal({
    folder: paths.journal,
    chainId,
    nodeId,
    signer: signerFromSeed(keys.journal.seed),
    personKeys,
    clock: { now: () => Date.now(), monotonicUs },
  });
  const journal = await opened.catch((error: unknown) => {
    if (!(error instanceof JournalError) || error.code !== 'JOURNAL_FOREIGN') throw error;
    // The journal is opened first, so it is the first to notice, and the only one at height 0.
    throw new HostError(
      'GENESIS_OTHER_CHAIN',
      '数据目录属于另一条链或另一个节点，与创世文件或节点名不符',
      'the data folder belongs to another chain or node than genesis file and configuration say',
      error,
    );
  });
  return { journal, personKeys };
}
