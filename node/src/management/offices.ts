import { randomBytes } from '@mingjing/crypto/node';
import type { AccessTable, AnyRoute, Catalogue } from '@mingjing/service';
import type { AgendaSource } from './agenda.ts';
import { CALENDAR_ACCESS, calendarAgenda, calendarRoutes } from './calendar/calendar-routes.ts';
import calendarEn from './calendar/i18n/en.json' with { type: 'json' };
import calendarZh from './calendar/i18n/zh-CN.json' with { type: 'json' };
import { dayOf } from './calendar/shanghai-days.ts';
import { WorkCalendars } from './calendar/work-calendar.ts';
import { type Term, termAfter, type UnknownYear } from './calendar/working-days.ts';
import type { Watch } from './clockwork.ts';
import { COMPLAINT_ACCESS } from './complaints/access.ts';
import { ComplaintDesk } from './complaints/complaint-desk.ts';
import { complaintRoutes } from './complaints/complaint-routes.ts';
import complaintsEn from './complaints/i18n/en.json' with { type: 'json' };
import complaintsZh from './complaints/i18n/zh-CN.json' with { type: 'json' };
import { publicComplaintRoutes } from './complaints/public-routes.ts';
import type { ManagementContext } from './context.ts';
import { DOCUMENT_ACCESS } from './documents/access.ts';
import { DocumentDesk } from './documents/document-desk.ts';
import { documentRoutes } from './documents/document-routes.ts';
import { standingOfVersion } from './documents/document-rules.ts';
import documentsEn from './documents/i18n/en.json' with { type: 'json' };
import documentsZh from './documents/i18n/zh-CN.json' with { type: 'json' };
import { DUTY_ACCESS } from './duty/access.ts';
import { challengeRoutes } from './duty/challenge-routes.ts';
import { dutyAgenda } from './duty/duty-agenda.ts';
import { DutyDesk } from './duty/duty-desk.ts';
import dutyEn from './duty/i18n/en.json' with { type: 'json' };
import dutyZh from './duty/i18n/zh-CN.json' with { type: 'json' };
import { shiftRoutes } from './duty/shift-routes.ts';
import { FilingDesk } from './filing/filing-desk.ts';
import { FILING_ACCESS, filingRoutes } from './filing/filing-routes.ts';
import filingEn from './filing/i18n/en.json' with { type: 'json' };
import filingZh from './filing/i18n/zh-CN.json' with { type: 'json' };
import type { OfficesConfig } from './offices-config.ts';
import { PEOPLE_ACCESS } from './people/access.ts';
import peopleEn from './people/i18n/en.json' with { type: 'json' };
import peopleZh from './people/i18n/zh-CN.json' with { type: 'json' };
import { PeopleDesk } from './people/people-desk.ts';
import { peopleRoutes } from './people/people-routes.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Where letters of appointment are kept. */
const LETTERS = 'appointment-letter';

/** Lines of the access table of the areas that are joined here. */
export const OFFICE_TABLE: AccessTable = {
  ...CALENDAR_ACCESS,
  ...COMPLAINT_ACCESS,
  ...DUTY_ACCESS,
  ...DOCUMENT_ACCESS,
  ...PEOPLE_ACCESS,
  ...FILING_ACCESS,
};

export const OFFICE_TEXTS: readonly Catalogue[] = [
  { 'zh-CN': calendarZh, en: calendarEn },
  { 'zh-CN': complaintsZh, en: complaintsEn },
  { 'zh-CN': dutyZh, en: dutyEn },
  { 'zh-CN': documentsZh, en: documentsEn },
  { 'zh-CN': peopleZh, en: peopleEn },
  { 'zh-CN': filingZh, en: filingEn },
];

/** The desks of the offices, for who looks at all of them. */
export interface OfficeDesks {
  readonly complaints: ComplaintDesk;
  readonly documents: DocumentDesk;
  readonly duty: DutyDesk;
  readonly filing: FilingDesk;
  readonly people: PeopleDesk;
  /** The term of a complaint that came at a time. */
  complaintTerm(at: number): Term | UnknownYear;
}

/** Complaints, duty, documents, people and filing: the paper side of the service. */
export interface Offices {
  readonly routes: readonly AnyRoute[];
  readonly sources: readonly AgendaSource[];
  readonly watches: readonly Watch[];
  readonly desks: OfficeDesks;
}

/** Opens them on the shelf; they know of each other only what stands here. */
export async function openOffices(
  context: ManagementContext,
  config: OfficesConfig,
  random: (count: number) => Uint8Array = randomBytes,
): Promise<Offices> {
  const { host, now, shelf } = context;
  const calendars = await WorkCalendars.open(shelf);
  const documents = await DocumentDesk.open(shelf, host);
  const isLetterGood = (version: string) => isLetterInForce(documents, version, now());
  const people = await PeopleDesk.open({ shelf, host, isLetterGood });
  const complaints = await ComplaintDesk.open(shelf, host);
  const duty = await DutyDesk.open({ shelf, host, random }, dutySettings(config), now());
  const filing = await FilingDesk.open({ shelf, host, calendars });
  const workingDays = config.complaints.answer_working_days;
  const complaintArea = { context, calendars, desk: complaints, workingDays };
  const nameOf = (officer: string) => people.nameOf(officer);
  const dutyArea = { context, calendars, desk: duty, nameOf };
  const isPerson = (id: string) => people.find(id) !== undefined;
  return {
    routes: [
      ...calendarRoutes(context, calendars),
      ...publicComplaintRoutes(complaintArea),
      ...complaintRoutes(complaintArea),
      ...shiftRoutes(dutyArea),
      ...challengeRoutes(dutyArea),
      ...documentRoutes({ context, desk: documents, isPerson }),
      ...peopleRoutes({ context, desk: people }),
      ...filingRoutes({ context, desk: filing }),
    ],
    sources: [
      ...[calendarAgenda(calendars), complaints, documents, people, filing],
      dutyAgenda(host, { calendars, desk: duty }),
    ],
    watches: [complaints, duty, documents, filing],
    desks: {
      ...{ complaints, documents, duty, filing, people },
      complaintTerm: (at) => termAfter(calendars.current, dayOf(at), workingDays),
    },
  };
}

function dutySettings({ duty }: OfficesConfig) {
  return {
    minMs: duty.challenge_hours_min * HOUR_MS,
    // A range that is upside down is the shorter one alone.
    maxMs: Math.max(duty.challenge_hours_min, duty.challenge_hours_max) * HOUR_MS,
    answerMs: duty.answer_minutes * MINUTE_MS,
  };
}

function isLetterInForce(documents: DocumentDesk, version: string, now: number): boolean {
  const known = documents.find(version);
  if (known === undefined || known.value.withdrawn !== null) return false;
  if (known.value.slot !== LETTERS) return false;
  return standingOfVersion(known, dayOf(now)).level !== 'red';
}
