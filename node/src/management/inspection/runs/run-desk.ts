import { Readable } from 'node:stream';
import { assert, bytesToHex, hexToBytes } from '@mingjing/crypto';
import type { Host } from '@mingjing/host';
import {
  type Collector,
  changesBetween,
  type Form,
  type FormInForce,
  type ItemChange,
  isSupervisionItem,
  type KnownFindings,
  runInspection,
  tallyOf,
} from '@mingjing/inspection';
import { createEventFeed, type EventFeed } from '@mingjing/service';
import { type Collection, type Document, LISTED_MAX, type Shelf } from '@mingjing/storage';
import { newId } from '../../new-id.ts';
import { ownOrganisation } from '../../officers.ts';
import { recordProgramAct } from '../../own-act.ts';
import type { SupervisionAnswer, SupervisionPort } from '../world.ts';
import { type Moment, type RunDocument, runsOn } from './run-document.ts';

/** Runs looked through for the one before: as many as are read at once. */
const LOOKED_AT = 50;
const CODE_CHARS_MAX = 64;

export interface RunParts {
  readonly host: Host;
  readonly shelf: Shelf;
  /** Collectors of a run, with what a supervision node said of it. */
  collectors(supervision: SupervisionAnswer | undefined): readonly Collector[];
  /** Asked once in a run; absent: none is named here. */
  readonly supervision?: SupervisionPort | undefined;
  now(): number;
  /** What persons confirmed and attested, as it is when a run begins. */
  known(): Promise<KnownFindings>;
}

/** What begins a run. */
export interface RunOrder {
  readonly phrase: string;
  readonly by: string;
  readonly only: readonly string[] | null;
  readonly inForce: FormInForce;
}

/** How far the run under way is. */
export interface RunProgress {
  readonly done: number;
  readonly total: number;
  /** Item that is being looked at. */
  readonly item: string | null;
}

/** Events of a run: each item begins, and is answered or fails. */
const EVENTS_MAX = 2048;

interface UnderWay {
  readonly id: string;
  readonly feed: EventFeed;
  readonly stopping: AbortController;
  run: RunDocument;
  progress: RunProgress;
  ended: Promise<void>;
}

/** Runs of the inspection: one at a time, each kept on record with all that was found. */
export class RunDesk {
  readonly runs: Collection<RunDocument>;
  /** Told of each run before it counts as over, to sign it; what it throws leaves it unsigned. */
  onEnded: (id: string, run: RunDocument) => Promise<void> = async () => undefined;
  readonly #parts: RunParts;
  #underWay: UnderWay | undefined;

  constructor(parts: RunParts) {
    this.#parts = parts;
    this.runs = runsOn(parts.shelf);
  }

  /** A run that the program's last life did not end was broken off with it. */
  async settle(): Promise<void> {
    const left = await this.runs.list({ reverse: true, limit: 1 });
    for (const { id, value } of left) {
      if (value.state !== 'running') continue;
      await this.#parts.shelf.change([this.runs.put(id, { ...value, state: 'stopped' })]);
    }
  }

  get isRunning(): boolean {
    return this.#underWay !== undefined;
  }

  /** Begins a run, in the shelf's turn; `record` makes its entry and is awaited first. */
  async begin(order: RunOrder, record: (id: string) => Promise<unknown>): Promise<string> {
    const { now, shelf } = this.#parts;
    const id = newId(now());
    await record(id);
    const run = this.#newRun(order);
    await shelf.change([this.runs.put(id, run)]);
    const items = order.inForce.form.items.filter(
      ({ id: item }) => order.only === null || order.only.includes(item),
    );
    const progress = { done: 0, total: items.length, item: null };
    const underWay: UnderWay = {
      ...{ id, run, progress, stopping: new AbortController(), ended: Promise.resolve() },
      feed: createEventFeed({ epoch: id, keptMax: EVENTS_MAX }),
    };
    this.#underWay = underWay;
    underWay.ended = this.#run(underWay, order)
      .catch((error: unknown) => {
        this.#parts.host.logger.error({ err: error, run: id }, 'an inspection was not recorded');
      })
      .finally(() => {
        this.#underWay = undefined;
        underWay.feed.publish('ended', { run: id });
        underWay.feed.close();
      });
    return id;
  }

  /** Breaks the run off after the item under way; false when it is not running. */
  interrupt(id: string): boolean {
    if (this.#underWay?.id !== id) return false;
    this.#underWay.stopping.abort(new Error('INTERRUPTED'));
    return true;
  }

  /**
   * Events of the run under way, from its begin or after the last that a reader saw; the stream
   * ends with the run, and one of a run that is over at once.
   */
  follow(id: string, lastEventId: string | undefined): Readable {
    const feed = this.#underWay?.id === id ? this.#underWay.feed : undefined;
    return feed?.open(lastEventId ?? `${id}-0`) ?? Readable.from([]);
  }

  /** A run as it is now, with how far it is. */
  async find(id: string): Promise<{ run: RunDocument; progress: RunProgress } | undefined> {
    const underWay = this.#underWay?.id === id ? this.#underWay : undefined;
    if (underWay !== undefined) return { run: underWay.run, progress: underWay.progress };
    const run = await this.runs.get(id);
    if (run === undefined) return undefined;
    const { length } = run.answers;
    return { run, progress: { done: length, total: length, item: null } };
  }

  /** The latest run that was not broken off; before `id` when that is given. */
  async latest(id?: string): Promise<Document<RunDocument> | undefined> {
    const range = id === undefined ? {} : { past: id };
    const found = await this.runs.list({ ...range, reverse: true, limit: LOOKED_AT });
    return found.find(({ value }) => value.state === 'done');
  }

  /** What differs from the run before; undefined: there was none. */
  async changes(id: string, run: RunDocument): Promise<ItemChange[] | undefined> {
    const before = await this.latest(id);
    if (before === undefined) return undefined;
    // Of items that were not asked for this time nothing is said.
    const asked = before.value.answers.filter(
      ({ item }) => run.only === null || run.only.includes(item),
    );
    return changesBetween(asked, run.answers);
  }

  list(limit: number): Promise<Document<RunDocument>[]> {
    return this.runs.list({ reverse: true, limit: Math.min(limit, LISTED_MAX) });
  }

  /** Ends the run under way, which is then on record as broken off. */
  async stop(): Promise<void> {
    const underWay = this.#underWay;
    if (underWay !== undefined) {
      this.interrupt(underWay.id);
      await underWay.ended;
    }
  }

  async #run(underWay: UnderWay, { inForce, only, phrase }: RunOrder): Promise<void> {
    const { feed, id, stopping } = underWay;
    const { host, now, shelf } = this.#parts;
    const supervision = await this.#ask(underWay, { inForce, only, phrase });
    const collectors = this.#parts.collectors(supervision);
    await runInspection({
      ...{ form: inForce.form, collectors, phrase, now, signal: stopping.signal },
      known: await this.#parts.known(),
      ...(only === null ? {} : { only }),
      events: {
        began: ({ id: item }) => {
          underWay.progress = { ...underWay.progress, item };
          feed.publish('began', { run: id, item });
        },
        answered: (answer) => {
          underWay.run = { ...underWay.run, answers: [...underWay.run.answers, answer] };
          const done = underWay.progress.done + 1;
          underWay.progress = { ...underWay.progress, done, item: null };
          const { item, kind, verdict } = answer;
          feed.publish('answered', { run: id, item, kind, verdict, done });
        },
        failed: ({ id: item }, error) => {
          const failure = { item, code: codeOf(error) };
          underWay.run = { ...underWay.run, failures: [...underWay.run.failures, failure] };
          host.logger.warn({ err: error, item }, 'an item was not measured');
          feed.publish('failed', { run: id, ...failure });
        },
      },
    });
    const state = stopping.signal.aborted ? 'stopped' : 'done';
    const run: RunDocument = { ...underWay.run, state, ended: this.#moment() };
    await this.#note(id, run, inForce.form);
    await shelf.inTurn(() => shelf.change([this.runs.put(id, run)]));
    if (state === 'done') await this.onEnded(id, run);
    // Only now: whoever sees that it is over asks for what it leaves behind.
    underWay.run = run;
  }

  /** What a supervision node says of this run's items; kept with the run, for its record. */
  async #ask(
    underWay: UnderWay,
    { inForce, only, phrase }: Pick<RunOrder, 'inForce' | 'only' | 'phrase'>,
  ): Promise<SupervisionAnswer | undefined> {
    const { supervision } = this.#parts;
    const items = inForce.form.items
      .map(({ id }) => id)
      .filter((id) => isSupervisionItem(id) && (only === null || only.includes(id)));
    if (supervision === undefined || items.length === 0) return undefined;
    const formHash = hexToBytes(inForce.hash);
    assert(formHash !== undefined, 'the hash of a form is hexadecimal');
    const { signal } = underWay.stopping;
    const answer = await supervision.ask({ phrase, formHash, items, signal });
    if (!answer.ok) return answer;
    const [measurements, signature] = [answer.signed.measurements, answer.signed.signature].map(
      (bytes) => Buffer.from(bytes).toString('base64'),
    );
    const stated = { by: answer.by, measurements: measurements ?? '', signature: signature ?? '' };
    underWay.run = { ...underWay.run, stated };
    return answer;
  }

  async #note(id: string, { answers, state }: RunDocument, form: Form): Promise<void> {
    const { verdicts } = tallyOf(form, answers).all;
    const event = state === 'done' ? 'inspection-ended' : 'inspection-broken-off';
    const counts = [
      ...[verdicts.met, verdicts['mostly-met'], verdicts['not-met']],
      ...[verdicts['not-applicable'], verdicts['not-measured']],
    ];
    await recordProgramAct(this.#parts.host, { event, object: id, counts });
  }

  #newRun({ by, inForce, only, phrase }: RunOrder): RunDocument {
    const { host } = this.#parts;
    const { form, hash } = inForce;
    return {
      ...{
        kind: 'self-check',
        state: 'running',
        phrase,
        by,
        only: only === null ? null : [...only],
      },
      ...{ chainId: host.replica.chain.chainId, nodeId: host.nodeId },
      organisation: ownOrganisation(host) ?? '',
      form: { id: form.id, version: form.version, hash },
      ...{ began: this.#moment(), ended: null, answers: [], failures: [] },
    };
  }

  #moment(): Moment {
    const { host, now } = this.#parts;
    const { height, blockId } = host.replica.chain.state;
    return { at: now(), height, block: bytesToHex(blockId) };
  }
}

function codeOf(error: unknown): string {
  const { code, message, name } = error as { code?: unknown; message?: unknown; name?: unknown };
  const isWord = (value: unknown) => typeof value === 'string' && /^[A-Z][A-Z_]+$/.test(value);
  const said = [code, message].find(isWord) ?? (name === 'TimeoutError' ? 'TIMEOUT' : 'INTERNAL');
  return String(said).slice(0, CODE_CHARS_MAX);
}
