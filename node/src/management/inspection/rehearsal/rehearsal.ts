import { type Answer, INSPECTION_TEXTS, type Verdict } from '@mingjing/inspection';
import { createTexts, type Language } from '@mingjing/service';
import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { oneOf, time } from '../../stored-shapes.ts';
import questions from './questions.json' with { type: 'json' };

/** What an inspector is likely to ask, and where the live answer stands. */
export interface Question {
  readonly id: string;
  /** Item of the form that it belongs to. */
  readonly item: string;
  /** Path at the node's own pages. */
  readonly look: string;
  readonly 'zh-CN': string;
  readonly en: string;
}

export const QUESTIONS: readonly Question[] = questions;

/** An older answer is no live one. */
export const LIVE_MS = 24 * 60 * 60 * 1000;

export const rehearsalForm = Type.Object(
  {
    answers: Type.Array(
      Type.Object(
        {
          question: oneOf(questions.map(({ id }) => id)),
          /** Whether whoever was asked could show it. */
          shown: Type.Boolean(),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: questions.length },
    ),
  },
  { additionalProperties: false },
);
export type RehearsalForm = Static<typeof rehearsalForm>;

const rehearsal = Type.Object({
  at: time,
  /** Officer who was asked; empty: whoever may read the home. */
  by: Type.String(),
  answers: Type.Array(
    Type.Object({ question: Type.String(), shown: Type.Boolean(), isReady: Type.Boolean() }),
  ),
});
export type Rehearsal = Static<typeof rehearsal>;

export function rehearsalsOn(shelf: Shelf): Collection<Rehearsal> {
  return new Collection<Rehearsal>(shelf, {
    name: 'inspection-rehearsals',
    isValid: (value): value is Rehearsal => Value.Check(rehearsal, value),
  });
}

/** What a run said of an item, and when. */
export interface LiveAnswer {
  readonly answer: Answer;
  readonly at: number;
}

const GOOD: readonly Verdict[] = ['met', 'not-applicable'];

/** One is ready when the live answer is good, of today, and somebody could show it. */
export function isReady(live: LiveAnswer | undefined, shown: boolean, now: number): boolean {
  if (live === undefined || !shown || now - live.at > LIVE_MS) return false;
  return GOOD.includes(live.answer.verdict);
}

/** A rehearsal as it is kept. A question that was not asked is one that nobody could show. */
export function rehearsed(
  { answers }: RehearsalForm,
  live: ReadonlyMap<string, LiveAnswer>,
  doing: { readonly by: string; readonly at: number },
): Rehearsal {
  const shownOf = new Map(answers.map(({ question, shown }) => [question, shown]));
  return {
    ...doing,
    answers: QUESTIONS.map(({ id, item }) => {
      const shown = shownOf.get(id) ?? false;
      return { question: id, shown, isReady: isReady(live.get(item), shown, doing.at) };
    }),
  };
}

const texts = createTexts(INSPECTION_TEXTS);

/** What was found of an item, in the words of a language. */
export function linesOf({ findings, reasons }: Answer, language: Language): string[] {
  const facts = findings.measurement?.facts ?? [];
  return [
    ...facts.map(({ key, values }) => texts.find(language, key, values) ?? key),
    ...reasons.map((reason) => texts.find(language, `inspection.reason.${reason}`) ?? reason),
  ];
}
