import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { bytesToHex, compareBytes } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { historyOf, type RegistryReader, WITNESSED_MAX } from '@mingjing/execution';
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
  type MessageType,
  type Node,
  type Request,
  type Response,
  SOURCE_NAMES,
  type WitnessedLog,
} from '@mingjing/protocol';
import type { CommittedBlock } from '@mingjing/replica';
import type { Host } from '../host.ts';
import { copiedLogs } from '../search/copied-logs.ts';
import type { SearchableLog } from '../search/searchable-log.ts';
import { latestEntries, loadWitnessed } from './copied-state.ts';
import { NodePuller, type StatedRoot } from './node-puller.ts';
import { sightOf } from './sight.ts';

/** Pause between two rounds at one node: a few times within the stall that is an alarm. */
const ROUND_MS = 3000;
/** Signed by nodes themselves: no user or officer is behind them, so no publish entry is. */
const OWN_MESSAGES: readonly MessageType[] = [
  'retentionAnchor',
  'retentionDisposal',
  'misbehaviourEvidence',
];

export interface WitnessOptions {
  /** Stubs and bodies for a supervision node, stubs for any other. */
  readonly sight: Sight;
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
  readonly #followed = new Map<string, Followed>();
  readonly #stopping = new AbortController();
  #updating: Promise<void> = Promise.resolve();

  constructor(host: Host, options: WitnessOptions) {
    this.#host = host;
    this.#options = options;
    const { chainId } = host.replica.chain;
    this.watch = new JournalWatch(chainId, verify, options.alarms, options.sight);
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
    if (this.#options.sight === 'stubs') return;
    const committed = transactions
      .filter(({ message }) => !OWN_MESSAGES.includes(message.type))
      .map(({ id }) => ({ id: bytesToHex(id), height, proposer, time }));
    this.watch.committed(committed, Date.now());
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
    const nodes = registry
      .all('node')
      .filter(
        ({ id, revokedHeight }) =>
          revokedHeight === 0 && sightOf(registry, this.#host.nodeId, id) !== undefined,
      );
    const listed = new Set(nodes.map(({ id }) => id));
    for (const nodeId of [...this.#followed.keys()]) {
      if (!listed.has(nodeId)) await this.#leave(nodeId);
    }
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
        const origin = logOrigin(replica.chain.chainId, nodeId, source);
        search.indexer.refresh(origin, from, to);
      },
      now: () => Date.now(),
      judged: () => this.#options.judged(),
    });
    const searched = copiedLogs({
      ...{ copy, chainId: replica.chain.chainId },
      organisation: replica.chain.state.registry.get('node', nodeId)?.organisation ?? '',
      verified: (source) => puller.kept(source) ?? states.get(source)?.verified,
    });
    search.hold(searched);
    return { puller, states, searched, isStopped: false, done: Promise.resolve() };
  }

  async #noteDisposal(nodeId: string, source: string, from: number, to: number): Promise<void> {
    const { journal, nodeId: own, replica } = this.#host;
    await journal.append({
      ...{ source: 'maintenance', event: 'copy-bodies-disposed', result: 'done' },
      ...{ object: `${nodeId}/${source}`, counts: [from, to], blockHeight: replica.chain.height },
      actor: { type: 'system', id: own },
    });
  }

  // Entries of an earlier run whose block is executed only now.
  async #recall(copy: JournalCopy): Promise<void> {
    if (this.#options.sight === 'stubs') return;
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
