import type { Host } from '@mingjing/host';
import type { AlarmEvent } from '@mingjing/oversight';
import type { CommittedBlock } from '@mingjing/replica';
import type { EventFeed } from '@mingjing/service';
import type { DayFeeder } from './day/day-feeder.ts';
import type { Observer } from './observer.ts';
import { latestRecords } from './reading/records.ts';
import { alarmView, situationOf } from './reading/situation.ts';

/** Said again even when nothing changed, so that a reader can tell calm from a dead line. */
const REPEAT_MS = 10_000;
/** Records of the first screen. */
const RECORDS_SHOWN = 20;

/** Tells readers what changed, at most once a second, and nothing when nobody reads. */
export class LiveFeed {
  readonly #host: Host;
  readonly #feed: EventFeed;
  readonly #day: DayFeeder;
  #situation = '';
  #saidAt = 0;
  #hasNewRecords = false;
  #saidDay = '';
  #saidDayAt = 0;

  constructor(host: Host, feed: EventFeed, day: DayFeeder) {
    this.#host = host;
    this.#feed = feed;
    this.#day = day;
  }

  committed(block: CommittedBlock): void {
    this.#day.committed(block);
    const { transactions } = block.executed;
    if (transactions.some(({ recordCount }) => recordCount > 0)) this.#hasNewRecords = true;
  }

  alarms(events: readonly AlarmEvent[]): void {
    for (const event of events) {
      if (event.type === 'raised') this.#day.raised(event.alarm);
      const isCleared = event.type === 'cleared';
      const data = isCleared ? { id: event.id, cleared_at: event.at } : alarmView(event.alarm);
      this.#feed.publish(isCleared ? 'alarm-cleared' : 'alarm', data);
    }
  }

  async tell(observer: Observer): Promise<void> {
    const now = Date.now();
    await this.#day.step(now);
    this.#tellDay(now);
    const situation = situationOf(this.#host, observer, now);
    const text = JSON.stringify(situation);
    if (text !== this.#situation || now - this.#saidAt >= REPEAT_MS) {
      this.#feed.publish('situation', situation);
      this.#saidAt = now;
    }
    this.#situation = text;
    if (!this.#hasNewRecords || this.#feed.readerCount === 0) return;
    this.#hasNewRecords = false;
    const { records } = await latestRecords(this.#host, undefined, RECORDS_SHOWN);
    this.#feed.publish('records', { items: records.map(({ view }) => view) });
  }

  /** A day is hundreds of numbers: it is told when it is another one, and not at each block. */
  #tellDay(now: number): void {
    if (this.#feed.readerCount === 0 || now - this.#saidDayAt < REPEAT_MS) return;
    const view = this.#day.axis.view(now);
    const text = JSON.stringify(view);
    this.#saidDayAt = now;
    if (text === this.#saidDay) return;
    this.#saidDay = text;
    this.#feed.publish('day', view);
  }
}
