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
  #engine: RuleEngine | undefined;
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

  /** Opens it; the rules in force begin with what they judged before, at the first follow. */
  static async open(parts: WatchDeskParts): Promise<WatchDesk> {
    const desk = new WatchDesk(parts, await FactLog.open(parts.shelf));
    const all = await desk.versions.list({ reverse: true, limit: LISTED_MAX });
    desk.#active = all.find(({ value }) => value.state === 'active')?.value;
    return desk;
  }

  get active(): RuleVersion | undefined {
    return this.#active;
  }

  /** Height up to which facts are written down and judged. */
  get height(): number {
    return this.#log.height;
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

  /** Judges what is new; one after the other. */
  follow(): Promise<void> {
    return this.#inTurn(() => this.#follow());
  }

  async tick(): Promise<void> {
    await this.#inTurn(async () => {
      await this.#follow();
      const news = await this.#parts.news();
      this.#untold = [...this.#untold, ...news].slice(-HEARD_FACTS_MAX);
      await this.#tell();
      await this.#readAwaited();
    });
  }

  /** Puts a version in force from the next block on: it judges nothing that was before. */
  activate(version: RuleVersion, at: number): Promise<RuleVersion> {
    return this.#inTurn(async () => {
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
    await this.#turn;
  }

  async #follow(): Promise<void> {
    await this.#resume();
    let before = await this.#judged();
    while (!this.#isStopped && this.#log.height < this.#parts.reader.height()) {
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

  /** After a start the rules hear again what they heard; what was found is an alarm already. */
  async #resume(): Promise<void> {
    const active = this.#active;
    if (active === undefined || active.activeFrom === null || this.#engine !== undefined) return;
    this.#engine = new RuleEngine(active.set);
    const { activeFrom } = active;
    for await (const heard of history(this.history, activeFrom, this.#log.height)) {
      const { facts, height, time, unread } = heard;
      this.#judge(facts);
      for (const published of unread) this.#await({ published, at: { height, time } });
    }
  }

  #judge(facts: readonly Fact[]): void {
    const { set } = this.#active ?? {};
    if (this.#engine === undefined || set === undefined) return;
    for (const fact of facts) {
      for (const finding of this.#engine.take(fact)) this.#raise(finding, set.version);
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
