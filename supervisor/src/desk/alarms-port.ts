import type { Alarm, NewAlarm } from '@mingjing/oversight';

/** The list of alarms as the desk uses it: what it adds is durable when a call returns. */
export interface DeskAlarms {
  /** Every alarm there ever was, oldest first, as it stands now. */
  all(): readonly Alarm[];
  get(id: string): Alarm | undefined;
  open(): readonly Alarm[];
  raise(alarm: NewAlarm): void;
  /** Clears an open alarm; one that is cleared stays as it is. */
  clear(alarm: Pick<Alarm, 'rule' | 'subject'>): void;
  /** Tells readers by when an open alarm is to be disposed of, ms; null: it was. */
  due(alarm: Alarm, at: number | null): void;
}
