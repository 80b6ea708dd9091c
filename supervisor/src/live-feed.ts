import type { Host } from '@mingjing/host';
import type { AlarmEvent } from '@mingjing/oversight';
import type { CommittedBlock } from '@mingjing/replica';
import type { EventFeed } from '@mingjing/service';
import type { DayFeeder } from './day/day-feeder.ts';
import type { Observer } from './observer.ts';
import { alarmView, situationOf } from './reading/situation.ts';

/** Said again even when nothing changed, so that a reader can tell calm from a dead line. */
const REPEAT_MS = 10_000;

/**
 * Tells readers what changed, at most once a second. Numbers and alarms alone: a record is read in
 * a scope and for a purpose, which a stream has not.
 */
export class LiveFeed {
  readonly #host: Host;
  readonly #feed: EventFeed;
  readonly #day: DayFeeder;
  #situation = '';
  #saidAt = 0;
  #saidDay = '';
  #saidDayAt = 0;

  constructor(host: Host, feed: EventFeed, day: DayFeeder) {
    this.#host = host;
    this.#feed = feed;
    this.#day = day;
  }

  committed(block: CommittedBlock): void {
    this.#day.committed(block);
  }

  alarms(events: readonly AlarmEvent[]): void {
    for (const event of events) {
      if (event.type === 'raised') {
        this.#day.raised(event.alarm);
        this.#saidDayAt = 0;
      }
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
