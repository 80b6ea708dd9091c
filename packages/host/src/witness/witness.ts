import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { bytesToHex, compareBytes } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { absentSince, historyOf, type RegistryReader, WITNESSED_MAX } from '@mingjing/execution';
import { type JournalCopy, openJournalCopy } from '@mingjing/journal';
import { NetworkError } from '@mingjing/network';
import {
  type AlarmBook,
  EQUATION_PAST_MS,
  JournalWatch,
  type Sight,
  type WitnessedNode,
  type WitnessedState,
} from '@mingjing/oversight';
import {
  JournalSource,
  type JournalSourceName,
  KeyPurpose,
  keyBytes,
  logOrigin,
  type Node,
  type ParsedTransaction,
  type Request,
  type Response,
  SOURCE_NAMES,
  type WitnessedLog,
} from '@mingjing/protocol';
import type { CommittedBlock } from '@mingjing/replica';
import type { Host } from '../host.ts';
import { type CopiedJournal, copiedLogs } from '../search/copied-logs.ts';
import type { SearchableLog } from '../search/searchable-log.ts';
import { latestEntries, loadWitnessed } from './copied-state.ts';
import { type Cosigned, NodePuller, type StatedRoot } from './node-puller.ts';
import { sightOf } from './sight.ts';
import { StandInCopies } from './stand-in-copies.ts';
import { toldFirst } from './told-first.ts';

/** Pause between two rounds at one node: a few times within the stall that is an alarm. */
const ROUND_MS = 3000;

export interface WitnessOptions {
  /** The journals that are followed: those of which this node may see just this. */
  readonly sight: Sight;
  /** In the place of a supervision node: copies are for disposal alone, and go with its absence. */
  readonly isStandIn?: boolean;
  readonly alarms: AlarmBook;
  /** Alarms may have been raised or cleared: they are to be written down. */
  judged(): void;
  /** The copies cannot be read or written. */
  failed(error: unknown): void;
  readonly roundMs?: number;
}

interface Followed {
  readonly puller: NodePuller;
  readonly states: ReadonlyMap<JournalSourceName, WitnessedState>;
  readonly copied: CopiedJournal;
  readonly searched: readonly SearchableLog[];
  isStopped: boolean;
  done: Promise<void>;
}

/**
 * Follows the journals of all nodes that this one may witness, keeps copies of them, cosigns their
 * checkpoints, and tells the watch what it heard.
 */
export class Witness {
  readonly watch: JournalWatch;
  readonly #host: Host;
  readonly #options: WitnessOptions;
  /** As a stand-in only. */
  readonly #standInCopies: StandInCopies | undefined;
  readonly #followed = new Map<string, Followed>();
  readonly #stopping = new AbortController();
  #updating: Promise<void> = Promise.resolve();
  /** Copies of an earlier run may lie there that are not to be kept. */
  #hasLeft = true;

  constructor(host: Host, options: WitnessOptions) {
    this.#host = host;
    this.#options = options;
    const { nodeId, journal, paths, replica } = host;
    const { chainId } = replica.chain;
    const { sight, alarms, isStandIn } = options;
    this.watch = new JournalWatch(chainId, verify, alarms, sight, this.#hasEquation);
    const height = () => replica.chain.height;
    const stopping = this.#stopping.signal;
    const parts = { folder: paths.witness, nodeId, journal, height, stopping };
    this.#standInCopies = isStandIn ? new StandInCopies(parts) : undefined;
  }

  // Whose journals are all followed sees whether any of them has an entry of what is committed.
  get #hasEquation(): boolean {
    return this.#options.sight === 'stubs-and-bodies' && !this.#options.isStandIn;
  }

  /** Opens the copies and begins to follow; throws when a copy is not as it was written. */
  start(): Promise<void> {
    return this.#update();
  }

  /** A block was verified here. */
  committed({ executed }: CommittedBlock): void {
    const { header, outcome, transactions } = executed;
    const { height, proposer, time } = header;
    if (outcome.registry.length > 0) this.#update().catch((error) => this.#failed(error));
    if (!this.#hasEquation) return;
    const committed = transactions
      .filter((transaction) => !this.#isOfNode(transaction))
      .map(({ id }) => ({ id: bytesToHex(id), height, proposer, time }));
    this.watch.committed(committed, Date.now());
  }

  // Nodes submit in their own name what they state, and whom a verifier confirmed: nobody came to
  // an interface with it, so no publish entry is behind it.
  #isOfNode({ signerKey }: ParsedTransaction): boolean {
    const key = this.#host.replica.chain.state.registry.get('key', signerKey);
    return key?.purpose === KeyPurpose.statement;
  }

  /** What was verified of the logs followed, in the order of an anchor. */
  witnessed(): WitnessedLog[] {
    return this.watch
      .standings()
      .flatMap(({ nodeId, source, verified }) =>
        verified === undefined || verified.size === 0
          ? []
          : [{ nodeId, source: JournalSource[source], size: verified.size, root: verified.root }],
      )
      .sort((a, b) => compareBytes(keyBytes(a.nodeId), keyBytes(b.nodeId)) || a.source - b.source)
      .slice(0, WITNESSED_MAX);
  }

  /** The copies that are held now, each with what was verified of it. */
  copies(): CopiedJournal[] {
    return Array.from(this.#followed.values(), ({ copied }) => copied);
  }

  /** The latest checkpoint of a log that this run cosigned; undefined before one. */
  cosigned(nodeId: string, source: JournalSourceName): Cosigned | undefined {
    return this.#followed.get(nodeId)?.puller.signed(source);
  }

  /** Ends all rounds and closes the copies. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#updating.catch(() => undefined);
    for (const nodeId of [...this.#followed.keys()]) await this.#leave(nodeId);
  }

  // One after the other: two must not open the same copy.
  #update(): Promise<void> {
    const updated = this.#updating.then(() => this.#follow());
    this.#updating = updated.catch(() => undefined);
    return updated;
  }

  async #follow(): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    const { registry } = this.#host.replica.chain.state;
    const nodes = this.#visible(registry);
    await this.#leaveAllBut(new Set(nodes.map(({ id }) => id)));
    const added = nodes.filter(({ id }) => !this.#followed.has(id));
    for (const { id } of added) this.#followed.set(id, await this.#open(id));
    const now = Date.now();
    this.watch.setNodes(
      nodes.map((node) => this.#witnessedNode(node)),
      (nodeId, source) => this.#followed.get(nodeId)?.states.get(source),
      now,
    );
    for (const { id } of nodes) {
      this.watch.anchored(id, registry.get('anchor', id)?.logs ?? [], now);
    }
    this.#options.judged();
    for (const { id } of added) this.#begin(id);
  }

  #visible(registry: RegistryReader): Node[] {
    const { sight, isStandIn } = this.#options;
    // Asked after every block that changes the registry, and almost always so.
    if (isStandIn && absentSince(registry) === undefined) return [];
    return registry
      .all('node')
      .filter(
        ({ id, revokedHeight }) =>
          revokedHeight === 0 && sightOf(registry, this.#host.nodeId, id) === sight,
      );
  }

  async #leaveAllBut(listed: ReadonlySet<string>): Promise<void> {
    for (const nodeId of [...this.#followed.keys()]) {
      if (listed.has(nodeId)) continue;
      await this.#leave(nodeId);
      this.#hasLeft = true;
    }
    if (!this.#hasLeft) return;
    await this.#standInCopies?.keepOnly(listed, this.#host.replica.chain.state.registry);
    this.#hasLeft = false;
  }

  #witnessedNode({ id, keys }: Node): WitnessedNode {
    const { registry } = this.#host.replica.chain.state;
    return {
      nodeId: id,
      journalKeys: keys
        .filter(({ purpose }) => purpose === KeyPurpose.journal)
        .map(({ publicKey }) => publicKey),
      disposedTo: new Map(
        SOURCE_NAMES.map((source) => [
          source,
          historyOf(registry, id, JournalSource[source]).disposedTo,
        ]),
      ),
    };
  }

  async #open(nodeId: string): Promise<Followed> {
    const { paths, replica, cosigner, search } = this.#host;
    const folder = join(paths.witness, nodeId);
    await this.#standInCopies?.opening(nodeId);
    const copy = await openJournalCopy({ folder, chainId: replica.chain.chainId, nodeId });
    const states = new Map<JournalSourceName, WitnessedState>();
    for (const source of SOURCE_NAMES) states.set(source, await loadWitnessed(copy, source));
    await this.#recall(copy);
    const puller = new NodePuller(copy, this.watch, cosigner, {
      ask: (request) => this.#ask(nodeId, request),
      anchored: (source) => {
        const logs = replica.chain.state.registry.get('anchor', nodeId)?.logs;
        return logs?.find((log) => log.source === JournalSource[source]);
      },
      stated: (source) => statedOf(replica.chain.state.registry, nodeId, source),
      disposedTo: (source) => {
        const { registry } = replica.chain.state;
        return historyOf(registry, nodeId, JournalSource[source]).disposedTo;
      },
      disposing: (source, from, to) => this.#noteDisposal(nodeId, source, from, to),
      disposed: (source, from, to) => {
        if (this.#options.isStandIn) return;
        const origin = logOrigin(replica.chain.chainId, nodeId, source);
        search.indexer.refresh(origin, from, to);
      },
      now: () => Date.now(),
      judged: () => this.#options.judged(),
    });
    const verified = (source: JournalSourceName) =>
      puller.kept(source) ?? states.get(source)?.verified;
    const { chainId, state } = replica.chain;
    const organisation = state.registry.get('node', nodeId)?.organisation ?? '';
    const copied = { copy, chainId, organisation, verified };
    const searched = this.#options.isStandIn ? [] : copiedLogs(copied);
    search.hold(searched);
    return { puller, states, copied, searched, isStopped: false, done: Promise.resolve() };
  }

  #noteDisposal(nodeId: string, source: string, from: number, to: number): Promise<void> {
    const { journal, nodeId: own, replica } = this.#host;
    const act = { source: 'maintenance', event: 'copy-bodies-disposed', result: 'done' } as const;
    const about = { object: `${nodeId}/${source}`, counts: [from, to] };
    const actor = { type: 'system', id: own } as const;
    const entry = { ...act, ...about, actor, blockHeight: replica.chain.height };
    return toldFirst(journal, entry, this.#stopping.signal);
  }

  // Entries of an earlier run whose block is executed only now.
  async #recall(copy: JournalCopy): Promise<void> {
    if (!this.#hasEquation) return;
    const now = Date.now();
    for await (const entry of latestEntries(copy, 'publish', now - EQUATION_PAST_MS)) {
      this.watch.published(entry, now);
    }
  }

  #begin(nodeId: string): void {
    const followed = this.#followed.get(nodeId);
    if (followed !== undefined) {
      followed.done = this.#run(followed).catch((error) => this.#failed(error));
    }
  }

  async #run(followed: Followed): Promise<void> {
    const { signal } = this.#stopping;
    const isStopped = () => followed.isStopped || signal.aborted;
    while (!isStopped()) {
      await followed.puller.round(isStopped);
      const { roundMs = ROUND_MS } = this.#options;
      await pause(roundMs, undefined, { signal }).catch(() => undefined);
    }
  }

  // Whoever does not answer is found stalled; nothing else follows from a lost connection.
  #ask(nodeId: string, request: Omit<Request, 'id'>): Promise<Response | undefined> {
    const { signal } = this.#stopping;
    return new Promise((resolve, reject) => {
      const give = () => resolve(undefined);
      signal.addEventListener('abort', give, { once: true });
      this.#host.network
        .request(nodeId, request)
        .then(resolve, (error) => (error instanceof NetworkError ? give() : reject(error)))
        .finally(() => signal.removeEventListener('abort', give));
    });
  }

  async #leave(nodeId: string): Promise<void> {
    const followed = this.#followed.get(nodeId);
    this.#followed.delete(nodeId);
    if (followed === undefined) return;
    followed.isStopped = true;
    await followed.done;
    await this.#host.search.release(followed.searched);
    await followed.puller.copy.close();
  }

  #failed(error: unknown): void {
    if (!this.#stopping.signal.aborted) this.#options.failed(error);
  }
}

function statedOf(
  registry: RegistryReader,
  owner: string,
  source: JournalSourceName,
): readonly StatedRoot[] {
  return registry.all('anchor').flatMap(({ nodeId: by, witnessed }) => {
    const log = witnessed.find(
      (each) => each.nodeId === owner && each.source === JournalSource[source],
    );
    return log === undefined ? [] : [{ by, size: log.size, root: log.root }];
  });
}
