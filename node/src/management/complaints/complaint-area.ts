import type { WorkCalendars } from '../calendar/work-calendar.ts';
import type { ManagementContext } from '../context.ts';
import type { ComplaintDesk } from './complaint-desk.ts';

/** What the routes of complaints work on. */
export interface ComplaintArea {
  readonly context: ManagementContext;
  readonly calendars: WorkCalendars;
  readonly desk: ComplaintDesk;
  /** Working days in which there is an answer. */
  readonly workingDays: number;
}
