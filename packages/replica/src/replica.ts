import {
  type AttachmentContent,
  type Certificate,
  type Checked,
  commitCertificateCodec,
  type Envelope,
  type Genesis,
  type Message,
  NodeRole,
  type ParsedTransaction,
  type PoolItem,
  passed,
  positionOf,
  type Request,
  SMALL_ATTACHMENT_BYTES_MAX,
} from '@mingjing/protocol';
import { Chain, type CommittedBlock, type OpenRefusal } from './chain/chain.ts';
import type { ExecutedBlock } from './chain/judge.ts';
import { bytesKey } from './chain/limits.ts';
import { buildReceipt } from './chain/receipts.ts';
import { Participant } from './consensus/participant.ts';
import { Coverage, type CoverageGap } from './coverage.ts';
import { EvidenceReports, isEvidence } from './evidence.ts';
import { Inbox } from './inbox.ts';
import { Admission, type AdmissionOptions, type Admitted, isForged } from './mempool/admission.ts';
import { keepContents } from './mempool/keep-contents.ts';
import { LargeAttachments } from './mempool/large-attachments.ts';
import { OrderPassing } from './mempool/order-passing.ts';
import { largeOf, Pool, type PoolEntry, smallContents, travelling } from './mempool/pool.ts';
import { ownTransaction } from './own-transactions.ts';
import type { NetworkHandler, ReplicaPorts } from './ports.ts';
import { TaskQueue } from './queue.ts';
import { Submissions } from './submissions.ts';
import { CatchingUp, type CatchUpOptions } from './sync/catching-up.ts';
import { RecentBlocks } from './sync/recent-blocks.ts';
import { serve } from './sync/serve.ts';
import type { BlockSync } from './sync/sync.ts';
import { sendTip } from './tips.ts';

/** Transactions told to a peer that connects. */
const GREETED_MAX = 1000;

export interface ReplicaOptions extends CatchUpOptions {
  readonly genesis: Genesis;
  readonly nodeId: string;
}

export interface ReplicaEvents {
  /** A block is durable and the state is the one after it. */
  committed(block: CommittedBlock): void;
  /** The chain went on to the height of a snapshot, without the blocks before it. */
  joined?(height: number): void;
  /** A peer sent something that no correct peer sends. */
  misbehaviour(peer: string, reason: string): void;
  /** A peer's latest block by its own signed word; not verified here. */
  tip(peer: string, tip: NonNullable<Envelope['tip']>): void;
  /** A peer passed on this order, which bears its officer's signature: it holds it. */
  order?(peer: string, order: ParsedTransaction): void;
  /** The node must stop: it failed to write, or an invariant is broken. */
  failed(error: unknown): void;
}

/** A whole node without I/O: consensus, mempool, block sync and storage logic behind ports. */
export class Replica {
  readonly chain: Chain;
  readonly pool = new Pool();
  readonly submissions = new Submissions();
  readonly coverage: Coverage;
  readonly handler: NetworkHandler;
  readonly #nodeId: string;
  readonly #ports: ReplicaPorts;
  readonly #events: ReplicaEvents;
  readonly #queue: TaskQueue;
  readonly #admission: Admission;
  readonly #orders: OrderPassing;
  readonly #large: LargeAttachments;
  readonly #recent = new RecentBlocks();
  readonly #catchingUp: CatchingUp;
  #participant: Participant | undefined;
  #expiredAt = 0;

  private constructor(
    chain: Chain,
    options: ReplicaOptions,
    ports: ReplicaPorts,
    events: ReplicaEvents,
  ) {
    this.chain = chain;
    this.#nodeId = options.nodeId;
    this.#ports = ports;
    this.#events = events;
    this.#queue = new TaskQueue((error) => {
      this.stop();
      events.failed(error);
    });
    const beside = (task: () => Promise<void>) => this.#queue.beside(task);
    this.coverage = new Coverage(chain, ports, beside);
    this.#catchingUp = this.#newCatchingUp(options);
    this.#admission = new Admission(chain, this.pool, ports, this.#catchingUp.authors);
    this.#orders = new OrderPassing({
      ...{ chain, ports, pool: this.pool, admission: this.#admission },
      told: (peer, order) => events.order?.(peer, order),
      dropped: (entry, code) => this.#dropped(entry, code),
    });
    const held = (commitments: readonly Uint8Array[]) => this.#held(commitments);
    this.#large = new LargeAttachments(chain.chainId, ports, { held, beside });
    if (this.#isValidator()) this.#participant = this.#newParticipant();
    this.handler = this.#newHandler();
  }

  /** Opens the chain that the store holds, or begins from genesis. */
  static async open(
    options: ReplicaOptions,
    ports: ReplicaPorts,
    events: ReplicaEvents,
  ): Promise<Checked<Replica, OpenRefusal>> {
    const chain = await Chain.open(options.genesis, ports.store, ports.verifier);
    return chain.ok ? passed(new Replica(chain.value, options, ports, events)) : chain;
  }

  /** Goes on where an earlier life stopped. */
  async start(): Promise<void> {
    await this.#queue.ask(async () => this.#participant?.recover());
    this.#queue.beside(() => this.coverage.scan());
    this.#catchingUp.start();
  }

  /** No further input is taken; the one under way comes to its end. */
  stop(): void {
    this.#queue.stop();
    this.#catchingUp.stop();
    this.#large.stop();
    this.#participant?.stop();
  }

  /**
   * Admits a client's transactions and passes them on, in order; see `AdmissionOptions`.
   */
  async submit(
    items: readonly PoolItem[],
    record?: AdmissionOptions['record'],
    judge?: AdmissionOptions['judge'],
  ): Promise<Admitted[]> {
    const options = { isLocal: true, ...(record && { record }), ...(judge && { judge }) };
    const answers = await this.#admission.admit(items, options);
    const entries = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
    const fresh = entries.filter((entry) => !entry.isAnnounced);
    for (const entry of fresh) entry.isAnnounced = true;
    const large = fresh
      .flatMap(({ attachments }) => attachments)
      .filter(({ content }) => content.length > SMALL_ATTACHMENT_BYTES_MAX);
    if (fresh.length > 0) this.#broadcast({ poolBatch: { items: fresh.map(travelling) } });
    this.#orders.admitted(answers);
    if (large.length > 0) await this.#large.keep(large);
    this.#participant?.poolChanged();
    return answers;
  }

  /** Signs a transaction with this node's statement key and submits it. */
  async submitOwn(message: Message): Promise<Admitted | undefined> {
    const transaction = ownTransaction(this.chain, this.#ports, message);
    if (transaction === undefined) return undefined;
    const [answer] = await this.submit([{ transaction, attachments: [] }]);
    return answer;
  }

  /** Canonical receipt of a committed transaction. */
  receipt(id: Uint8Array): Promise<Uint8Array | undefined> {
    return buildReceipt(this.chain, this.#ports.store, id);
  }

  gaps(): readonly CoverageGap[] {
    return this.coverage.gaps();
  }

  /** Heights whose blocks are not here, after joining by a snapshot; undefined: all are. */
  missingBlocks(): { readonly from: number; readonly to: number } | undefined {
    return this.#catchingUp.missing();
  }

  get sync(): BlockSync {
    return this.#catchingUp.blocks;
  }

  #newCatchingUp(options: ReplicaOptions): CatchingUp {
    const parts = { chain: this.chain, ports: this.#ports, options, queue: this.#queue };
    return new CatchingUp(parts, {
      commit: (block, kept, attachments) => this.#commit(block, kept, attachments),
      older: (height, transactions) => this.coverage.older(height, transactions),
      joined: () => {
        this.#events.joined?.(this.chain.height);
        this.#queue.beside(async () => {
          await this.coverage.scan();
          await this.coverage.fetch();
        });
      },
      // It could not judge every block before: now it may vote.
      complete: () => this.#queue.ask(() => this.#becomeValidator()),
      misbehaviour: (peer, reason) => this.#events.misbehaviour(peer, reason),
    });
  }

  #newParticipant(): Participant {
    const { chain, pool } = this;
    const parts = { chain, pool, large: this.#large, ports: this.#ports, nodeId: this.#nodeId };
    return new Participant(parts, {
      enqueue: (task) => void this.#queue.push(task),
      beside: (task) => this.#queue.beside(task),
      send: (envelope) => this.#broadcast(envelope),
      sendTo: (nodeId, envelope) => this.#ports.network.send(nodeId, envelope),
      decided: (executed, certificate, kept) => this.#decided(executed, certificate, kept),
      blockMissing: () => this.#inbox.blockMissing(),
      dropped: (entry, code) => this.#dropped(entry, code),
      conflict: (kind, first, second) =>
        this.#queue.beside(() => this.#evidence.report(kind, first, second)),
      misbehaviour: (peer, reason) => this.#events.misbehaviour(peer, reason),
    });
  }

  readonly #evidence = new EvidenceReports({
    chain: () => this.chain,
    pool: this.pool,
    submit: (message) => this.submitOwn(message),
    dropped: (entry, code) => this.#dropped(entry, code),
    misbehaviour: (nodeId, reason) => this.#events.misbehaviour(nodeId, reason),
  });

  readonly #inbox: Inbox = new Inbox({
    chain: () => this.chain,
    sync: () => this.sync,
    participant: () => this.#participant,
    ports: () => this.#ports,
    offer: (peer, task) => this.#offer(peer, task),
    admit: (peer, items) => this.#queue.beside(() => this.#admitFrom(peer, items)),
    held: (peer, commitments) => {
      this.#large.announced(peer, commitments.map(bytesKey));
      this.#released();
    },
    told: (peer, height) =>
      void this.#queue.offer(peer, async () => this.#participant?.told(peer, height)),
    tip: (peer, tip) => this.#events.tip(peer, tip),
    misbehaviour: (peer, reason) => this.#events.misbehaviour(peer, reason),
  });

  #newHandler(): NetworkHandler {
    const candidates = () => this.#participant?.height.candidates;
    const { chain, pool } = this;
    const recent = this.#recent;
    const { store, snapshots } = this.#ports;
    const served = { chain, pool, recent, store, candidates, snapshots };
    return {
      envelope: (peer, envelope) => this.#inbox.envelope(peer, envelope),
      connected: (peer) => {
        this.#inbox.connected(peer, this.#nodeId);
        this.#greet(peer);
        this.#orders.greet(peer);
        this.#sendTip([peer]);
      },
      disconnected: (peer) => this.#inbox.disconnected(peer),
      request: (_peer, request: Request) => serve(served, request),
    };
  }

  #offer(peer: string, task: () => Promise<void>): void {
    const isTaken = this.#queue.offer(peer, task) || this.#queue.isStopped;
    if (!isTaken) this.#events.misbehaviour(peer, 'too-many-inputs');
  }

  async #admitFrom(peer: string, items: readonly PoolItem[]): Promise<void> {
    const areOrdersOnly = this.#participant === undefined;
    const answers = await this.#admission.admit(items, { isLocal: false, areOrdersOnly });
    this.#orders.admitted(answers, peer);
    for (const answer of answers) {
      if (!answer.ok) {
        if (isForged(answer.reason)) this.#events.misbehaviour(peer, answer.reason);
        continue;
      }
      for (const { commitment, sizeBytes } of answer.value.transaction.attachments) {
        if (sizeBytes <= SMALL_ATTACHMENT_BYTES_MAX) continue;
        this.#large.want(bytesKey(commitment), sizeBytes, peer);
      }
    }
    // Others may have announced all of it before its body came.
    this.#released();
  }

  // What was submitted here while the peer was away, and what is held for it to count on.
  #greet(peer: string): void {
    if (positionOf(this.chain.state.validators, peer) === undefined) return;
    const { network } = this.#ports;
    const own = [...this.pool.entries()].filter(({ isLocal }) => isLocal);
    const items = own.slice(0, GREETED_MAX).map(travelling);
    const commitments = this.#large.held();
    if (items.length > 0) network.send(peer, { poolBatch: { items } });
    if (commitments.length > 0) network.send(peer, { attachmentsHeld: { commitments } });
  }

  #isValidator(): boolean {
    const role = this.chain.state.registry.get('node', this.#nodeId)?.role;
    const canVote = role === NodeRole.validator && this.#ports.signer !== undefined;
    return canVote && this.#catchingUp.isComplete;
  }

  #held(commitments: readonly Uint8Array[]): void {
    this.#broadcast({ attachmentsHeld: { commitments: [...commitments] } });
    this.#released();
  }

  #released(): void {
    const { validators } = this.chain.state;
    this.pool.release((key) => this.#large.isSpread(key, validators, this.#nodeId));
    this.#participant?.poolChanged();
  }

  async #decided(
    executed: ExecutedBlock,
    certificate: Certificate,
    kept: ReadonlySet<string>,
  ): Promise<void> {
    const { height, round, blockId, signatures } = certificate;
    const bytes = commitCertificateCodec.encode({ height, round, blockId, signatures });
    await this.#commit({ executed, certificate: bytes }, kept);
  }

  // `sent` are small contents that came with the block from a peer.
  async #commit(
    block: CommittedBlock,
    kept: ReadonlySet<string>,
    sent: readonly AttachmentContent[] = [],
  ): Promise<void> {
    const { transactions, header } = block.executed;
    const contents = { pool: this.pool, large: this.#large, store: this.#ports.store };
    const isKept = await keepContents(contents, transactions, kept);
    const bytes = await this.chain.commit(block);
    await this.#ports.wal.clear();
    const served: AttachmentContent[] = [...sent];
    for (const transaction of transactions) {
      const entry = this.pool.remove(transaction);
      if (entry !== undefined) served.push(...smallContents(entry));
      this.#large.forget(largeOf(transaction));
    }
    const { certificate } = block;
    const results = new Uint8Array(0);
    this.#recent.add(header.height, { block: bytes, certificate, attachments: served, results });
    if (transactions.some(isEvidence)) this.#evidence.recorded();
    this.#dropExpired(header.time);
    if (this.#participant === undefined) this.#queue.beside(() => this.#orders.review());
    await this.coverage.committed(block, isKept);
    await this.#catchingUp.committed(header.height, header.time);
    this.submissions.committed(block);
    this.#sendTip(this.#followers());
    await this.#advance(transactions.length);
    this.#events.committed(block);
  }

  // A vote may have made this node a validator.
  async #advance(transactions: number): Promise<void> {
    await this.#becomeValidator();
    await this.#participant?.advanced(transactions);
  }

  async #becomeValidator(): Promise<void> {
    if (this.#participant !== undefined || !this.#isValidator()) return;
    this.#participant = this.#newParticipant();
    await this.#participant.recover();
  }

  // Once a second of chain time.
  #dropExpired(time: number): void {
    if (time < this.#expiredAt + 1000) return;
    this.#expiredAt = time;
    for (const { transaction, large } of this.pool.takeExpired(time)) {
      this.#large.forget(large);
      this.submissions.expired(transaction.id);
    }
  }

  #dropped(entry: PoolEntry, code: number | undefined): void {
    const { id } = entry.transaction;
    this.pool.remove(entry.transaction);
    this.#large.forget(entry.large);
    if (code === undefined) this.submissions.expired(id);
    else this.submissions.refused(id, code);
  }

  #broadcast(envelope: Envelope): void {
    for (const { nodeId } of this.chain.state.validators.validators) {
      if (nodeId !== this.#nodeId) this.#ports.network.send(nodeId, envelope);
    }
  }

  #followers(): string[] {
    const voters = new Set(this.chain.state.validators.validators.map(({ nodeId }) => nodeId));
    return this.#ports.network.peers().filter((peer) => !voters.has(peer));
  }

  #sendTip(peers: readonly string[]): void {
    sendTip(this.chain, this.#nodeId, this.#ports, peers);
  }
}
