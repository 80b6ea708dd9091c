import { Collection, type DocumentChange, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { dayOf } from '../screening/statistics.ts';
import type { Decision, Review } from './review.ts';

const day = Type.Object({
  /** Looks by what was decided. */
  looks: Type.Record(Type.String(), Type.Number()),
  /** Of those that ended something, how many did so before it was due. */
  ended: Type.Number(),
  inTime: Type.Number(),
});
/** What reviewers decided on one day. */
export type ReviewDay = Static<typeof day>;

/** A day with one decision more. */
export function withLook(
  before: ReviewDay | undefined,
  decision: Decision,
  { at, dueAt }: { readonly at: number; readonly dueAt: number },
): ReviewDay {
  const { looks, ended, inTime } = before ?? { looks: {}, ended: 0, inTime: 0 };
  const isEnd = decision !== 'second-look';
  return {
    looks: { ...looks, [decision]: (looks[decision] ?? 0) + 1 },
    ended: ended + (isEnd ? 1 : 0),
    inTime: inTime + (isEnd && at <= dueAt ? 1 : 0),
  };
}

export class ReviewDays {
  readonly collection: Collection<ReviewDay>;

  constructor(shelf: Shelf) {
    this.collection = new Collection<ReviewDay>(shelf, {
      name: 'review-days',
      isValid: (value): value is ReviewDay => Value.Check(day, value),
    });
  }

  /** The change that counts a decision; to be made in the shelf's turn. */
  async count(decision: Decision, { dueAt }: Review, at: number): Promise<DocumentChange> {
    const id = dayOf(at);
    const counted = withLook(await this.collection.get(id), decision, { at, dueAt });
    return this.collection.put(id, counted);
  }
}
