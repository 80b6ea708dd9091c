import type { WorkCalendars } from '../calendar/work-calendar.ts';
import type { ManagementContext } from '../context.ts';
import type { DutyDesk } from './duty-desk.ts';

/** What the routes of the duty roster work on. */
export interface DutyArea {
  readonly context: ManagementContext;
  readonly calendars: WorkCalendars;
  readonly desk: DutyDesk;
  /** The name of an officer as the people registry has it; null: nobody told it. */
  nameOf(officer: string): string | null;
}
