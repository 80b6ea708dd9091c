import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { TIES_MAX } from './limits.ts';

export const tiesForm = Type.Object(
  {
    users: Type.Array(Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' }), {
      maxItems: TIES_MAX,
      uniqueItems: true,
    }),
  },
  { additionalProperties: false },
);
type Ties = Static<typeof tiesForm>;

/** Which users a reviewer is, or speaks for: what those publish, another one reviews. */
export class ReviewTies {
  readonly collection: Collection<Ties>;

  constructor(shelf: Shelf) {
    this.collection = new Collection<Ties>(shelf, {
      name: 'reviewer-users',
      isValid: (value): value is Ties => Value.Check(tiesForm, value),
    });
  }

  async of(officer: string): Promise<readonly string[]> {
    return (await this.collection.get(officer))?.users ?? [];
  }
}

/** Users in one list alone: at most twice `TIES_MAX`, which fit the subject of an entry. */
export function tieChange(before: readonly string[], after: readonly string[]) {
  return {
    added: after.filter((user) => !before.includes(user)),
    removed: before.filter((user) => !after.includes(user)),
  };
}
