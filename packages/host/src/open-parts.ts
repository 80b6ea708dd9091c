import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Journal, PersonKeys } from '@mingjing/journal';
import { chainIdOf } from '@mingjing/protocol';
import type { Verifier } from '@mingjing/replica';
import {
  type FileWriteAheadLog,
  lockHome,
  type NodeStore,
  openSignState,
  openStore,
  openWriteAheadLog,
  type SignGuard,
  settleIncoming,
} from '@mingjing/storage';
import { createLogger, type Logger, type LogLevel } from '@mingjing/telemetry';
import { type OpenedHome, openHome } from './home.ts';
import { KeyRing } from './key-ring.ts';
import { MisbehaviourLog } from './misbehaviour-log.ts';
import { openHomeJournal } from './open-home-journal.ts';
import { HelpedVerifier } from './verification/helped-verifier.ts';

/** Everything of a home that is open while its program runs. */
export interface OpenParts extends OpenedHome {
  readonly chainId: string;
  readonly ring: KeyRing;
  readonly store: NodeStore;
  readonly wal: FileWriteAheadLog;
  readonly guard: SignGuard | undefined;
  readonly journal: Journal;
  /** Keys of the journal's personal groups. */
  readonly personKeys: PersonKeys;
  readonly misbehaviour: MisbehaviourLog;
  readonly verifier: Verifier;
  readonly logger: Logger;
}

export interface PartOptions {
  readonly home: string;
  readonly nodeId: string;
  readonly logLevel: LogLevel;
  readonly passphrase?: string;
  readonly signAbove?: number;
  /** The chain names this node, or its keys, only in blocks that this home does not have yet. */
  readonly isJoining?: boolean;
}

/** What must be closed again, last opened first; all of it, also when a part does not close. */
export class Closers {
  readonly #closers: (() => Promise<unknown>)[] = [];

  add(close: () => Promise<unknown>): void {
    this.#closers.push(close);
  }

  async closeAll(): Promise<void> {
    const failures: unknown[] = [];
    for (let close = this.#closers.pop(); close !== undefined; close = this.#closers.pop()) {
      await close().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 1) throw new AggregateError(failures, 'parts of the home did not close');
    if (failures.length === 1) throw failures[0];
  }
}

/** Opens lock, stores, write-ahead log, guard and journal of a home; throws coded errors. */
export async function openParts(options: PartOptions, closers: Closers): Promise<OpenParts> {
  const opened = openHome(options.home, options.passphrase);
  const { paths, genesis } = opened;
  mkdirSync(paths.data, { recursive: true, mode: 0o700 });
  mkdirSync(dirname(paths.log), { recursive: true, mode: 0o700 });
  const lock = await lockHome(options.home);
  closers.add(() => lock.release());
  await settleIncoming(paths.data);
  const logger = createLogger({ name: options.nodeId, level: options.logLevel, file: paths.log });
  const store = await openStore(paths.data);
  closers.add(() => store.close());
  const wal = await openWriteAheadLog(paths.wal);
  closers.add(() => wal.close());
  const ring = KeyRing.ofHome(paths, options.passphrase);
  const votes = ring.held('vote').length > 0;
  const guard = votes ? await openGuard(paths.signed, options) : undefined;
  if (guard !== undefined) closers.add(() => guard.close());
  const chainId = chainIdOf(genesis);
  const { journal, personKeys } = await openHomeJournal(chainId, options.nodeId, opened);
  closers.add(() => journal.close());
  const misbehaviour = new MisbehaviourLog(journal, (error) =>
    logger.error({ err: error }, 'misbehaviour was not journalled'),
  );
  const verifier = new HelpedVerifier({
    lost: (err) => logger.error({ err }, 'a verifying thread ended: another one is started'),
  });
  closers.add(() => verifier.close());
  return {
    ...{ ...opened, chainId, ring, store, wal, guard, journal, personKeys, misbehaviour },
    ...{ verifier, logger },
  };
}

// Without the file nobody knows what this key has signed: it signs only above what the operator
// vouches for, or waits until nothing that it may have signed can matter any more.
async function openGuard(path: string, { signAbove }: PartOptions): Promise<SignGuard> {
  const guard = await openSignState(path, { isLost: true });
  if (signAbove !== undefined) await guard.raise(signAbove);
  return guard;
}
