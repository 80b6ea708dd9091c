import type { Answer } from '@mingjing/inspection';
import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { type Day, dayOf, endOf, isDay } from '../../calendar/shanghai-days.ts';
import { dayText, documentId, officerId, oneOf, orNull, said, time } from '../../stored-shapes.ts';
import { itemId } from '../confirmations/confirmation.ts';

const TEXT_MAX = 1000;
/** A due date that is moved a dozen times is no date any more. */
export const MOVES_MAX = 12;
/** Runs that looked at the item and did not find it met: the latest are kept. */
const RETESTS_MAX = 50;
const OPENABLE = ['mostly-met', 'not-met', 'not-measured'] as const;

export const findingForm = Type.Object(
  {
    /** The run whose answer it is opened from. */
    ...{ run: documentId, item: itemId },
    /** Who sees to it. */
    owner: officerId,
    /** Last day on which it may still be open. */
    due_on: dayText,
    /** What is to be done, in the words of whoever opened it. */
    what: said(TEXT_MAX),
  },
  { additionalProperties: false },
);
export type FindingForm = Static<typeof findingForm>;

export const moveForm = Type.Object(
  { owner: officerId, due_on: dayText, reason: said(TEXT_MAX) },
  { additionalProperties: false },
);
export type MoveForm = Static<typeof moveForm>;

const retest = Type.Object({
  run: documentId,
  at: time,
  verdict: oneOf(['met', 'mostly-met', 'not-met', 'not-applicable', 'not-measured'] as const),
});

const finding = Type.Object({
  form: findingForm,
  /** What the run said of the item. */
  verdict: oneOf(OPENABLE),
  opened: Type.Object({ by: officerId, at: time }),
  moves: Type.Array(Type.Object({ form: moveForm, by: officerId, at: time })),
  retests: Type.Array(retest),
  /** The run that found it met; nothing else closes it. */
  closed: orNull(retest),
});
/** What an inspection found wanting, until a later run finds it met. */
export type OpenedFinding = Static<typeof finding>;

export type FindingRefusal =
  | 'finding-item-met'
  | 'finding-item-unanswered'
  | 'finding-open-already'
  | 'finding-day'
  | 'finding-closed'
  | 'finding-moves-full';

export function findingsOn(shelf: Shelf): Collection<OpenedFinding> {
  return new Collection<OpenedFinding>(shelf, {
    name: 'inspection-findings',
    isValid: (value): value is OpenedFinding => Value.Check(finding, value),
  });
}

/** Somebody does something to a finding at a time. */
export interface Doing {
  readonly by: string;
  readonly at: number;
}

/** A finding as it is opened from an answer, or why it is not. */
export function openedFrom(
  form: FindingForm,
  { answer, isOpenAlready }: { answer: Answer | undefined; isOpenAlready: boolean },
  opened: Doing,
): OpenedFinding | FindingRefusal {
  if (answer === undefined) return 'finding-item-unanswered';
  const verdict = OPENABLE.find((each) => each === answer.verdict);
  if (verdict === undefined) return 'finding-item-met';
  if (isOpenAlready) return 'finding-open-already';
  if (!isAhead(form.due_on, opened.at)) return 'finding-day';
  return { form, verdict, opened, moves: [], retests: [], closed: null };
}

/** Given another owner or day. */
export function moved(
  found: OpenedFinding,
  form: MoveForm,
  doing: Doing,
): OpenedFinding | FindingRefusal {
  if (found.closed !== null) return 'finding-closed';
  if (!isAhead(form.due_on, doing.at)) return 'finding-day';
  if (found.moves.length >= MOVES_MAX) return 'finding-moves-full';
  return { ...found, moves: [...found.moves, { form, ...doing }] };
}

/** What a run that ended makes of a finding; undefined: it did not look at the item. */
export function retested(
  found: OpenedFinding,
  run: { readonly id: string; readonly at: number; readonly answers: readonly Answer[] },
): OpenedFinding | undefined {
  if (found.closed !== null || run.id <= found.form.run) return undefined;
  const answer = run.answers.find(({ item }) => item === found.form.item);
  if (answer === undefined) return undefined;
  const test = { run: run.id, at: run.at, verdict: answer.verdict };
  if (answer.verdict === 'met') return { ...found, closed: test };
  return { ...found, retests: [...found.retests, test].slice(-RETESTS_MAX) };
}

export function ownerOf({ form, moves }: OpenedFinding): string {
  return moves.at(-1)?.form.owner ?? form.owner;
}

export function dueOn({ form, moves }: OpenedFinding): Day {
  return moves.at(-1)?.form.due_on ?? form.due_on;
}

/** Where it stands at a time. */
export function stateOf(found: OpenedFinding, now: number): 'open' | 'overdue' | 'closed' {
  if (found.closed !== null) return 'closed';
  return now >= endOf(dueOn(found)) ? 'overdue' : 'open';
}

function isAhead(day: Day, now: number): boolean {
  return isDay(day) && day >= dayOf(now);
}
