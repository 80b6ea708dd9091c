import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { officerId, oneOf, orNull, said, time } from '../stored-shapes.ts';
import settings from './settings.json' with { type: 'json' };

const TEXT_MAX = 4000;
const CONTACT_MAX = 200;
/** What happens to one complaint: assigned some times, answered, closed. */
export const EVENTS_MAX = 50;

/** What a complaint is about. */
export const category = oneOf(settings.categories);

/** What anybody may send: one text, and only if he wants to, how he can be reached. */
export const complaintForm = Type.Object(
  {
    category,
    text: said(TEXT_MAX),
    contact: Type.Optional(said(CONTACT_MAX)),
    record_id: Type.Optional(Type.String({ pattern: '^[0-9a-f]{72}$' })),
  },
  { additionalProperties: false },
);
export type ComplaintForm = Static<typeof complaintForm>;

export const answerForm = Type.Object({ text: said(TEXT_MAX) }, { additionalProperties: false });

const OUTCOMES = ['upheld', 'partly-upheld', 'rejected', 'duplicate', 'withdrawn'] as const;
const outcome = oneOf(OUTCOMES);
export const closingForm = Type.Object({ outcome }, { additionalProperties: false });
export type Outcome = Static<typeof outcome>;

const complaint = Type.Object({
  form: complaintForm,
  /** SHA-256 of the word that opens the look-up, hex: who reads this file cannot use it. */
  secretHash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  receivedAt: time,
  /** Last day of the term; null in a year whose working days nobody knows. */
  term: orNull(
    Type.Object({
      day: Type.String(),
      dueAt: time,
      basis: Type.Union([Type.Literal('announced'), Type.Literal('projected')]),
    }),
  ),
  assignee: orNull(officerId),
  answer: orNull(Type.Object({ text: Type.String(), by: officerId, at: time })),
  closed: orNull(Type.Object({ outcome, by: officerId, at: time })),
  /** When it was told on that nobody had answered in time. */
  escalatedAt: orNull(time),
  events: Type.Array(Type.Object({ kind: Type.String(), by: Type.String(), at: time }), {
    maxItems: EVENTS_MAX,
  }),
});
export type Complaint = Static<typeof complaint>;

/** What waits for an answer or for its end. */
export function openComplaintsOn(shelf: Shelf): Collection<Complaint> {
  return complaintsNamed(shelf, 'complaints-open');
}

/** What is closed, in the order in which it came. */
export function closedComplaintsOn(shelf: Shelf): Collection<Complaint> {
  return complaintsNamed(shelf, 'complaints-closed');
}

function complaintsNamed(shelf: Shelf, name: string): Collection<Complaint> {
  return new Collection<Complaint>(shelf, {
    name,
    isValid: (value): value is Complaint => Value.Check(complaint, value),
  });
}
