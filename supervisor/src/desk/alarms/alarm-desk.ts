import { type ActWriter, recordProgramAct, type Watch } from '@mingjing/host/desk';
import type { Alarm } from '@mingjing/oversight';
import type { Collection, DocumentChange, Shelf } from '@mingjing/storage';
import type { DeskAlarms } from '../alarms-port.ts';
import type { Outbox } from '../notices/outbox.ts';
import { escalated, type Handling, handlingsOn, newHandling } from './handling.ts';

export interface AlarmDeskParts {
  readonly shelf: Shelf;
  readonly alarms: DeskAlarms;
  readonly outbox: Outbox;
  readonly writer: ActWriter;
}

/** Sees that somebody disposes of each alarm in time, and tells on those that nobody does. */
export class AlarmDesk implements Watch {
  readonly area = 'alarms';
  readonly handlings: Collection<Handling>;
  readonly #parts: AlarmDeskParts;
  /** Deadlines of open alarms that nobody disposed of yet. */
  readonly #dues = new Map<string, number>();

  private constructor(parts: AlarmDeskParts) {
    this.#parts = parts;
    this.handlings = handlingsOn(parts.shelf);
  }

  static async open(parts: AlarmDeskParts): Promise<AlarmDesk> {
    const desk = new AlarmDesk(parts);
    for (const { id } of parts.alarms.open()) {
      const handling = await desk.handlings.get(id);
      if (handling?.disposedAt === null) desk.#dues.set(id, handling.deadline);
    }
    return desk;
  }

  get alarms(): DeskAlarms {
    return this.#parts.alarms;
  }

  find(id: string): Alarm | undefined {
    return this.alarms.get(id);
  }

  /** By when an open alarm is to be disposed of, ms; undefined: it was, or is not seen yet. */
  dueAt(id: string): number | undefined {
    return this.#dues.get(id);
  }

  /** Takes new alarms in, and tells on what is late: entry, document and notice together. */
  async tick(now: number): Promise<void> {
    const open = this.alarms.open();
    const ids = new Set(open.map(({ id }) => id));
    for (const id of this.#dues.keys()) if (!ids.has(id)) this.#dues.delete(id);
    for (const alarm of open) await this.#parts.shelf.inTurn(() => this.#look(alarm, now));
  }

  async #look(alarm: Alarm, now: number): Promise<void> {
    const before = await this.handlings.get(alarm.id);
    if (before === undefined) {
      const first = newHandling(alarm, now);
      await this.#keep(alarm, first, this.#parts.outbox.notices(alarm, 'raised', now));
      this.#dues.set(alarm.id, first.deadline);
      this.alarms.due(alarm, first.deadline);
      return;
    }
    const after = escalated(before, now);
    if (after === undefined) return;
    const counts = [after.escalations.length];
    await recordProgramAct(this.#parts.writer, {
      ...{ source: 'supervision', event: 'alarm-overdue', object: alarm.id, counts },
    });
    await this.#keep(alarm, after, this.#parts.outbox.notices(alarm, 'overdue', now));
  }

  /** Keeps what was done about an alarm, with the notices of it; in the shelf's turn. */
  async #keep(alarm: Alarm, after: Handling, notices: readonly DocumentChange[]): Promise<void> {
    await this.#parts.shelf.change([this.handlings.put(alarm.id, after), ...notices]);
  }

  /** Keeps a step that an officer took; in the shelf's turn, after its entry. */
  async keepStep(alarm: Alarm, before: Handling, after: Handling, now: number): Promise<void> {
    const isDisposed = before.disposedAt === null && after.disposedAt !== null;
    const notices = isDisposed ? this.#parts.outbox.notices(alarm, 'disposed', now) : [];
    await this.#keep(alarm, after, notices);
    if (isDisposed) {
      this.#dues.delete(alarm.id);
      this.alarms.due(alarm, null);
    }
    // What a rule found happened once: with its disposition it is over. Other alarms clear by fact.
    if (isDisposed && alarm.rule === 'watch-rule') this.alarms.clear(alarm);
  }
}
