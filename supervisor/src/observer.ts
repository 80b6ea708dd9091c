import { bytesToHex } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { statementKeys } from '@mingjing/execution';
import { type Host, Witness } from '@mingjing/host';
import {
  type Alarm,
  type AlarmEvent,
  boundsFor,
  type Equivocation,
  equivocationsIn,
  membersAmong,
  type NewAlarm,
  Oversight,
  storedEquivocations,
} from '@mingjing/oversight';
import {
  blockCodec,
  blockId,
  headerCodec,
  type Node,
  type ParsedTransaction,
  type SignedTip,
} from '@mingjing/protocol';
import type { CommittedBlock } from '@mingjing/replica';
import type { AlarmFile } from './alarm-file.ts';
import { GapList } from './gap-list.ts';
import { Standstill } from './standstill.ts';

/** The judgement is brought up to date this often when nothing happens. */
const TICK_MS = 1000;

export interface ObserverEvents {
  /** Alarm events that are durable now. */
  alarms(events: readonly AlarmEvent[]): void;
  /** Once a second, and a little later under load. */
  ticked(): void;
  /** The judgement cannot go on: the program must stop. */
  failed(error: unknown): void;
}

/** A block that was executed here, with the codes of its results. */
export interface ObservedBlock {
  readonly height: number;
  readonly time: number;
  readonly transactions: readonly ParsedTransaction[];
  readonly results: readonly number[];
}

/** Feeds the judgement with what the host sees, and writes down what comes of it. */
export class Observer {
  readonly oversight: Oversight;
  readonly witness: Witness;
  readonly #host: Host;
  readonly #file: AlarmFile;
  readonly #events: ObserverEvents;
  readonly #gaps: GapList;
  readonly #standstill = new Standstill(Date.now());
  readonly #listeners: ((block: ObservedBlock) => void)[] = [];
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(host: Host, file: AlarmFile, events: ObserverEvents) {
    this.#host = host;
    this.#file = file;
    this.#events = events;
    const { chain } = host.replica;
    this.oversight = new Oversight({
      chainId: chain.chainId,
      nodeId: host.nodeId,
      verify,
      history: file.events(),
    });
    this.witness = new Witness(host, {
      ...{ sight: 'stubs-and-bodies', alarms: this.oversight.alarms },
      judged: () => this.#flush(),
      failed: (error) => events.failed(error),
    });
    this.#gaps = new GapList(host, this.oversight.alarms.open());
  }

  /** Takes over what the chain already holds, and lets time pass from now on. */
  async start(): Promise<void> {
    await this.#takeOver();
    await this.witness.start();
    this.#planTick();
  }

  async #takeOver(): Promise<void> {
    const { state } = this.#host.replica.chain;
    this.#updateMembers();
    if (state.height > 0) this.oversight.verified(state, Date.now());
    await this.#recordedEvidence();
  }

  async stop(): Promise<void> {
    this.#halt();
    await this.witness.stop();
  }

  #halt(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  committed(block: CommittedBlock): void {
    const { executed } = block;
    const { header, id, outcome, transactions } = executed;
    const now = Date.now();
    if (outcome.registry.length > 0) this.#updateMembers();
    const { height } = header;
    this.oversight.verified({ height, blockId: id, stateRoot: outcome.stateRoot }, now);
    for (const found of equivocationsIn(height, transactions, outcome.results)) {
      this.#equivocated(found);
    }
    this.#orders(block);
    this.witness.committed(block);
    this.#flush();
    const { results } = outcome;
    for (const listener of this.#listeners) {
      listener({ height, time: header.time, transactions, results });
    }
  }

  /** Calls back after each block, when the state is the one after it. */
  onCommitted(listener: (block: ObservedBlock) => void): void {
    this.#listeners.push(listener);
  }

  /** Raises an alarm of the desk; durable when it returns. */
  raise(alarm: NewAlarm): void {
    this.oversight.alarms.raise(alarm);
    this.#flush();
  }

  /** Clears an alarm of the desk, if it is open; durable when it returns. */
  clear({ rule, subject }: Pick<Alarm, 'rule' | 'subject'>): void {
    this.oversight.alarms.clear(rule, subject, Date.now());
    this.#flush();
  }

  /** The chain went on to a snapshot's height: what it holds is taken over as at a start. */
  joined(): void {
    this.#takeOver().catch(this.#events.failed);
  }

  tip(peer: string, signed: SignedTip): void {
    this.oversight.tip(peer, signed, Date.now());
    this.#flush();
  }

  order(peer: string, { id, body }: ParsedTransaction): void {
    this.oversight.orderHeld(peer, { id, validUntil: body.validUntil });
  }

  #orders({ executed }: CommittedBlock): void {
    const { height, time, proposer } = executed.header;
    const carried = executed.transactions.map(({ id }) => id);
    const { replayWindowMs } = this.#host.replica.chain.state.parameters;
    const block = { height, time, proposer, carried, validUntilMax: time + replayWindowMs };
    this.oversight.ordersOf(block, Date.now());
  }

  left(peer: string): void {
    this.oversight.peerLeft(peer);
  }

  ordersWaiting(height: number, orders: readonly ParsedTransaction[]): void {
    const ids = orders.map(({ id }) => id);
    this.oversight.ordersWaiting(height, ids, Date.now());
    this.#flush();
  }

  /** A search index is not as its sources say, or, without a reason, is right again. */
  searchIndex(index: string, reason?: string): void {
    this.oversight.searchIndex(index, reason, Date.now());
    this.#flush();
  }

  misbehaved(peer: string, reason: string): void {
    this.oversight.misbehaved(peer, reason, Date.now());
    this.#flush();
  }

  #updateMembers(): void {
    const { parameters, registry, validators } = this.#host.replica.chain.state;
    const keysOf = (node: Node) => statementKeys(registry, node);
    const members = membersAmong(registry.all('node'), keysOf);
    const bounds = boundsFor(parameters.emptyBlockMs);
    this.oversight.setMembers(members, validators, bounds, Date.now());
  }

  // A crash between a block and its alarm must not lose the alarm: the registry remembers.
  async #recordedEvidence(): Promise<void> {
    for (const entry of this.#host.replica.chain.state.registry.all('evidence')) {
      const subject = `${entry.nodeId}@${entry.height}`;
      if (this.oversight.alarms.isOpen('equivocation', subject)) continue;
      for (const found of await this.#equivocationsAt(entry.recordedHeight)) {
        this.#equivocated(found);
      }
    }
    this.#flush();
  }

  async #equivocationsAt(height: number): Promise<Equivocation[]> {
    const stored = await this.#host.store.block(height);
    if (stored === undefined) return [];
    return storedEquivocations(stored, this.#host.replica.chain.chainId);
  }

  #equivocated(found: Equivocation): void {
    const { registry } = this.#host.replica.chain.state;
    const holder = registry.get('key', found.voteKey)?.holder ?? bytesToHex(found.voteKey);
    this.oversight.equivocated(holder, found, Date.now());
  }

  #planTick(): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => {
      this.#tick().then(
        () => this.#planTick(),
        (error) => this.#events.failed(error),
      );
    }, TICK_MS);
  }

  async #tick(): Promise<void> {
    const gaps = await this.#gaps.read();
    if (this.#isStopped) return;
    for (const height of this.oversight.takeWanted()) await this.#handIn(height);
    const now = Date.now();
    if (this.#standstill.mayJudge(now)) {
      this.oversight.tick(gaps, now);
      this.witness.watch.tick(now);
    }
    const { space } = this.#host.diskBudget;
    if (space !== undefined) this.oversight.ownRoom(space, Date.now());
    this.#flush();
    this.#events.ticked();
  }

  async #handIn(height: number): Promise<void> {
    const stored = await this.#host.store.block(height);
    if (stored === undefined) return;
    const { header } = blockCodec.decode(stored.block);
    const { stateRoot } = headerCodec.decode(header);
    const id = blockId(this.#host.replica.chain.chainId, header);
    this.oversight.verified({ height, blockId: id, stateRoot }, Date.now());
  }

  #flush(): void {
    const events = this.oversight.takeEvents();
    if (events.length === 0) return;
    try {
      this.#file.append(events);
    } catch (error) {
      this.#halt();
      this.#events.failed(error);
      return;
    }
    this.#events.alarms(events);
  }
}
