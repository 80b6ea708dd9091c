import { signerFromSeed } from '@mingjing/crypto/node';
import {
  type EntryInput,
  type FilePort,
  type Journal,
  type JournalOptions,
  nodeFiles,
  openJournal,
  PersonKeyFile,
} from '../src/index.ts';

export const CHAIN_ID = 'demo-0123456789abcdef';
export const NODE_ID = 'node-1';
export const START_MS = Date.UTC(2026, 2, 1, 10, 0, 30);
export const signer = signerFromSeed(new Uint8Array(32).fill(7));

/** A clock that stands still until it is told. */
export class TestClock {
  time = START_MS;
  now = () => this.time;
  monotonicUs = () => (this.time - START_MS) * 1000;
}

export interface TestJournal {
  readonly journal: Journal;
  readonly keys: PersonKeyFile;
  readonly clock: TestClock;
  readonly folder: string;
}

/** Opens a journal and its keys below `root`. */
export async function openTestJournal(
  root: string,
  files: FilePort = nodeFiles,
  options: Partial<JournalOptions> & { clock?: TestClock } = {},
): Promise<TestJournal> {
  const clock = options.clock ?? new TestClock();
  const keys = await PersonKeyFile.open({ path: `${root}/config/person-keys`, files });
  const folder = `${root}/data/journal`;
  const journal = await openJournal({
    folder,
    chainId: CHAIN_ID,
    nodeId: NODE_ID,
    signer,
    personKeys: keys,
    files,
    ...options,
    clock,
  });
  return { journal, keys, clock, folder };
}

/** An entry of a user, with a personal group. */
export function userEntry(object: string, user = 'alice'): EntryInput {
  return {
    source: 'publish',
    event: 'record-published',
    result: 'done',
    actor: { type: 'user', id: user },
    session: 's1',
    method: 'POST',
    resource: '/v1/records',
    object,
    transactionId: new Uint8Array(32).fill(3),
    personal: { sourceAddress: '192.0.2.7', sourcePort: 50_123, subject: '' },
    destination: { address: '198.51.100.1', port: 8442 },
    blockHeight: 12,
  };
}

/** An entry of the program itself, without a personal group. */
export function plainEntry(object: string, source: EntryInput['source'] = 'consensus'): EntryInput {
  return { source, event: 'height-decided', result: 'done', object };
}
