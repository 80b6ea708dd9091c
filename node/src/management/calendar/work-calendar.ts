import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { type Day, dayAfter, isDay, isWeekend, yearOf } from './shanghai-days.ts';
import type { CalendarYear, WorkCalendar } from './working-days.ts';
import years from './years.json' with { type: 'json' };

/** A year has seven holidays; extraordinary ones have been added. */
const HOLIDAYS_MAX = 20;
const WORKING_DAYS_IN_WEEKENDS_MAX = 30;
const YEARS_MAX = 50;
const TEXT_MAX = 200;

const day = Type.String({ pattern: '^20\\d{2}-\\d{2}-\\d{2}$' });
const bothLanguages = Type.Object(
  {
    'zh-CN': Type.String({ minLength: 1, maxLength: TEXT_MAX }),
    en: Type.String({ minLength: 1, maxLength: TEXT_MAX }),
  },
  { additionalProperties: false },
);

/** A year as it was announced, told by an officer. */
export const calendarForm = Type.Object(
  {
    year: Type.Integer({ minimum: 2026, maximum: 2099 }),
    source: bothLanguages,
    holidays: Type.Array(
      Type.Object({ name: bothLanguages, from: day, to: day }, { additionalProperties: false }),
      { minItems: 1, maxItems: HOLIDAYS_MAX },
    ),
    working_days: Type.Array(day, { maxItems: WORKING_DAYS_IN_WEEKENDS_MAX }),
  },
  { additionalProperties: false },
);
export type CalendarForm = Static<typeof calendarForm>;

export type CalendarRefusal = 'no-day' | 'other-year' | 'order' | 'overlap' | 'no-weekend';

/** Why this cannot be a year; undefined: it can. */
export function calendarRefusal(form: CalendarForm): CalendarRefusal | undefined {
  const { year, holidays, working_days: workingDays } = form;
  const days = [...holidays.flatMap(({ from, to }) => [from, to]), ...workingDays];
  if (!days.every(isDay)) return 'no-day';
  if (days.some((each) => yearOf(each) !== year)) return 'other-year';
  let end: Day = '';
  for (const { from, to } of holidays) {
    if (from > to || from <= end) return 'order';
    end = to;
  }
  const isHoliday = (each: Day) => holidays.some(({ from, to }) => from <= each && each <= to);
  if (workingDays.some(isHoliday)) return 'overlap';
  return workingDays.every(isWeekend) ? undefined : 'no-weekend';
}

/** The years that the program knows, those over them that an officer told. */
export class WorkCalendars {
  readonly #told: Collection<CalendarForm>;
  #current: WorkCalendar;

  private constructor(told: Collection<CalendarForm>, current: WorkCalendar) {
    this.#told = told;
    this.#current = current;
  }

  static async open(shelf: Shelf): Promise<WorkCalendars> {
    const told = new Collection<CalendarForm>(shelf, {
      name: 'calendar-years',
      isValid: (value): value is CalendarForm => Value.Check(calendarForm, value),
    });
    const found = await told.list({ limit: YEARS_MAX });
    const known = [...BUILT_IN, ...found.map(({ value }) => announced(value))];
    return new WorkCalendars(told, new Map(known.map((year) => [year.year, year])));
  }

  /** What terms are counted with now. */
  get current(): WorkCalendar {
    return this.#current;
  }

  /** Takes a year that was judged; durable when it resolves. */
  async tell(form: CalendarForm): Promise<void> {
    await this.#told.shelf.change([this.#told.put(String(form.year), form)]);
    this.#current = new Map([...this.#current, [form.year, announced(form)]]);
  }
}

const BUILT_IN = years as readonly CalendarYear[];

function announced(form: CalendarForm): CalendarYear {
  return { ...form, status: 'announced' };
}

/** The calendar without what officers told, for who has no shelf. */
export const builtInCalendar: WorkCalendar = new Map(BUILT_IN.map((year) => [year.year, year]));

/** Days until a year is over that nobody announced: somebody has to tell it in time. */
export function firstUntold(calendar: WorkCalendar, today: Day, daysAhead: number) {
  const year = yearOf(dayAfter(today, daysAhead));
  return calendar.get(year)?.status === 'announced' ? undefined : year;
}
