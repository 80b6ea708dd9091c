import type { Host } from '@mingjing/host';
import type { AlarmEvent } from '@mingjing/oversight';
import type { EventFeed } from '@mingjing/service';
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
  #situation = '';
  #saidAt = 0;
  #hasNewRecords = false;

  constructor(host: Host, feed: EventFeed) {
    this.#host = host;
    this.#feed = feed;
  }

  recordsCommitted(): void {
    this.#hasNewRecords = true;
  }

  alarms(events: readonly AlarmEvent[]): void {
    for (const event of events) {
      const isCleared = event.type === 'cleared';
      const data = isCleared ? { id: event.id, cleared_at: event.at } : alarmView(event.alarm);
      this.#feed.publish(isCleared ? 'alarm-cleared' : 'alarm', data);
    }
  }

  async tell(observer: Observer): Promise<void> {
    const now = Date.now();
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
}
