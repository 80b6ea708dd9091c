import { documentId, officerId, orNull, said, signatureText, time } from '@mingjing/host/desk';
import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';

const HOUR_MS = 60 * 60_000;
/** A visit takes a morning or a day; what takes longer is begun again. */
export const VISIT_MS_MAX = 12 * HOUR_MS;
/** The second officer stands beside the first. */
export const JOIN_MS = 15 * 60_000;
/** Visits under way at once, held in memory. */
export const VISITS_MAX = 100;
const NOTICE_CHARS_MAX = 64;

/** What both officers may do while a visit is open; nothing of it writes to the chain. */
export const VISIT_PERMITS = ['read-subjects', 'search-journal', 'inspect', 'copy'] as const;

export type VisitEnd = 'by-officer' | 'expired' | 'not-joined' | 'session-ended';

/** What the first officer fills in and signs. */
export const visitForm = Type.Object(
  {
    /** Number of the inspection notice, as it stands on the paper. */
    notice_number: said(NOTICE_CHARS_MAX),
    /** The organisation that is visited. */
    organisation: officerId,
    /** When the visit ends by itself. */
    ends_at: time,
    signature: signatureText,
  },
  { additionalProperties: false },
);
export type VisitForm = Static<typeof visitForm>;

const attendance = Type.Object({
  officer: officerId,
  /** Names his session; opens nothing. */
  session: Type.String(),
  at: time,
  signature: signatureText,
});

const visit = Type.Object({
  noticeNumber: Type.String(),
  organisation: Type.String(),
  endsAt: time,
  begun: attendance,
  joined: orNull(attendance),
  ended: orNull(Type.Object({ at: time, reason: Type.String(), by: orNull(officerId) })),
});
export type Visit = Static<typeof visit>;
export type VisitState = 'waiting' | 'open' | 'ended';

export function visitsOn(shelf: Shelf): Collection<Visit> {
  return new Collection<Visit>(shelf, {
    name: 'visits',
    isValid: (value): value is Visit => Value.Check(visit, value),
  });
}

export const visitParams = Type.Object({ id: documentId });

export function stateOf({ joined, ended }: Visit): VisitState {
  if (ended !== null) return 'ended';
  return joined === null ? 'waiting' : 'open';
}

/** Facts of the statement with which an officer begins a visit, in their order. */
export function beginFacts(form: Pick<VisitForm, 'notice_number' | 'organisation' | 'ends_at'>) {
  return [
    ['notice', form.notice_number],
    ['organisation', form.organisation],
    ['ends_at', String(form.ends_at)],
  ] as const;
}

/** Facts of the statement with which the second officer joins it. */
export function joinFacts(id: string, { noticeNumber, organisation, endsAt }: Visit) {
  const form = { notice_number: noticeNumber, organisation, ends_at: endsAt };
  return [['visit', id], ...beginFacts(form)] as const;
}
