import { bytesToHex, type VerifySignature } from '@mingjing/crypto';
import {
  type Checked,
  JournalSource,
  type JournalSourceName,
  type LogCheckpoint,
  SOURCE_NAMES,
} from '@mingjing/protocol';
import type { AlarmBook, AlarmRule, Evidence } from '../alarms.ts';
import { HEARTBEAT_MISSING_MS, HEARTBEAT_QUIET_MS, JOURNAL_STALL_MS } from '../limits.ts';
import { acceptedTransaction, type Heartbeat, heartbeatOf } from './heartbeats.ts';
import type { LogPage, WitnessedEntry } from './log-page.ts';
import { type CommittedTransaction, PublishEquation } from './publish-equation.ts';
import {
  type HeadRefusal,
  type PageRefusal,
  type Sight,
  type SignedHead,
  type TakenPage,
  WitnessedLog,
  type WitnessedState,
} from './witnessed-log.ts';

/** A node whose journal is witnessed. */
export interface WitnessedNode {
  readonly nodeId: string;
  readonly journalKeys: readonly Uint8Array[];
  /** Where the chain let its node dispose of bodies, by source. */
  readonly disposedTo: ReadonlyMap<JournalSourceName, number>;
}

/** Where one log stands here. */
export interface LogStanding {
  readonly nodeId: string;
  readonly source: JournalSourceName;
  /** Entries held, each verified. */
  readonly size: number;
  readonly verified: SignedHead | undefined;
  /** When nothing was missing last, ms; undefined: never. */
  readonly wholeAt: number | undefined;
}

/** How complete the journal of a node is here, at one instant. */
export interface JournalStanding {
  readonly nodeId: string;
  /** Entries held of all its logs, each verified. */
  readonly entries: number;
  /** Every log was whole within the time after which it counts as withheld. */
  readonly isWhole: boolean;
  /** When the last of its logs was whole last, ms; undefined: one never was. */
  readonly asOf: number | undefined;
}

interface Watched {
  readonly log: WitnessedLog;
  wholeAt: number | undefined;
  /** When entries were verified last, or following began: a log far behind is not withheld. */
  movedAt: number;
}

interface NodeWatch {
  readonly logs: Map<JournalSourceName, Watched>;
  heartbeat: { readonly said: Heartbeat; readonly at: number } | undefined;
  readonly since: number;
  /** When a log of it moved last, ms; since the last heartbeat, how long none did before. */
  newest: number;
  quietMs: number;
  /** No log of it moved for a while; when the first one did again, ms. */
  isAway: boolean;
  backAt: number;
}

const RULE_OF_REFUSAL: Readonly<Record<string, AlarmRule>> = {
  'split-view': 'journal-split-view',
  'rolled-back': 'journal-rolled-back',
  'body-withheld': 'journal-withheld',
};

/** The witness's judgement of all journals it follows; reads no clock, acts on nothing. */
export class JournalWatch {
  readonly equation: PublishEquation;
  readonly #chainId: string;
  readonly #verify: VerifySignature;
  readonly #alarms: AlarmBook;
  readonly #sight: Sight;
  readonly #hasEquation: boolean;
  readonly #nodes = new Map<string, NodeWatch>();

  /**
   * `stubs`: no body is expected, so heartbeats and publications are not judged. Without
   * `hasEquation` publications are not: a part of all journals shows nothing of what is in no one.
   */
  constructor(
    chainId: string,
    verify: VerifySignature,
    alarms: AlarmBook,
    sight: Sight = 'stubs-and-bodies',
    hasEquation = sight === 'stubs-and-bodies',
  ) {
    this.#chainId = chainId;
    this.#sight = sight;
    this.#hasEquation = hasEquation;
    this.#verify = verify;
    this.#alarms = alarms;
    this.equation = new PublishEquation(alarms);
  }

  /** Whose journals are followed from now on. `stored`: what an earlier run verified. */
  setNodes(
    nodes: readonly WitnessedNode[],
    stored: (nodeId: string, source: JournalSourceName) => WitnessedState | undefined,
    now: number,
  ): void {
    const listed = new Set(nodes.map(({ nodeId }) => nodeId));
    for (const nodeId of this.#nodes.keys()) if (!listed.has(nodeId)) this.#nodes.delete(nodeId);
    for (const node of nodes) {
      const known = this.#nodes.get(node.nodeId);
      const watch = known ?? newWatch(now);
      for (const source of SOURCE_NAMES) this.#setLog(watch, node, source, stored, now);
      this.#nodes.set(node.nodeId, watch);
    }
  }

  #setLog(
    watch: NodeWatch,
    { nodeId, journalKeys, disposedTo }: WitnessedNode,
    source: JournalSourceName,
    stored: (nodeId: string, source: JournalSourceName) => WitnessedState | undefined,
    now: number,
  ): void {
    const known = watch.logs.get(source);
    const identity = { chainId: this.#chainId, nodeId, source };
    const log =
      known?.log ?? new WitnessedLog(identity, this.#verify, stored(nodeId, source), this.#sight);
    log.journalKeys = journalKeys;
    log.disposedTo = disposedTo.get(source) ?? 0;
    if (known === undefined) watch.logs.set(source, { log, wholeAt: undefined, movedAt: now });
  }

  /** The log of a node that is followed, or undefined. */
  log(nodeId: string, source: JournalSourceName): WitnessedLog | undefined {
    return this.#nodes.get(nodeId)?.logs.get(source)?.log;
  }

  /** Heads that a node anchored in a block that was verified here. */
  anchored(nodeId: string, logs: readonly LogCheckpoint[], now: number): void {
    for (const { source, size, root } of logs) {
      const name = SOURCE_NAMES.find((each) => JournalSource[each] === source);
      const log = name && this.log(nodeId, name);
      if (log === undefined || log.anchored({ size, root }).ok) continue;
      this.#altered(log, size, 'anchor-differs', now);
    }
  }

  /** The chain states another root for a size than the entries held here give. */
  anchorDiffers(log: WitnessedLog, size: number, now: number): void {
    this.#altered(log, size, 'anchor-differs', now);
  }

  /** Another node's anchor states another root for a size than the entries held here give. */
  statedOtherwise(log: WitnessedLog, by: string, size: number, now: number): void {
    const { origin } = log;
    const evidence = { kind: 'log', origin, index: size, reason: 'stated-otherwise' } as const;
    // The log showed two views, or the other node states what it did not see: both are named.
    const facts = { subject: origin, nodes: [log.identity.nodeId, by], since: now };
    this.#alarms.raise({ rule: 'journal-split-view', ...facts, evidence });
  }

  /** A checkpoint note from a node, with its proof; see `WitnessedLog.offered`. */
  head(
    log: WitnessedLog,
    note: Uint8Array,
    proof: readonly Uint8Array[],
    now: number,
  ): Checked<SignedHead, HeadRefusal> {
    const before = log.state.head;
    const taken = log.offered(note, proof);
    if (taken.ok) {
      if (log.wanted === undefined) this.#whole(log, now);
      return taken;
    }
    // An anchor may have overtaken the note on its way: a log that stays behind is found stalled.
    if (taken.reason === 'behind-anchor') return taken;
    const isAgainstHead = taken.reason === 'split-view' || taken.reason === 'rolled-back';
    if (before !== undefined && (isAgainstHead || taken.reason === 'inconsistent')) {
      const notes = { first: bytesToHex(before.note), second: bytesToHex(note) };
      const rule = RULE_OF_REFUSAL[taken.reason] ?? 'journal-split-view';
      this.#raise(rule, log, { kind: 'notes', origin: log.origin, ...notes }, now);
    } else {
      this.#altered(log, log.size, taken.reason, now);
    }
    return taken;
  }

  /** Entries from a node; see `WitnessedLog.take`. */
  page(log: WitnessedLog, page: LogPage, now: number): Checked<TakenPage, PageRefusal> {
    const taken = log.take(page);
    if (!taken.ok) {
      this.#altered(log, taken.index ?? log.size, taken.reason, now);
      return taken;
    }
    const { entries, clockBackAt, verified } = taken.value;
    const watched = this.#watched(log);
    if (watched !== undefined) watched.movedAt = now;
    const [first] = clockBackAt;
    if (first !== undefined) {
      const evidence = { kind: 'log', origin: log.origin, index: first } as const;
      this.#raise('journal-clock-back', log, { ...evidence, reason: 'time-falls' }, now);
    }
    const { nodeId, source } = log.identity;
    for (const entry of entries) {
      if (source === 'maintenance') this.#heard(nodeId, heartbeatOf(entry), now);
      if (source === 'publish') this.published(entry, now);
    }
    if (verified !== undefined) this.#whole(log, now);
    return taken;
  }

  /**
   * An entry of a publish log, verified now or, for those of the last minutes, by an earlier run:
   * the block it speaks of may come only after the restart.
   */
  published(entry: Pick<WitnessedEntry, 'body'>, now: number): void {
    const id = this.#hasEquation ? acceptedTransaction(entry) : undefined;
    if (id !== undefined) this.equation.published(bytesToHex(id), now);
  }

  /** A block carries transactions of users and officers. */
  committed(transactions: readonly CommittedTransaction[], now: number): void {
    for (const transaction of transactions) this.equation.committed(transaction, now);
  }

  /** Lets time pass: what is withheld, missing, incomplete or overdue by now. */
  tick(now: number): void {
    let publishWholeAt = now;
    for (const [nodeId, watch] of this.#nodes) {
      this.#watchStalls(nodeId, watch, now);
      this.#watchHeartbeat(nodeId, watch, now);
      publishWholeAt = Math.min(publishWholeAt, watch.logs.get('publish')?.wholeAt ?? 0);
    }
    this.equation.tick(publishWholeAt, now);
  }

  /** Where every log stands. */
  standings(): LogStanding[] {
    return [...this.#nodes].flatMap(([nodeId, { logs }]) =>
      [...logs].map(([source, { log, wholeAt }]) => {
        return { nodeId, source, size: log.size, verified: log.state.verified, wholeAt };
      }),
    );
  }

  /** How complete every journal is at `now`. */
  journals(now: number): JournalStanding[] {
    return [...this.#nodes].map(([nodeId, { logs }]) => {
      const all = [...logs.values()];
      const times = all.map(({ wholeAt }) => wholeAt ?? Number.NEGATIVE_INFINITY);
      const oldest = Math.min(...times);
      return {
        nodeId,
        entries: all.reduce((sum, { log }) => sum + log.size, 0),
        isWhole: now - oldest <= JOURNAL_STALL_MS,
        asOf: Number.isFinite(oldest) ? oldest : undefined,
      };
    });
  }

  #heard(nodeId: string, said: Heartbeat | undefined, now: number): void {
    const watch = this.#nodes.get(nodeId);
    if (said === undefined || watch === undefined) return;
    watch.heartbeat = { said, at: now };
    watch.quietMs = 0;
    this.#alarms.clear('heartbeat-missing', nodeId, now);
  }

  #watched(log: WitnessedLog): Watched | undefined {
    const { nodeId, source } = log.identity;
    return this.#nodes.get(nodeId)?.logs.get(source);
  }

  #whole(log: WitnessedLog, now: number): void {
    const watched = this.#watched(log);
    if (watched !== undefined) watched.wholeAt = now;
    for (const rule of ['journal-withheld', 'journal-incomplete'] as const) {
      this.#alarms.clear(rule, log.origin, now);
    }
    this.#alarms.clear('journal-withheld', log.identity.nodeId, now);
  }

  // A node that answers nothing at all, as when it is down, is one alarm and not one for each log.
  #watchStalls(nodeId: string, watch: NodeWatch, now: number): void {
    const watched = [...watch.logs.values()];
    const newest = watched.reduce((last, log) => Math.max(last, lastMoved(log)), 0);
    watch.quietMs += Math.max(0, newest - watch.newest - HEARTBEAT_QUIET_MS);
    watch.newest = newest;
    // As long as that it was an alarm itself: no shorter silence keeps a log from being missed.
    const isAway = now - newest > JOURNAL_STALL_MS;
    // Whoever comes back gives one log after the other: each has its time anew.
    if (watch.isAway && !isAway) watch.backAt = newest;
    watch.isAway = isAway;
    if (now - newest > JOURNAL_STALL_MS && watched[0] !== undefined) {
      const facts = { subject: nodeId, nodes: [nodeId], since: newest };
      const evidence = stallOf(watched[0].log);
      this.#alarms.raise({ rule: 'journal-withheld', ...facts, evidence });
      return;
    }
    for (const one of watched) {
      const last = lastMoved(one);
      const isAlone = newest - last > JOURNAL_STALL_MS / 2;
      if (now - Math.max(last, watch.backAt) <= JOURNAL_STALL_MS || !isAlone) continue;
      this.#raise('journal-withheld', one.log, stallOf(one.log), last);
    }
  }

  // Only while the journal itself is whole: one that is withheld is an alarm already. Who was not
  // heard at all for a while could give none, and his next one comes behind what he gives first.
  #watchHeartbeat(nodeId: string, watch: NodeWatch, now: number): void {
    const { heartbeat, logs, newest, quietMs, since } = watch;
    const maintenance = logs.get('maintenance');
    if (this.#sight === 'stubs' || maintenance === undefined) return;
    if (now - (maintenance.wholeAt ?? 0) > JOURNAL_STALL_MS) return;
    const last = heartbeat?.at ?? since;
    if (newest - last - quietMs > HEARTBEAT_MISSING_MS) {
      const { origin, size } = maintenance.log;
      const evidence = { kind: 'log', origin, index: size, reason: 'no-heartbeat' } as const;
      const facts = { subject: nodeId, nodes: [nodeId], since: last };
      this.#alarms.raise({ rule: 'heartbeat-missing', ...facts, evidence });
    }
    for (const [source, size] of heartbeat?.said.sizes ?? []) {
      const watched = logs.get(source);
      const isOld =
        (watched?.wholeAt ?? 0) > (heartbeat?.at ?? now) && size > (watched?.log.size ?? 0);
      if (watched === undefined || !isOld) continue;
      const { origin, size: index } = watched.log;
      const evidence = { kind: 'log', origin, index, reason: 'heartbeat-says-more' } as const;
      this.#raise('journal-incomplete', watched.log, evidence, now);
    }
  }

  #altered(log: WitnessedLog, index: number, reason: string, now: number): void {
    const rule = RULE_OF_REFUSAL[reason] ?? 'journal-altered';
    this.#raise(rule, log, { kind: 'log', origin: log.origin, index, reason }, now);
  }

  #raise(rule: AlarmRule, log: WitnessedLog, evidence: Evidence, since: number): void {
    const { nodeId } = log.identity;
    this.#alarms.raise({ rule, subject: log.origin, nodes: [nodeId], since, evidence });
  }
}

function newWatch(now: number): NodeWatch {
  const silence = { newest: now, quietMs: 0, isAway: false, backAt: 0 };
  return { logs: new Map(), heartbeat: undefined, since: now, ...silence };
}

function lastMoved({ wholeAt, movedAt }: Pick<Watched, 'wholeAt' | 'movedAt'>): number {
  return Math.max(wholeAt ?? 0, movedAt);
}

function stallOf({ origin, size }: WitnessedLog): Evidence {
  return { kind: 'log', origin, index: size, reason: 'stalled' };
}
