import { assert } from '@mingjing/crypto';
import type { RegistryReader } from '@mingjing/execution';
import type { Watch } from '@mingjing/host/desk';
import { type Fact, type Finding, findingKey, RuleEngine } from '@mingjing/oversight';
import { type Collection, LISTED_MAX, type Shelf } from '@mingjing/storage';
import type { DeskAlarms } from '../alarms-port.ts';
import { factsOf, type JudgedBlock, type PublishedText, textsOf } from './block-facts.ts';
import type { BlockReader } from './block-reader.ts';
import { FactLog } from './fact-log.ts';
import { HEARD_FACTS_MAX } from './heard-facts.ts';
import { type HistoryParts, history } from './history.ts';
import { type RuleVersion, versionId, versionsOn } from './rule-version.ts';
import type { ToldFact } from './told-fact.ts';
import { readRefusals, type WitnessedJournal } from './witnessed-refusals.ts';

/** Blocks whose facts were made at their commit and wait to be written: minutes of load. */
const HEARD_MAX = 1024;
/** Records whose contents are waited for; beyond them the oldest is left to coverage alarms. */
const AWAITED_MAX = 10_000;
/** Blocks of one turn: a tick, and whoever decides on rules, wait for no more of them. */
const STRETCH_BLOCKS = 64;

export interface WatchDeskParts {
  readonly shelf: Shelf;
  readonly alarms: DeskAlarms;
  readonly reader: BlockReader;
  registry(): RegistryReader;
  /** What happened outside of blocks since it was asked last. */
  news(): Promise<readonly ToldFact[]>;
  /** Orders that fall due between two block times and were carried out before. */
  done(from: number, to: number): Promise<readonly ToldFact[]>;
  /** What is here of other nodes' journals. */
  journals(): readonly WitnessedJournal[];
  onError(error: unknown): void;
}

interface At {
  readonly height: number;
  readonly time: number;
}

interface Awaited {
  readonly published: PublishedText;
  readonly at: At;
}

const NO_PLACES: ReadonlyMap<string, number> = new Map();

/**
 * The rules at work. It follows the chain block by block: facts are written down first, then
 * judged, and what is found is an alarm once, through every restart.
 */
export class WatchDesk implements Watch {
  readonly area = 'rules';
  readonly versions: Collection<RuleVersion>;
  readonly #parts: WatchDeskParts;
  readonly #log: FactLog;
  readonly #heard = new Map<number, readonly Fact[]>();
  readonly #awaited = new Map<string, Awaited>();
  /** Facts that were found out and wait for a block that is here. */
  #untold: ToldFact[] = [];
  /** Findings that are alarms already. */
  readonly #raised: Set<string>;
  #active: RuleVersion | undefined;
  /** The rules at work; undefined while they hear again what was before this start. */
  #engine: RuleEngine | undefined;
  /** How far they heard again. */
  #heardAgain = 0;
  #hearing: Promise<void> | undefined;
  #following: Promise<void> | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #isStopped = false;

  private constructor(parts: WatchDeskParts, log: FactLog) {
    this.#parts = parts;
    this.#log = log;
    this.versions = versionsOn(parts.shelf);
    this.#raised = new Set(
      parts.alarms.all().flatMap(({ rule, subject }) => (rule === 'watch-rule' ? [subject] : [])),
    );
  }

  /** Opens it; the rules in force hear again what they judged before, from the first follow on. */
  static async open(parts: WatchDeskParts): Promise<WatchDesk> {
    const desk = new WatchDesk(parts, await FactLog.open(parts.shelf));
    const all = await desk.versions.list({ reverse: true, limit: LISTED_MAX });
    desk.#active = all.find(({ value }) => value.state === 'active')?.value;
    desk.#heardAgain = firstOf(desk.#active) - 1;
    return desk;
  }

  get active(): RuleVersion | undefined {
    return this.#active;
  }

  /** Height up to which facts are written down and judged. */
  get height(): number {
    return this.isHearingAgain ? this.#heardAgain : this.#log.height;
  }

  /** Whether rules in force still hear what was before this start, and judge nothing new. */
  get isHearingAgain(): boolean {
    return this.#active !== undefined && this.#engine === undefined;
  }

  get history(): HistoryParts {
    const { reader, registry } = this.#parts;
    return { log: this.#log, reader, registry };
  }

  /** A block was committed: its facts are made now, while the state is the one after it. */
  committed(block: JudgedBlock): void {
    if (this.#heard.size < HEARD_MAX) {
      this.#heard.set(block.height, factsOf(this.#parts.registry(), block));
    }
    void this.follow().catch(this.#parts.onError);
  }

  /** Takes all blocks that are new, a stretch at a time; others have their turns in between. */
  follow(): Promise<void> {
    this.#following ??= this.#followAll();
    return this.#following;
  }

  /** Looks once; what is more than a stretch of blocks goes on beside it. */
  async tick(): Promise<void> {
    await this.#inTurn(async () => {
      await this.#stretch();
      // News are told at the latest block, not at one that they are no news of.
      if (this.#isBehind) return;
      const news = await this.#parts.news();
      this.#untold = [...this.#untold, ...news].slice(-HEARD_FACTS_MAX);
      await this.#tell();
      await this.#readAwaited();
    });
    if (this.#isBehind) void this.follow().catch(this.#parts.onError);
  }

  /**
   * Puts a version in force from the next block on: it judges nothing that was before. Not while
   * the one before `isHearingAgain`, of which nobody would judge the rest.
   */
  activate(version: RuleVersion, at: number): Promise<RuleVersion> {
    return this.#inTurn(async () => {
      assert(!this.isHearingAgain, 'rules that are replaced have judged all that is theirs');
      const activeFrom = this.#log.height + 1;
      const value: RuleVersion = { ...version, state: 'active', activeFrom };
      const before = this.#active;
      const changes = [this.versions.put(versionId(value.set.version), value)];
      if (before !== undefined) {
        const replaced: RuleVersion = { ...before, state: 'replaced', replacedAt: at };
        changes.push(this.versions.put(versionId(before.set.version), replaced));
      }
      await this.#parts.shelf.change(changes);
      this.#active = value;
      this.#engine = new RuleEngine(value.set);
      this.#awaited.clear();
      return value;
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#hearing;
    await this.#turn;
  }

  get #isBehind(): boolean {
    return !this.#isStopped && this.#log.height < this.#parts.reader.height();
  }

  async #followAll(): Promise<void> {
    try {
      do await this.#inTurn(() => this.#stretch());
      while (this.#isBehind);
    } finally {
      this.#following = undefined;
    }
  }

  async #stretch(): Promise<void> {
    this.#resume();
    let before = await this.#judged();
    const end = this.#log.height + STRETCH_BLOCKS;
    while (this.#isBehind && this.#log.height < end) {
      const height = this.#log.height + 1;
      const block = await this.#parts.reader.block(height);
      // A chain that was joined by a snapshot has no block here: its facts are unknown.
      const facts = block === undefined ? [] : this.#factsOf(block);
      if (block !== undefined && before !== undefined) await this.#tellDone(before, block.time);
      await this.#log.next(height, facts);
      this.#heard.delete(height);
      if (block !== undefined) await this.#judgeBlock(block, facts);
      before = block && { height, time: block.time };
    }
  }

  /** The latest block that was judged; undefined: there is none, or it is not here. */
  async #judged(): Promise<At | undefined> {
    const height = this.#log.height;
    if (height === 0 || height >= this.#parts.reader.height()) return undefined;
    const block = await this.#parts.reader.block(height);
    return block && { height, time: block.time };
  }

  // Under load blocks are judged late: what was done in time is told before one that is past it.
  async #tellDone(before: At, time: number): Promise<void> {
    const done = await this.#parts.done(before.time, time);
    this.#judge(await this.#log.also(done, before, NO_PLACES));
  }

  #factsOf(block: JudgedBlock): readonly Fact[] {
    return this.#heard.get(block.height) ?? factsOf(this.#parts.registry(), block);
  }

  async #judgeBlock(block: JudgedBlock, facts: readonly Fact[]): Promise<void> {
    const { height, time } = block;
    this.#judge([{ type: 'block', height, time }, ...facts]);
    if (this.#engine === undefined) return;
    for (const published of textsOf(this.#parts.registry(), block)) {
      this.#await({ published, at: { height, time } });
    }
    await this.#readAwaited();
  }

  #await(awaited: Awaited): void {
    if (this.#awaited.size >= AWAITED_MAX) {
      const [oldest] = this.#awaited.keys();
      if (oldest !== undefined) this.#awaited.delete(oldest);
    }
    this.#awaited.set(awaited.published.record, awaited);
  }

  async #readAwaited(): Promise<void> {
    if (this.#engine === undefined) return;
    for (const [name, { at, published }] of [...this.#awaited]) {
      const texts = await this.#parts.reader.texts(published);
      if (texts === undefined) continue;
      this.#awaited.delete(name);
      const { record, user, organisation } = published;
      this.#judge([{ type: 'text', ...at, record, user, organisation, texts }]);
    }
  }

  async #tell(): Promise<void> {
    const height = this.#log.height;
    const placeOf = (nodeId: string) => this.#log.placeOf(nodeId);
    const { facts: refusals, places } = await readRefusals(this.#parts.journals(), placeOf);
    if (this.#untold.length === 0 && places.size === 0) return;
    const block = await this.#parts.reader.block(height);
    if (block === undefined) return;
    const at = { height, time: block.time };
    const facts = await this.#log.also([...this.#untold, ...refusals], at, places);
    this.#untold = [];
    this.#judge(facts);
  }

  #resume(): void {
    if (this.#active === undefined || this.#engine || this.#hearing || this.#isStopped) return;
    this.#hearing = this.#hearAgain(this.#active)
      .catch(this.#parts.onError)
      .finally(() => {
        this.#hearing = undefined;
      });
  }

  /**
   * After a start the rules hear again what they heard; what was found is an alarm already. That
   * may be months of blocks, so it takes no turn: what is new is written down meanwhile, and heard
   * in its place. After an error the next follow begins anew.
   */
  async #hearAgain(version: RuleVersion): Promise<void> {
    const engine = new RuleEngine(version.set);
    this.#awaited.clear();
    let from = firstOf(version);
    // More may be told at the latest height until there is another one.
    for (let to = this.#log.height - 1; from <= to; to = this.#log.height - 1) {
      await this.#hear(engine, from, to);
      if (this.#isStopped) return;
      from = to + 1;
    }
    await this.#inTurn(async () => {
      await this.#hear(engine, from, this.#log.height);
      if (!this.#isStopped) this.#engine = engine;
    });
  }

  async #hear(engine: RuleEngine, from: number, to: number): Promise<void> {
    for await (const { facts, height, time, unread } of history(this.history, from, to)) {
      if (this.#isStopped) return;
      this.#judge(facts, engine);
      for (const published of unread) this.#await({ published, at: { height, time } });
      this.#heardAgain = height;
    }
  }

  #judge(facts: readonly Fact[], engine = this.#engine): void {
    const { set } = this.#active ?? {};
    if (engine === undefined || set === undefined) return;
    for (const fact of facts) {
      for (const finding of engine.take(fact)) this.#raise(finding, set.version);
    }
  }

  #raise(finding: Finding, version: number): void {
    const subject = `v${version}/${findingKey(finding)}`;
    if (this.#raised.has(subject)) return;
    const evidence = { kind: 'finding', version, finding } as const;
    // The time of the block: a replay at any time says the same.
    const since = finding.time;
    this.#parts.alarms.raise({ rule: 'watch-rule', subject, nodes: [], since, evidence });
    this.#raised.add(subject);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

/** The first block that a version judges. */
function firstOf(version: RuleVersion | undefined): number {
  return version?.activeFrom ?? 1;
}
