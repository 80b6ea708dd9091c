import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { dayText, officerId, oneOf, orNull, said, telephone } from '../stored-shapes.ts';
import posts from './posts.json' with { type: 'json' };

const NAME_MAX = 60;
/** Trainings of one person: more than one a month for four years. */
export const TRAININGS_MAX = 50;
/** People with a post, those who left among them. */
export const PEOPLE_MAX = 500;

/** A post that has to be filled, by so many people, with what it asks of them. */
export interface Post {
  readonly id: string;
  readonly minimum: number;
  /** Whoever has it needs a training that has not run out. */
  readonly training: boolean;
  /** Roles on the chain that go with it; empty: it needs none. */
  readonly roles: readonly string[];
  readonly 'zh-CN': string;
  readonly en: string;
}

export const POSTS: readonly Post[] = posts;

const postId = oneOf(posts.map(({ id }) => id));
/** A version of an attested document, as the documents name it. */
const versionId = Type.String({ pattern: '^[a-z][a-z-]{1,40}\\.[0-9a-f]{24}$' });

/** Somebody who is appointed: by which letter, to which posts, reachable how. */
export const personForm = Type.Object(
  {
    name: said(NAME_MAX),
    posts: Type.Array(postId, { minItems: 1, maxItems: posts.length, uniqueItems: true }),
    /** Who he is on the chain, where he is an officer. */
    officer: orNull(officerId),
    phone: orNull(telephone),
    email: orNull(Type.String({ pattern: '^[^\\s@]{1,64}@[^\\s@]{1,120}$' })),
    appointed_on: dayText,
    /** Last day of the appointment; null: until somebody ends it. */
    until: orNull(dayText),
    /** The letter of appointment. */
    letter: orNull(versionId),
  },
  { additionalProperties: false },
);
export type PersonForm = Static<typeof personForm>;

export const trainingForm = Type.Object(
  {
    topic: said(120),
    held_on: dayText,
    /** Last day on which it counts. */
    valid_until: dayText,
    proof: orNull(versionId),
  },
  { additionalProperties: false },
);
export type Training = Static<typeof trainingForm>;

export const letterForm = Type.Object({ letter: versionId }, { additionalProperties: false });

export const leavingForm = Type.Object({ left_on: dayText }, { additionalProperties: false });

const person = Type.Object({
  form: personForm,
  trainings: Type.Array(trainingForm, { maxItems: TRAININGS_MAX }),
  leftOn: orNull(dayText),
});
export type Person = Static<typeof person>;

export function peopleOn(shelf: Shelf): Collection<Person> {
  return new Collection<Person>(shelf, {
    name: 'people',
    isValid: (value): value is Person => Value.Check(person, value),
  });
}
