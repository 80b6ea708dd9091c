import {
  type Certificate,
  type Checked,
  commitCertificateCodec,
  type Message,
  NodeRole,
  type PoolItem,
  passed,
  type Request,
  SMALL_ATTACHMENT_BYTES_MAX,
} from '@mingjing/protocol';
import { Chain, type CommittedBlock, type OpenRefusal } from './chain/chain.ts';
import type { ExecutedBlock } from './chain/judge.ts';
import { bytesKey } from './chain/limits.ts';
import { rememberingProofs } from './chain/proofs.ts';
import { buildReceipt } from './chain/receipts.ts';
import { Participant } from './consensus/participant.ts';
import { Contents } from './contents/contents.ts';
import { Coverage, type CoverageGap } from './coverage.ts';
import { EvidenceReports, isEvidence } from './evidence.ts';
import { Inbox } from './inbox.ts';
import {
  Admission,
  type AdmissionOptions,
  type Admitted,
  isForged,
  resultBehind,
} from './mempool/admission.ts';
import { keepContents } from './mempool/keep-contents.ts';
import { LargeAttachments } from './mempool/large-attachments.ts';
import { type Connection, OrderPassing } from './mempool/order-passing.ts';
import { Pool, smallContents, travelling } from './mempool/pool.ts';
import { PoolExits } from './mempool/pool-exits.ts';
import { ownTransaction } from './own-transactions.ts';
import type { AttachmentItem, NetworkHandler, ReplicaPorts } from './ports.ts';
import { TaskQueue } from './queue.ts';
import type { ReplicaEvents, ReplicaOptions } from './replica-events.ts';
import { heldBack, isSilent, isWriting } from './silence.ts';
import { Submissions } from './submissions.ts';
import { CatchingUp } from './sync/catching-up.ts';
import { RecentBlocks } from './sync/recent-blocks.ts';
import { serve } from './sync/serve.ts';
import type { BlockSync } from './sync/sync.ts';
import { Telling } from './telling.ts';

/** A whole node without I/O: consensus, mempool, block sync and storage logic behind ports. */
export class Replica {
  readonly chain: Chain;
  readonly pool = new Pool();
  readonly submissions = new Submissions();
  readonly contents: Contents;
  readonly coverage: Coverage;
  readonly handler: NetworkHandler;
  readonly #nodeId: string;
  readonly #ports: ReplicaPorts;
  readonly #events: ReplicaEvents;
  readonly #queue: TaskQueue;
  readonly #admission: Admission;
  readonly #orders: OrderPassing;
  readonly #large: LargeAttachments;
  readonly #telling: Telling;
  readonly #exits: PoolExits;
  readonly #recent = new RecentBlocks();
  readonly #catchingUp: CatchingUp;
  #participant: Participant | undefined;

  private constructor(
    chain: Chain,
    options: ReplicaOptions,
    ports: ReplicaPorts,
    events: ReplicaEvents,
  ) {
    this.chain = chain;
    this.#nodeId = options.nodeId;
    this.#events = events;
    this.#queue = new TaskQueue((error) => {
      this.stop();
      events.failed(error);
    });
    const beside = (task: () => Promise<void>) => this.#queue.beside(task);
    this.contents = this.#newContents(options, ports);
    const isSilenced = () => isSilent(chain.state.registry, options.nodeId);
    const network = heldBack(ports.network, (said) => isWriting(said) && isSilenced());
    this.#ports = { ...ports, network, store: this.contents.store };
    this.coverage = new Coverage(chain, this.#ports, {
      beside,
      isTakenDown: (commitment) => this.contents.isTakenDown(commitment),
      isBehind: () => this.sync.isBehind(),
    });
    this.#catchingUp = this.#newCatchingUp(options);
    this.#admission = new Admission(chain, this.pool, ports, this.#catchingUp.authors);
    this.#orders = new OrderPassing({
      ...{ chain, ports: this.#ports, pool: this.pool, admission: this.#admission },
      told: (peer, order) => events.order?.(peer, order),
      dropped: (entry, code) => this.#exits.drop(entry, code),
      waiting: (height, orders) => events.ordersWaiting?.(height, orders),
    });
    const held = (commitments: readonly Uint8Array[]) => this.#held(commitments);
    this.#large = new LargeAttachments(chain.chainId, this.#ports, { held, beside });
    this.#telling = new Telling(this.#parts());
    this.#exits = new PoolExits({
      ...{ pool: this.pool, large: this.#large, submissions: this.submissions },
      refused: (transaction, code) => events.refused?.(transaction, code),
      expired: (entry) => beside(() => this.#evidence.expired(entry)),
    });
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
    if (!chain.ok) return chain;
    const remembering = { ...ports, verifier: rememberingProofs(ports.verifier) };
    return passed(new Replica(chain.value, options, remembering, events));
  }

  /** Goes on where an earlier life stopped. */
  async start(): Promise<void> {
    await this.#queue.ask(async () => this.#participant?.recover());
    this.contents.start();
    this.#queue.beside(() => this.coverage.scan());
    this.#catchingUp.start();
  }

  /** No further input is taken; the one under way comes to its end. */
  stop(): void {
    this.#queue.stop();
    this.contents.stop();
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
    for (const [index, answer] of answers.entries()) {
      const code = answer.ok ? undefined : resultBehind(answer.reason);
      if (code !== undefined) this.#events.refused?.(items[index]?.transaction as Uint8Array, code);
    }
    const entries = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
    const fresh = entries.filter((entry) => !entry.isAnnounced);
    for (const entry of fresh) entry.isAnnounced = true;
    const large = fresh
      .flatMap(({ attachments }) => attachments)
      .filter(({ content }) => content.length > SMALL_ATTACHMENT_BYTES_MAX);
    if (fresh.length > 0) this.#telling.broadcast({ poolBatch: { items: fresh.map(travelling) } });
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
        this.contents.deleteAll();
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

  #newContents({ nodeId, isRestored = false }: ReplicaOptions, ports: ReplicaPorts): Contents {
    const parts = { chain: this.chain, ports, nodeId, isRestored };
    return new Contents(parts, {
      opened: () => this.#events.contentsOpened?.(),
      takenDown: (commitments) => this.#takenDown(commitments),
      deletes: () => this.#events.takesDown?.(),
      beside: (task) => this.#queue.beside(task),
    });
  }

  #parts() {
    const { chain, pool } = this;
    return { chain, pool, large: this.#large, ports: this.#ports, nodeId: this.#nodeId };
  }

  #newParticipant(): Participant {
    return new Participant(this.#parts(), {
      enqueue: (task) => void this.#queue.push(task),
      beside: (task) => this.#queue.beside(task),
      send: (envelope) => this.#telling.broadcast(envelope),
      sendTo: (nodeId, envelope) => this.#ports.network.send(nodeId, envelope),
      decided: (executed, certificate, kept) => this.#decided(executed, certificate, kept),
      blockMissing: () => this.#inbox.blockMissing(),
      dropped: (entry, code) => this.#exits.drop(entry, code),
      conflict: (kind, first, second) =>
        this.#queue.beside(() => this.#evidence.report(kind, first, second)),
      misbehaviour: (peer, reason) => this.#events.misbehaviour(peer, reason),
    });
  }

  readonly #evidence = new EvidenceReports({
    chain: () => this.chain,
    pool: this.pool,
    submit: (message) => this.submitOwn(message),
    dropped: (entry, code) => this.#exits.drop(entry, code),
    misbehaviour: (nodeId, reason) => this.#events.misbehaviour(nodeId, reason),
  });

  readonly #inbox: Inbox = new Inbox({
    chain: () => this.chain,
    sync: () => this.sync,
    participant: () => this.#participant,
    ports: () => this.#ports,
    offer: (peer, task) => this.#offer(peer, task),
    admit: (peer, items) => {
      const connection = this.#orders.connectionOf(peer);
      this.#queue.beside(() => this.#admitFrom(peer, items, connection));
    },
    held: (peer, commitments) => {
      this.#large.announced(peer, commitments.map(bytesKey));
      this.#released();
    },
    told: (peer, height) => {
      this.contents.gate.told(peer, height);
      void this.#queue.offer(peer, async () => this.#participant?.told(peer, height));
    },
    tip: (peer, tip) => this.#events.tip(peer, tip),
    misbehaviour: (peer, reason) => this.#events.misbehaviour(peer, reason),
  });

  #newHandler(): NetworkHandler {
    const candidates = () => this.#participant?.height.candidates;
    const { chain, pool, contents } = this;
    const recent = this.#recent;
    const { store, snapshots } = this.#ports;
    const served = { chain, pool, recent, store, contents, candidates, snapshots };
    return {
      envelope: (peer, envelope) => this.#inbox.envelope(peer, envelope),
      connected: (peer) => {
        this.#inbox.connected(peer, this.#nodeId);
        this.#telling.greet(peer);
        this.#orders.connected(peer);
        this.#telling.tip([peer]);
      },
      disconnected: (peer) => {
        this.#inbox.disconnected(peer);
        this.#orders.disconnected(peer);
        this.#events.left?.(peer);
      },
      request: (_peer, request: Request) => serve(served, request),
    };
  }

  #offer(peer: string, task: () => Promise<void>): void {
    const isTaken = this.#queue.offer(peer, task) || this.#queue.isStopped;
    if (!isTaken) this.#events.misbehaviour(peer, 'too-many-inputs');
  }

  async #admitFrom(peer: string, items: readonly PoolItem[], over?: Connection): Promise<void> {
    const areOrdersOnly = this.#participant === undefined;
    const answers = await this.#admission.admit(items, { isLocal: false, areOrdersOnly });
    this.#orders.admitted(answers, over);
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

  #isValidator(): boolean {
    const role = this.chain.state.registry.get('node', this.#nodeId)?.role;
    const canVote = role === NodeRole.validator && this.#ports.signer !== undefined;
    return canVote && this.#catchingUp.isComplete;
  }

  #held(commitments: readonly Uint8Array[]): void {
    this.#telling.broadcast({ attachmentsHeld: { commitments: [...commitments] } });
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
    sent: readonly AttachmentItem[] = [],
  ): Promise<void> {
    const { transactions, header } = block.executed;
    const contents = { pool: this.pool, large: this.#large, store: this.#ports.store };
    const isKept = await keepContents(contents, transactions, kept);
    const bytes = await this.chain.commit(block);
    await this.#ports.wal.clear();
    const served = [...sent];
    for (const transaction of transactions) {
      const entry = this.#exits.carried(transaction);
      if (entry !== undefined) served.push(...smallContents(entry));
    }
    const { certificate } = block;
    const results = new Uint8Array(0);
    const attachments = served.filter(({ commitment: c }) => !this.contents.isTakenDown(c));
    this.#recent.add(header.height, { block: bytes, certificate, attachments, results });
    if (transactions.some(isEvidence)) this.#evidence.recorded();
    this.#exits.expire(header.time, this.chain.state.parameters);
    this.contents.committed(block);
    await this.coverage.committed(block, isKept);
    await this.#catchingUp.committed(header.height, header.time);
    this.submissions.committed(block);
    this.#telling.tip(this.#telling.followers());
    await this.#advance(transactions.length);
    this.#events.committed(block);
    if (this.#participant === undefined) this.#queue.beside(() => this.#orders.review());
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

  // From all that is in memory; the store shows it to nobody any more.
  #takenDown(commitments: readonly Uint8Array[]): void {
    this.#recent.clear();
    this.coverage.takenDown(commitments);
    this.#exits.takeDown(commitments.map(bytesKey));
  }
}
