import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { signerFromSeed } from '@mingjing/crypto/node';
import {
  type Journal,
  JournalError,
  openJournal,
  PersonKeyFile,
  type PersonKeys,
} from '@mingjing/journal';
import { chainIdOf } from '@mingjing/protocol';
import {
  type FileWriteAheadLog,
  lockHome,
  type NodeStore,
  openSignState,
  openStore,
  openWriteAheadLog,
  type SignGuard,
} from '@mingjing/storage';
import { createLogger, type Logger, type LogLevel } from '@mingjing/telemetry';
import { monotonicUs } from './clock.ts';
import { HostError } from './errors.ts';
import { type OpenedHome, openHome } from './home.ts';
import { MisbehaviourLog } from './misbehaviour-log.ts';

/** Everything of a home that is open while its program runs. */
export interface OpenParts extends OpenedHome {
  readonly chainId: string;
  readonly store: NodeStore;
  readonly wal: FileWriteAheadLog;
  readonly guard: SignGuard | undefined;
  readonly journal: Journal;
  /** Keys of the journal's personal groups. */
  readonly personKeys: PersonKeys;
  readonly misbehaviour: MisbehaviourLog;
  readonly logger: Logger;
}

export interface PartOptions {
  readonly home: string;
  readonly nodeId: string;
  readonly logLevel: LogLevel;
  readonly passphrase?: string;
  readonly signAbove?: number;
}

/** What must be closed again, last opened first. */
export class Closers {
  readonly #closers: (() => Promise<unknown>)[] = [];

  add(close: () => Promise<unknown>): void {
    this.#closers.push(close);
  }

  async closeAll(): Promise<void> {
    for (let close = this.#closers.pop(); close !== undefined; close = this.#closers.pop()) {
      await close();
    }
  }
}

/** Opens lock, stores, write-ahead log, guard and journal of a home; throws coded errors. */
export async function openParts(options: PartOptions, closers: Closers): Promise<OpenParts> {
  const opened = openHome(options.home, options.passphrase);
  const { paths, genesis, keys } = opened;
  mkdirSync(paths.data, { recursive: true, mode: 0o700 });
  mkdirSync(dirname(paths.log), { recursive: true, mode: 0o700 });
  const lock = await lockHome(options.home);
  closers.add(() => lock.release());
  const logger = createLogger({ name: options.nodeId, level: options.logLevel, file: paths.log });
  const store = await openStore(paths.data);
  closers.add(() => store.close());
  const wal = await openWriteAheadLog(paths.wal);
  closers.add(() => wal.close());
  const guard = keys.vote === undefined ? undefined : await openGuard(paths.signed, options);
  if (guard !== undefined) closers.add(() => guard.close());
  const chainId = chainIdOf(genesis);
  const { journal, personKeys } = await openHomeJournal(chainId, options.nodeId, opened);
  closers.add(() => journal.close());
  const misbehaviour = new MisbehaviourLog(journal, (error) =>
    logger.error({ err: error }, 'misbehaviour was not journalled'),
  );
  return { ...opened, chainId, store, wal, guard, journal, personKeys, misbehaviour, logger };
}

// Without the file nobody knows what this key has signed: it signs only above what the operator
// vouches for, or waits until nothing that it may have signed can matter any more.
async function openGuard(path: string, { signAbove }: PartOptions): Promise<SignGuard> {
  const guard = await openSignState(path, { isLost: true });
  if (signAbove !== undefined) await guard.raise(signAbove);
  return guard;
}

async function openHomeJournal(
  chainId: string,
  nodeId: string,
  { paths, keys }: OpenedHome,
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
      '数据目录属于另一条链或另一个节点,与创世文件或节点名不符',
      'the data folder belongs to another chain or node than genesis file and configuration say',
      error,
    );
  });
  return { journal, personKeys };
}
