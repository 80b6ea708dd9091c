import { CLEARED_ALARMS_KEPT, OPEN_ALARMS_MAX, UNLISTED_ALARMS_MAX } from './limits.ts';
import type { Finding } from './rules/rule.ts';

/** What an alarm is raised by. */
export type AlarmRule =
  | 'fork'
  | 'state-root-differs'
  | 'equivocation'
  | 'roll-back'
  | 'peer-misbehaved'
  | 'tip-stalled'
  | 'coverage-gap'
  | 'verification-behind'
  | 'journal-split-view'
  | 'journal-rolled-back'
  | 'journal-altered'
  | 'journal-withheld'
  | 'journal-incomplete'
  | 'journal-clock-back'
  | 'heartbeat-missing'
  | 'publish-unjournalled'
  | 'order-withheld'
  | 'journal-space-low'
  | 'journal-space-critical'
  | 'search-index-altered'
  | 'stored-block-altered'
  | 'watch-rule'
  | 'alarms-not-listed';
export type Severity = 'critical' | 'major' | 'minor';

/** Severity by rule: what breaks the chain's truth, what hides it, what slows its view. */
const SEVERITY: Readonly<Record<AlarmRule, Severity>> = {
  fork: 'critical',
  'state-root-differs': 'critical',
  equivocation: 'critical',
  'roll-back': 'major',
  'peer-misbehaved': 'major',
  'tip-stalled': 'major',
  'coverage-gap': 'major',
  'verification-behind': 'minor',
  'journal-split-view': 'critical',
  'journal-rolled-back': 'critical',
  'journal-altered': 'critical',
  'journal-withheld': 'major',
  'journal-incomplete': 'major',
  'journal-clock-back': 'minor',
  'heartbeat-missing': 'major',
  'publish-unjournalled': 'major',
  'order-withheld': 'major',
  'journal-space-low': 'minor',
  'journal-space-critical': 'major',
  'search-index-altered': 'major',
  'stored-block-altered': 'critical',
  // Each rule of the authority has its own.
  'watch-rule': 'minor',
  'alarms-not-listed': 'major',
};

/** A node's latest block by its own signed word. Byte fields in hexadecimal. */
export interface Head {
  readonly nodeId: string;
  readonly organisation: string;
  readonly height: number;
  readonly blockId: string;
  readonly stateRoot: string;
  /** The node's clock when it signed, ms. */
  readonly time: number;
  /** The canonical Tip bytes and the signature over them: evidence that stands alone. */
  readonly tip: string;
  readonly signature: string;
}

/** A block that this node verified itself. */
export interface OwnBlock {
  readonly height: number;
  readonly blockId: string;
  readonly stateRoot: string;
}

/** What an alarm rests on; plain data, so that it can be written and read back as JSON. */
export type Evidence =
  | { readonly kind: 'heads'; readonly first: Head; readonly second: Head }
  | {
      readonly kind: 'head-against-own';
      readonly head: Head;
      readonly own: OwnBlock;
      /** Another node's signed head of the block verified here, when one is at hand. */
      readonly agreeing: Head | null;
    }
  | { readonly kind: 'statements'; readonly statements: ConflictingStatements }
  | { readonly kind: 'silence'; readonly lastHead: Head | null }
  | { readonly kind: 'gap'; readonly commitment: string; readonly height: number }
  | { readonly kind: 'lag'; readonly verified: number; readonly expected: number }
  | { readonly kind: 'reason'; readonly reason: string }
  | {
      /** Two signed notes of one log that cannot both be an honest log's; in hexadecimal. */
      readonly kind: 'notes';
      readonly origin: string;
      readonly first: string;
      readonly second: string;
    }
  | {
      /** A place in a log: the index from which something is missing or not as it was signed. */
      readonly kind: 'log';
      readonly origin: string;
      readonly index: number;
      readonly reason: string;
    }
  | {
      /** An order that no block carries: heights when it was first heard of, and now. */
      readonly kind: 'order';
      readonly id: string;
      readonly since: number;
      readonly height: number;
    }
  | { readonly kind: 'transaction'; readonly id: string; readonly height: number }
  | {
      /** Of the own journal: what ends first, and what is left of it. Null: not known. */
      readonly kind: 'room';
      readonly limit: 'budget' | 'disk';
      readonly roomBytes: number;
      readonly daysLeft: number | null;
      readonly neededBytes: number | null;
    }
  /** What a rule of the authority found, and in which version of the rules it stands. */
  | { readonly kind: 'finding'; readonly version: number; readonly finding: Finding }
  | { readonly kind: 'count'; readonly count: number };

/** Two signed statements of one validator that contradict each other. Bytes in hexadecimal. */
export interface ConflictingStatements {
  readonly type: 'votes' | 'proposals';
  readonly height: number;
  readonly round: number;
  readonly first: string;
  readonly firstSignature: string;
  readonly second: string;
  readonly secondSignature: string;
  /** Block in which the chain recorded them. */
  readonly recordedHeight: number;
}

/** Append-only: an alarm is raised, its facts may be updated, it may clear; it never goes. */
export interface Alarm {
  /** `alarm-` and its number in the list, from 1. */
  readonly id: string;
  readonly rule: AlarmRule;
  readonly severity: Severity;
  /** What it is about: a node id, a commitment; with the rule it names one open alarm. */
  readonly subject: string;
  /** Nodes that are answerable; empty when nobody is known. */
  readonly nodes: readonly string[];
  /** ms. */
  readonly since: number;
  readonly evidence: Evidence;
  readonly state: 'open' | 'cleared';
  /** ms; only when cleared. */
  readonly clearedAt?: number;
}

/** A line of the list. The same list of lines makes the same alarms. */
export type AlarmEvent =
  | { readonly type: 'raised' | 'updated'; readonly alarm: Alarm }
  | { readonly type: 'cleared'; readonly id: string; readonly at: number };

/** What a rule knows of an alarm it raises. */
export type NewAlarm = Pick<Alarm, 'rule' | 'subject' | 'nodes' | 'since' | 'evidence'>;

const NOT_LISTED = { rule: 'alarms-not-listed', subject: '' } as const;

/**
 * The alarms of a supervision node: all open ones, the latest cleared ones. Every change is an
 * event that the program writes down before it shows the alarm. What finds the list full waits for
 * room in it, and one alarm says how many wait: at the least, since no more than
 * `UNLISTED_ALARMS_MAX` are remembered. After a restart the number of the earlier run stands until
 * more wait or the list has room again; what lasts is raised again by then.
 */
export class AlarmBook {
  readonly #open = new Map<string, Alarm>();
  readonly #cleared: Alarm[] = [];
  /** Alarms that wait for room in the list, oldest first. */
  readonly #waiting = new Map<string, NewAlarm>();
  #events: AlarmEvent[] = [];
  #last = 0;
  /** How many an earlier run had not listed when it ended. */
  #unlistedBefore = 0;

  /** Takes over the events of an earlier run, in their order. */
  restore(events: Iterable<AlarmEvent>): void {
    for (const event of events) this.#put(event);
    const evidence = this.#open.get(keyOf(NOT_LISTED))?.evidence;
    if (evidence?.kind === 'count') this.#unlistedBefore = evidence.count;
  }

  /** Raises an alarm, or updates the open one of the same rule and subject. */
  raise(facts: NewAlarm): void {
    const known = this.#open.get(keyOf(facts));
    if (known !== undefined) {
      const after = updated(known, facts);
      if (after !== known) this.#emit({ type: 'updated', alarm: after });
    } else if (this.#isFull) this.#wait(facts);
    else this.#list(facts);
  }

  /** Clears the alarm of a rule and subject, if there is one. */
  clear(rule: AlarmRule, subject: string, now: number): void {
    const key = keyOf({ rule, subject });
    this.#waiting.delete(key);
    this.#close(key, now);
    if (this.#open.has(keyOf(NOT_LISTED))) this.#makeRoom(now);
  }

  isOpen(rule: AlarmRule, subject: string): boolean {
    return this.#open.has(keyOf({ rule, subject }));
  }

  /** Open alarms, oldest first. */
  open(): readonly Alarm[] {
    return [...this.#open.values()];
  }

  /** What stands, listed or not. */
  standing(): readonly NewAlarm[] {
    return [...this.#open.values(), ...this.#waiting.values()];
  }

  /** The latest cleared alarms, oldest first. */
  cleared(): readonly Alarm[] {
    return this.#cleared;
  }

  /** Changes since the last call, in order. */
  takeEvents(): readonly AlarmEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  get #isFull(): boolean {
    const own = this.#open.has(keyOf(NOT_LISTED)) ? 1 : 0;
    return this.#open.size - own >= OPEN_ALARMS_MAX;
  }

  #list(facts: NewAlarm): void {
    const id = `alarm-${this.#last + 1}`;
    const { evidence, rule } = facts;
    const severity = evidence.kind === 'finding' ? evidence.finding.severity : SEVERITY[rule];
    this.#emit({ type: 'raised', alarm: { id, severity, ...facts, state: 'open' } });
  }

  #close(key: string, now: number): void {
    const known = this.#open.get(key);
    if (known !== undefined) this.#emit({ type: 'cleared', id: known.id, at: now });
  }

  // What lasts is raised each second: only what is new here is told.
  #wait(facts: NewAlarm): void {
    const key = keyOf(facts);
    const known = this.#waiting.get(key);
    if (known === undefined && this.#waiting.size >= UNLISTED_ALARMS_MAX) return;
    this.#waiting.set(key, known === undefined ? facts : updated(known, facts));
    if (known === undefined) this.#tellUnlisted(facts.since);
  }

  #makeRoom(now: number): void {
    for (const [key, facts] of this.#waiting) {
      if (this.#isFull) break;
      this.#waiting.delete(key);
      this.#list(facts);
    }
    if (!this.#isFull) this.#unlistedBefore = 0;
    this.#tellUnlisted(now);
  }

  #tellUnlisted(now: number): void {
    const count = Math.max(this.#waiting.size, this.#unlistedBefore);
    if (count === 0) {
      this.#close(keyOf(NOT_LISTED), now);
      return;
    }
    const facts = {
      ...NOT_LISTED,
      nodes: [],
      since: now,
      evidence: { kind: 'count', count },
    } as const;
    if (this.isOpen(NOT_LISTED.rule, NOT_LISTED.subject)) this.raise(facts);
    else this.#list(facts);
  }

  #emit(event: AlarmEvent): void {
    this.#put(event);
    const last = this.#events.at(-1);
    const isOvertaken =
      event.type === 'updated' && last?.type === 'updated' && last.alarm.id === event.alarm.id;
    if (isOvertaken) this.#events.pop();
    this.#events.push(event);
  }

  #put(event: AlarmEvent): void {
    if (event.type !== 'cleared') {
      const { alarm } = event;
      this.#open.set(keyOf(alarm), alarm);
      this.#last = Math.max(this.#last, Number(alarm.id.slice('alarm-'.length)));
      return;
    }
    const alarm = this.open().find(({ id }) => id === event.id);
    if (alarm === undefined) return;
    this.#open.delete(keyOf(alarm));
    this.#cleared.push({ ...alarm, state: 'cleared', clearedAt: event.at });
    if (this.#cleared.length > CLEARED_ALARMS_KEPT) this.#cleared.shift();
  }
}

function keyOf({ rule, subject }: Pick<Alarm, 'rule' | 'subject'>): string {
  return `${rule} ${subject}`;
}

// The first evidence stands: what is added are names and counts.
function updated<T extends NewAlarm>(known: T, { nodes, evidence }: NewAlarm): T {
  if (sameList(known.nodes, nodes) && sameCount(known.evidence, evidence)) return known;
  return { ...known, nodes, evidence: evidence.kind === 'count' ? evidence : known.evidence };
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

function sameCount(a: Evidence, b: Evidence): boolean {
  return b.kind !== 'count' || (a.kind === 'count' && a.count === b.count);
}
