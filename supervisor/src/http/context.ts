import type { Host } from '@mingjing/host';
import type { EventFeed } from '@mingjing/service';
import type { AlarmFile } from '../alarm-file.ts';
import type { DayAxis } from '../day/day-axis.ts';
import type { SubjectReads } from '../desk/reads/subject-reads.ts';
import type { Observer } from '../observer.ts';

/** What the routes read from. There is nothing here that writes to the chain. */
export interface ConsoleContext {
  readonly host: Host;
  readonly observer: Observer;
  readonly alarms: AlarmFile;
  readonly feed: EventFeed;
  readonly reads: SubjectReads;
  readonly day: DayAxis;
  /** By when an open alarm is to be disposed of, ms. */
  dueAt(alarm: string): number | undefined;
}
