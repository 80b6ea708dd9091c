import { rename } from 'node:fs/promises';
import { bytesToHex } from '@mingjing/crypto';
import { genesisState, type Registry } from '@mingjing/execution';
import type { DialTarget } from '@mingjing/network';
import { Chain } from '@mingjing/replica';
import {
  ATTACHMENT_FOLDER,
  acceptIncoming,
  beginIncoming,
  CHAIN_FOLDER,
  type NodeStore,
  openChainAlone,
  openSignState,
  openStore,
  type Replaced,
  StorageError,
  settleIncoming,
} from '@mingjing/storage';
import { openError } from '../checks.ts';
import { HostError } from '../errors.ts';
import { nativeVerifier } from '../verification/native-verifier.ts';
import type { OnProgress } from './check-chain.ts';
import type { Finding } from './findings.ts';
import type { FsckReport } from './fsck.ts';
import { commitmentsOf } from './named-attachments.ts';
import { journalAct, type OfflineHome } from './open-offline.ts';
import type { PeerSource } from './peer-source.ts';
import { readFault } from './read-fault.ts';
import { type BlockSource, rebuildAttachments, rebuildChain } from './rebuild.ts';
import { deleteTakenDown, takenDownIn } from './taken-down.ts';

/** What a repair did, and what is still as `fsck` found it. */
export interface RepairReport {
  readonly done: readonly Finding[];
  readonly left: readonly Finding[];
}

export interface RepairOptions {
  /** Peers to fetch from; none: only what the home's own blocks give. */
  readonly peers: readonly DialTarget[];
  readonly onProgress?: OnProgress;
}

/**
 * Repairs what a report found. Databases are put together anew beside the old ones and replace
 * them when they are whole, verified and journalled; until then nothing of the home is changed.
 */
export async function repair(
  home: OfflineHome,
  report: FsckReport,
  options: RepairOptions,
): Promise<RepairReport> {
  const run = new Repair(home, report, options);
  return run.run();
}

class Repair {
  readonly #home: OfflineHome;
  readonly #report: FsckReport;
  readonly #options: RepairOptions;
  readonly #done: Finding[] = [];
  readonly #left: Finding[] = [];

  constructor(home: OfflineHome, report: FsckReport, options: RepairOptions) {
    this.#home = home;
    this.#report = report;
    this.#options = options;
  }

  async run(): Promise<RepairReport> {
    const { findings, missingAttachments } = this.#report;
    const has = (...stores: string[]) =>
      findings.some((finding) => stores.includes(finding.store) && !isTakenDown(finding));
    const replaced: Replaced[] = [];
    if (findings.some(isTakenDown)) await this.#deleteTakenDown();
    if (has('chain', 'state')) replaced.push(CHAIN_FOLDER);
    if (has('attachments') || missingAttachments > 0) replaced.push(ATTACHMENT_FOLDER);
    if (replaced.length > 0) await this.#replace(replaced);
    if (has('wal')) await this.#dropLog();
    if (has('signed-last')) await this.#putAsideSignState();
    // The journal is its own evidence: nothing but its owner's word could fill a gap in it.
    this.#left.push(...findings.filter(({ store }) => store === 'journal'));
    return { done: this.#done, left: this.#left };
  }

  async #replace(replaced: readonly Replaced[]): Promise<void> {
    const { data } = this.#home.paths;
    const folder = await beginIncoming(data);
    const [old, target] = [await this.#openOld(), await openStore(folder)];
    let peers: PeerSource | undefined;
    let isWhole: boolean;
    try {
      peers = await this.#connect(old);
      isWhole = await this.#fill(replaced, { old, target, source: peers?.source });
    } finally {
      await peers?.close();
      await target.close();
      await old?.close();
    }
    try {
      if (!isWhole) return;
      await journalAct(this.#home, 'store-repaired', this.#report.height, replaced.join(' '));
      await acceptIncoming(data, replaced);
    } finally {
      // What is not to replace anything takes no room.
      await settleIncoming(data);
    }
  }

  /** Fills what is to be replaced; false when the chain cannot be had whole. */
  async #fill(
    replaced: readonly Replaced[],
    parts: { old: NodeStore | undefined; target: NodeStore; source: BlockSource | undefined },
  ): Promise<boolean> {
    const { genesis, chainId } = this.#home;
    const { onProgress = () => undefined } = this.#options;
    const rebuilding = { genesis, onProgress, ...parts };
    const { findings, height } = this.#report;
    let blocks = parts.old;
    if (replaced.includes(CHAIN_FOLDER)) {
      const rebuilt = await rebuildChain(rebuilding, height === 0 ? undefined : height);
      if (rebuilt.height < Math.max(height, 1)) {
        this.#left.push(...findings.filter(({ store }) => store !== 'journal'));
        const place = String(rebuilt.height + 1);
        this.#left.push({ store: 'chain', place, what: 'no-source-has-it' });
        return false;
      }
      const mended = findings.filter(({ store }) => store === 'chain' || store === 'state');
      this.#done.push(...mended);
      blocks = parts.target;
    }
    if (blocks === undefined || !replaced.includes(ATTACHMENT_FOLDER)) return true;
    const gone = await takenDownIn(genesis, blocks);
    const named = namedStill(commitmentsOf(blocks, chainId), gone);
    const { missing } = await rebuildAttachments(rebuilding, chainId, named);
    const lost = new Set(missing.map(bytesToHex));
    const ofContents = findings.filter(({ store }) => store === 'attachments');
    for (const finding of ofContents.filter((each) => !isTakenDown(each))) {
      (lost.has(finding.place) ? this.#left : this.#done).push(finding);
    }
    for (const { place } of this.#report.notes.filter(({ what }) => what === 'missing')) {
      const finding = { store: 'attachments', place, what: 'missing' } as const;
      (lost.has(place) ? this.#left : this.#done).push(finding);
    }
    return true;
  }

  /**
   * In place, since it is a deletion that goes on after a crash: all that is listed goes, not only
   * what the report names.
   */
  async #deleteTakenDown(): Promise<void> {
    const { genesis, paths } = this.#home;
    const store = await openStore(paths.data);
    try {
      const takenDown = await takenDownIn(genesis, store);
      await journalAct(this.#home, 'taken-down-deleted', this.#report.height, 'attachments');
      await deleteTakenDown(store, takenDown);
    } finally {
      await store.close();
    }
    this.#done.push(...this.#report.findings.filter(isTakenDown));
  }

  async #openOld(): Promise<NodeStore | undefined> {
    const { data } = this.#home.paths;
    for (const open of [openStore, openChainAlone]) {
      try {
        return await open(data);
      } catch (error) {
        if (!(error instanceof StorageError) || error.code === 'STORE_TOO_NEW') throw error;
      }
    }
    return undefined;
  }

  async #connect(old: NodeStore | undefined): Promise<PeerSource | undefined> {
    const { peers } = this.#options;
    if (peers.length === 0) return undefined;
    const { connectPeers } = await import('./peer-source.ts');
    try {
      return await connectPeers(this.#home, peers, await this.#registry(old));
    } catch (error) {
      // What the home's own blocks give is repaired without a peer; the rest is named.
      if (error instanceof HostError && error.code === 'NO_SOURCE') return undefined;
      throw error;
    }
  }

  /** Nodes of the stored state if it holds, else of genesis: their keys say whom to connect to. */
  async #registry(old: NodeStore | undefined): Promise<Pick<Registry, 'all'>> {
    const { genesis } = this.#home;
    try {
      const stored = old && (await Chain.open(genesis, old, nativeVerifier));
      if (stored?.ok) return stored.value.state.registry;
    } catch (error) {
      readFault(error);
    }
    const state = genesisState(genesis, verifyWith);
    if (!state.ok) throw openError(state.reason);
    return state.value.registry;
  }

  // What it held of the height under way is lost: the key signs nothing there any more.
  async #dropLog(): Promise<void> {
    const { paths, keys } = this.#home;
    const height = this.#report.height + 1;
    await journalAct(this.#home, 'write-ahead-log-dropped', height - 1, String(height));
    if (keys.vote !== undefined) {
      const guard = await openSignState(paths.signed, { isLost: true });
      try {
        if (guard.last().type !== 'unknown') await guard.raise(height);
      } finally {
        await guard.close();
      }
    }
    await rename(paths.wal, `${paths.wal}.damaged`);
    this.#done.push(...this.#report.findings.filter(({ store }) => store === 'wal'));
  }

  async #putAsideSignState(): Promise<void> {
    const { signed } = this.#home.paths;
    await journalAct(this.#home, 'sign-record-put-aside', this.#report.height, 'signed-last');
    await rename(signed, `${signed}.damaged`);
    this.#done.push(...this.#report.findings.filter(({ store }) => store === 'signed-last'));
  }
}

function isTakenDown({ what }: Finding): boolean {
  return what === 'taken-down';
}

/** Commitments block by block without those of contents that must not be there any more. */
async function* namedStill(
  named: AsyncIterable<readonly Uint8Array[]>,
  gone: ReadonlySet<string>,
): AsyncGenerator<Uint8Array[]> {
  for await (const commitments of named) {
    yield commitments.filter((commitment) => !gone.has(bytesToHex(commitment)));
  }
}

function verifyWith(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  return nativeVerifier.verify({ publicKey, message, signature });
}
