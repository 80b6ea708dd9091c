import { bytesToHex } from '@mingjing/crypto';
import { writeAheadRecordCodec } from '@mingjing/protocol';
import { Chain } from '@mingjing/replica';
import {
  type NodeStore,
  openChainAlone,
  readSignState,
  readWriteAheadLog,
  StorageError,
} from '@mingjing/storage';
import { nativeVerifier } from '../verification/native-verifier.ts';
import { type ChainWord, chainWordOf } from './chain-word.ts';
import { checkAttachments } from './check-attachments.ts';
import { checkChain, type OnProgress } from './check-chain.ts';
import { checkJournal } from './check-journal.ts';
import { type Finding, Findings } from './findings.ts';
import { commitmentsIn } from './named-attachments.ts';
import { type OfflineHome, openOfflineStore } from './open-offline.ts';
import { readFault } from './read-fault.ts';
import { takenDownIn } from './taken-down.ts';

/** What was found, and what was looked at. */
export interface FsckReport {
  readonly chainId: string;
  /** Of the last block stored, and up to which all of it holds. */
  readonly height: number;
  readonly soundHeight: number;
  readonly transactions: number;
  readonly attachments: number;
  /** Contents that a block names and the home does not hold: not fetched yet, or erased. */
  readonly missingAttachments: number;
  /** In the order in which they were met; the first hundred of `total`. */
  readonly findings: readonly Finding[];
  readonly total: number;
  /** What an operator should know and what is no damage. */
  readonly notes: readonly Finding[];
}

/**
 * Verifies again all that a home stores, taking the word of nothing but its genesis: blocks, what
 * belongs to them and the state by execution from genesis; every attachment by its commitment, and
 * that none is there which was taken down; the
 * write-ahead log, the record of what was signed last, and the journal, whose files it only reads.
 */
export async function fsck(
  home: OfflineHome,
  onProgress: OnProgress = () => undefined,
): Promise<FsckReport> {
  const run = new FsckRun(home, onProgress);
  return run.report();
}

class FsckRun {
  readonly #home: OfflineHome;
  readonly #onProgress: OnProgress;
  readonly #findings = new Findings();
  readonly #notes = new Findings();
  #transactions = 0;
  #attachments = 0;
  #missing = 0;
  /** Contents that the stored state says must not be here any more. */
  #takenDown: ReadonlySet<string> = new Set();
  /** What the chain that was checked says of the journal. */
  #word: ChainWord = { anchors: [], disposals: [] };

  constructor(home: OfflineHome, onProgress: OnProgress) {
    this.#home = home;
    this.#onProgress = onProgress;
  }

  async report(): Promise<FsckReport> {
    const store = await this.#openStore();
    const height = store?.latestHeight() ?? 0;
    let soundHeight = 0;
    try {
      if (store !== undefined) {
        const { chainId, genesis } = this.#home;
        this.#takenDown = await takenDownIn(genesis, store);
        soundHeight = await this.#checkChain(store);
        await this.#loadWord(store);
        const parts = { chainId, store, findings: this.#findings, takenDown: this.#takenDown };
        this.#attachments = await checkAttachments({ ...parts, onProgress: this.#onProgress });
      }
    } finally {
      await store?.close();
    }
    await this.#checkLog(height);
    await this.#checkSignState(height);
    await checkJournal(this.#home, this.#word, this.#findings, this.#notes);
    const { list: findings, total } = this.#findings;
    return {
      ...{ chainId: this.#home.chainId, height, soundHeight, findings, total },
      transactions: this.#transactions,
      attachments: this.#attachments,
      missingAttachments: this.#missing,
      notes: this.#notes.list,
    };
  }

  async #openStore(): Promise<NodeStore | undefined> {
    try {
      return await openOfflineStore(this.#home);
    } catch (error) {
      const what = readFault(error);
      const chain = await openChainAlone(this.#home.paths.data).catch(readFault);
      if (typeof chain !== 'string') {
        this.#findings.add('attachments', 'database', what);
        return chain;
      }
      this.#findings.add('chain', 'database', chain);
      return undefined;
    }
  }

  #checkChain(store: NodeStore): Promise<number> {
    return checkChain({
      genesis: this.#home.genesis,
      store,
      findings: this.#findings,
      onProgress: this.#onProgress,
      onBlock: (transactions) => this.#countMissing(store, transactions),
    });
  }

  /** A body that is gone is damage unless the chain, as far as it holds, certifies its disposal. */
  async #loadWord(store: NodeStore): Promise<void> {
    if (this.#findings.total > 0) return;
    const { genesis, nodeId } = this.#home;
    const chain = await Chain.open(genesis, store, nativeVerifier);
    if (chain.ok) this.#word = chainWordOf(chain.value.state.registry, nodeId);
  }

  async #countMissing(store: NodeStore, transactions: readonly Uint8Array[]): Promise<void> {
    this.#transactions += transactions.length;
    const named = commitmentsIn(this.#home.chainId, transactions);
    const held = await store.hasAttachments(named);
    for (const [index, commitment] of named.entries()) {
      if (held[index] === true || this.#takenDown.has(bytesToHex(commitment))) continue;
      this.#missing += 1;
      this.#notes.add('attachments', bytesToHex(commitment), 'missing');
    }
  }

  async #checkLog(height: number): Promise<void> {
    try {
      const log = await readWriteAheadLog(this.#home.paths.wal);
      if (log === undefined) return;
      if (log.tornBytes > 0) this.#notes.add('wal', `${log.tornBytes} bytes`, 'torn-tail');
      for (const [index, bytes] of log.records.entries()) {
        const record = writeAheadRecordCodec.parse(bytes);
        if (!record.ok) this.#findings.add('wal', `record ${index}`, 'malformed');
        else if (record.value.height > height + 1) {
          this.#notes.add('wal', `record ${index}`, 'above-the-chain');
        }
      }
    } catch (error) {
      this.#findings.add('wal', 'file', codeOf(error, 'WAL_CORRUPT'));
    }
  }

  async #checkSignState(height: number): Promise<void> {
    if (this.#home.keys.vote === undefined) return;
    try {
      const standing = await readSignState(this.#home.paths.signed);
      if (standing === undefined || standing.type === 'unknown') {
        this.#notes.add('signed-last', 'file', 'lost');
      } else if ('height' in standing && standing.height > height + 1) {
        this.#notes.add('signed-last', standing.height, 'above-the-chain');
      }
    } catch (error) {
      this.#findings.add('signed-last', 'file', codeOf(error, 'SIGN_STATE_CORRUPT'));
    }
  }
}

/** The damage that an error tells of; another error is thrown on. */
function codeOf(error: unknown, damage: 'WAL_CORRUPT' | 'SIGN_STATE_CORRUPT'): string {
  if (error instanceof StorageError && error.code === damage) return 'malformed';
  throw error;
}
