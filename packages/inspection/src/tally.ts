import {
  ANSWER_KINDS,
  type Answer,
  type AnswerKind,
  type RecordedForm,
  VERDICTS,
  type Verdict,
} from '@mingjing/proofs';

/** How many lines came to what. */
export interface Tally {
  readonly count: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly kinds: Readonly<Record<AnswerKind, number>>;
  readonly examples: number;
  /** Of what was measured, the oldest: ms; null when nothing was. */
  readonly oldest: number | null;
}

/** Counts of the whole form, and of each of its sections in their order. */
export interface FormTally {
  readonly all: Tally;
  readonly sections: readonly { readonly id: string; readonly tally: Tally }[];
}

/** Counts a filled form. */
export function tallyOf(
  form: Pick<RecordedForm, 'items' | 'sections'>,
  answers: readonly Answer[],
): FormTally {
  const sectionOf = new Map(form.items.map(({ id, section }) => [id, section]));
  const sections = form.sections.map(({ id }) => ({
    id,
    tally: count(answers.filter(({ item }) => sectionOf.get(item) === id)),
  }));
  return { all: count(answers), sections };
}

function count(answers: readonly Answer[]): Tally {
  const of = <T extends string>(names: readonly T[], pick: (answer: Answer) => T) =>
    Object.fromEntries(
      names.map((name) => [name, answers.filter((answer) => pick(answer) === name).length]),
    ) as Record<T, number>;
  const times = answers.flatMap(({ findings }) => findings.measurement?.at ?? []);
  return {
    count: answers.length,
    verdicts: of(VERDICTS, ({ verdict }) => verdict),
    kinds: of(ANSWER_KINDS, ({ kind }) => kind),
    examples: answers.filter(({ isExample }) => isExample).length,
    oldest: times.length === 0 ? null : Math.min(...times),
  };
}
