import { newId, type Watch } from '@mingjing/host/desk';
import type { Alarm, Severity } from '@mingjing/oversight';
import { Collection, type DocumentChange, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { type NoticeBody, type NoticeEvent, noticeBody, toldOf } from './notice.ts';

const MINUTE_MS = 60_000;
/** Pauses between tries: a receiver that restarts, one that is repaired, one that is replaced. */
const PAUSES_MS = [MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 120 * MINUTE_MS];
/** What could not be told in three days is no news any more: it is an entry, and is dropped. */
export const NOTICE_MS = 72 * 60 * MINUTE_MS;
/** Notices that wait at once, of all channels. */
export const OUTBOX_MAX = 1000;
/** Notices tried in one turn: a slow receiver does not hold up the other watches. */
const TRIED_AT_ONCE = 20;
const SEVERITIES: readonly Severity[] = ['minor', 'major', 'critical'];

const queued = Type.Object({
  channel: Type.String(),
  body: noticeBody,
  attempts: Type.Integer({ minimum: 0 }),
  nextAt: Type.Integer({ minimum: 0 }),
});
export type QueuedNotice = Static<typeof queued>;

/** A way to somebody: one address, one receiver. */
export interface Channel {
  /** Stable over restarts, and fit for an entry: `email` or `webhook-1`. */
  readonly name: string;
  /** Resolves when the receiver has it; throws what kept it. */
  send(body: NoticeBody): Promise<void>;
}

export interface OutboxParts {
  readonly shelf: Shelf;
  readonly chainId: string;
  readonly nodeId: string;
  readonly least: Severity;
  readonly channels: readonly Channel[];
  /** Writes the entry of a notice that left, or that was given up. */
  recorded(event: 'notice-sent' | 'notice-given-up', notice: QueuedNotice): Promise<void>;
  /** A try failed; it is tried again. */
  failed(channel: string, error: unknown): void;
}

/** Notices on their way: kept with what they tell of, tried until the receiver has them. */
export class Outbox implements Watch {
  readonly area = 'notices';
  readonly #parts: OutboxParts;
  readonly #queue: Collection<QueuedNotice>;
  /** How each channel fared last. */
  readonly #standing = new Map<string, { readonly ok: boolean; readonly at: number }>();
  #waiting: number;

  private constructor(parts: OutboxParts, waiting: number) {
    this.#parts = parts;
    this.#queue = queueOn(parts.shelf);
    this.#waiting = waiting;
  }

  static async open(parts: OutboxParts): Promise<Outbox> {
    const waiting = await queueOn(parts.shelf).list({ limit: OUTBOX_MAX });
    return new Outbox(parts, waiting.length);
  }

  get waiting(): number {
    return this.#waiting;
  }

  /** Channels by name, and whether the last try of each came through; null: none yet. */
  get channels() {
    return this.#parts.channels.map(({ name }) => ({
      name,
      last: this.#standing.get(name) ?? null,
    }));
  }

  /** Changes that put notices of an alarm on their way, to be made with what they tell of. */
  notices(alarm: Alarm, event: NoticeEvent, now: number): DocumentChange[] {
    const { chainId, channels, least, nodeId } = this.#parts;
    if (SEVERITIES.indexOf(alarm.severity) < SEVERITIES.indexOf(least)) return [];
    const free = Math.max(0, OUTBOX_MAX - this.#waiting);
    const sent = channels.slice(0, free).map(({ name }) => {
      const id = newId(now);
      const body = { id, event, chain_id: chainId, from: nodeId, time: now, alarm: toldOf(alarm) };
      return this.#queue.put(id, { channel: name, body, attempts: 0, nextAt: now });
    });
    this.#waiting += sent.length;
    return sent;
  }

  /** Tries what is due. */
  async tick(now: number): Promise<void> {
    const waiting = await this.#queue.list({ limit: OUTBOX_MAX });
    const due = waiting.filter(({ value }) => value.nextAt <= now).slice(0, TRIED_AT_ONCE);
    for (const { id, value } of due) await this.#try(id, value, now);
  }

  async #try(id: string, notice: QueuedNotice, now: number): Promise<void> {
    const channel = this.#parts.channels.find(({ name }) => name === notice.channel);
    try {
      // A channel that was taken out of the configuration has nobody behind it any more.
      if (channel === undefined) throw new Error(`there is no channel ${notice.channel}`);
      await channel.send(notice.body);
    } catch (error) {
      this.#parts.failed(notice.channel, error);
      this.#standing.set(notice.channel, { ok: false, at: now });
      await this.#again(id, notice, now);
      return;
    }
    this.#standing.set(notice.channel, { ok: true, at: now });
    await this.#parts.recorded('notice-sent', notice);
    await this.#drop(id);
  }

  async #again(id: string, notice: QueuedNotice, now: number): Promise<void> {
    if (now - notice.body.time >= NOTICE_MS) {
      await this.#parts.recorded('notice-given-up', notice);
      await this.#drop(id);
      return;
    }
    const pause = PAUSES_MS[Math.min(notice.attempts, PAUSES_MS.length - 1)] ?? MINUTE_MS;
    const next = { ...notice, attempts: notice.attempts + 1, nextAt: now + pause };
    await this.#parts.shelf.change([this.#queue.put(id, next)]);
  }

  async #drop(id: string): Promise<void> {
    await this.#parts.shelf.change([this.#queue.remove(id)]);
    this.#waiting -= 1;
  }
}

function queueOn(shelf: Shelf): Collection<QueuedNotice> {
  return new Collection<QueuedNotice>(shelf, {
    name: 'outbox',
    isValid: (value): value is QueuedNotice => Value.Check(queued, value),
  });
}
