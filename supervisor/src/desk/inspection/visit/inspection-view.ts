import { type Answer, tallyOf } from '@mingjing/inspection';
import type { RecordedForm } from '@mingjing/proofs';
import type { Document } from '@mingjing/storage';
import type { Inspection } from './inspection.ts';
import type { Progress } from './inspection-desk.ts';

/** A line of the list; names as on the wire. */
export function headView({ id, value }: Document<Inspection>) {
  const { began, by, notice, officers, operator, organisation, phrase, sealed, state, visit } =
    value;
  return {
    ...{ id, visit, state, notice, organisation, officers, by, phrase, began },
    operator: operator && {
      ...{ node: operator.node, record_hash: operator.recordHash, items: operator.items },
      ...{ taken_at: operator.takenAt, by: operator.by },
    },
    sealed: sealed && {
      ...{ record_hash: sealed.recordHash, entry: `supervision/${sealed.entry}` },
      ...{ at: sealed.at, by: sealed.by },
    },
  };
}

export interface Filled {
  readonly form: RecordedForm;
  readonly answers: readonly Answer[];
  readonly progress: Progress | undefined;
}

/** An inspection with its form as far as it is filled. */
export function detailView(found: Document<Inspection>, { answers, form, progress }: Filled) {
  return {
    ...headView(found),
    progress: progress ?? null,
    tally: answers.length === 0 ? null : tallyOf(form, answers),
    ...{ form, answers, confirmations: found.value.confirmations },
  };
}
