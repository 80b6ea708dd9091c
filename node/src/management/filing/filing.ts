import {
  parseCreditCode,
  parseFilingNumber,
  parseIcpNumber,
  parseMlpsNumber,
  parsePoliceNumber,
} from '@mingjing/protocol/numbers';
import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { type Day, isDay } from '../calendar/shanghai-days.ts';
import { dayText, officerId, orNull, said, telephone, time } from '../stored-shapes.ts';

/** As many as validators there may be, and as many nodes that follow. */
const NODES_MAX = 256;
const NAME_MAX = 120;
const NUMBER_MAX = 60;
const ADDRESS_MAX = 200;

const identifier = Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' });
const number = orNull(Type.String({ minLength: 1, maxLength: NUMBER_MAX }));
const date = orNull(dayText);

/** What was told to the authorities, and when. */
export const filingForm = Type.Object(
  {
    operator: said(NAME_MAX),
    /** Its unified social credit code; what was told before this was asked for has none. */
    credit_code: Type.Optional(number),
    /** Printed on every page: a line of the organisation's, not of a person. */
    complaint_telephone: telephone,
    service: Type.Object(
      { name: said(NAME_MAX), kind: said(NAME_MAX), website: orNull(said(ADDRESS_MAX)) },
      { additionalProperties: false },
    ),
    numbers: Type.Object(
      { service: number, icp: number, police: number, mlps: number },
      { additionalProperties: false },
    ),
    dates: Type.Object(
      {
        /** The first day on which anybody was served. */
        started_on: date,
        submitted_on: date,
        granted_on: date,
        police_submitted_on: date,
        /** The day from which on nobody will be served. */
        ends_on: date,
        /** When the authority was told of that end. */
        cancelled_on: date,
      },
      { additionalProperties: false },
    ),
    nodes: Type.Array(
      Type.Object(
        {
          node: identifier,
          organisation: identifier,
          region: said(NAME_MAX),
          address: said(ADDRESS_MAX),
        },
        { additionalProperties: false },
      ),
      { maxItems: NODES_MAX },
    ),
    /** The release that was filed; null: the filing names none. */
    version: orNull(Type.String({ pattern: '^[0-9A-Za-z][0-9A-Za-z.+-]{0,63}$' })),
  },
  { additionalProperties: false },
);
export type FilingForm = Static<typeof filingForm>;

const filing = Type.Object({ form: filingForm, by: officerId, at: time });
/** One state of the filing; the latest holds, the earlier ones stay to be read. */
export type Filing = Static<typeof filing>;

export function filingsOn(shelf: Shelf): Collection<Filing> {
  return new Collection<Filing>(shelf, {
    name: 'filings',
    isValid: (value): value is Filing => Value.Check(filing, value),
  });
}

export type FilingRefusal =
  | 'filing-credit-code'
  | 'filing-number'
  | 'icp-number'
  | 'police-number'
  | 'mlps-number'
  | 'filing-dates'
  | 'filing-nodes';

/** Why this cannot have been filed; undefined: it can. */
export function filingRefusal(form: FilingForm, today: Day): FilingRefusal | undefined {
  const { credit_code: code, numbers } = form;
  if (typeof code === 'string' && !parseCreditCode(code).ok) return 'filing-credit-code';
  const { icp, mlps, police, service } = numbers;
  if (service !== null && !parseFilingNumber(service).ok) return 'filing-number';
  if (icp !== null && !parseIcpNumber(icp).ok) return 'icp-number';
  if (police !== null && !parsePoliceNumber(police).ok) return 'police-number';
  if (mlps !== null && !parseMlpsNumber(mlps).ok) return 'mlps-number';
  if (!areDatesPossible(form.dates, today)) return 'filing-dates';
  const names = form.nodes.map(({ node }) => node);
  return new Set(names).size === names.length ? undefined : 'filing-nodes';
}

/** What is unusual about the number of the service, which is no reason to refuse it. */
export function filingDoubts({ numbers }: FilingForm): readonly string[] {
  const parsed = numbers.service === null ? undefined : parseFilingNumber(numbers.service);
  return parsed?.ok ? parsed.doubts : [];
}

function areDatesPossible(dates: FilingForm['dates'], today: Day): boolean {
  const {
    ends_on: ends,
    granted_on: granted,
    submitted_on: submitted,
    started_on: started,
  } = dates;
  const all = Object.values(dates).filter((day) => day !== null);
  if (!all.every(isDay)) return false;
  const past = [started, submitted, granted, dates.police_submitted_on, dates.cancelled_on];
  if (past.some((day) => day !== null && day > today)) return false;
  if (granted !== null && (submitted === null || granted < submitted)) return false;
  return ends === null || started === null || ends >= started;
}
