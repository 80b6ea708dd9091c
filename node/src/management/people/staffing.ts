import type { Day } from '../calendar/shanghai-days.ts';
import type { OwnOfficer } from '../officers.ts';
import { type Person, POSTS, type Post, type Training } from './person.ts';

/** A person with his id. */
export interface Staffed {
  readonly id: string;
  readonly value: Person;
}

/** Whether somebody is appointed on a day. */
export function isAppointed({ form, leftOn }: Person, today: Day): boolean {
  if (form.appointed_on > today) return false;
  if (leftOn !== null && leftOn <= today) return false;
  return form.until === null || form.until >= today;
}

/** The training of a person that counts longest. */
function latestTraining({ trainings }: Person): Training | undefined {
  return trainings.reduce<Training | undefined>(
    (best, each) => (best === undefined || each.valid_until > best.valid_until ? each : best),
    undefined,
  );
}

export type PostFault = 'vacant' | 'letter-missing' | 'training-missing' | 'training-expired';

/** How a post stands on a day: who has it, and what is wrong; nothing wrong: it is green. */
export interface PostStanding {
  readonly post: Post;
  readonly holders: readonly string[];
  readonly faults: readonly { readonly fault: PostFault; readonly person: string | null }[];
  /** The first day on which something of it runs out. */
  readonly endsOn: Day | null;
}

/** Every post. A letter counts only where it is one that `isLetterGood` says holds. */
export function standingOfPosts(
  people: readonly Staffed[],
  today: Day,
  isLetterGood: (version: string) => boolean,
): PostStanding[] {
  return POSTS.map((post) => {
    const holders = people.filter(
      ({ value }) => value.form.posts.includes(post.id) && isAppointed(value, today),
    );
    const vacant = holders.length < post.minimum;
    const faults = holders.flatMap((each) => faultsOf(post, each, today, isLetterGood));
    return {
      post,
      holders: holders.map(({ id }) => id),
      faults: vacant ? [{ fault: 'vacant' as const, person: null }, ...faults] : faults,
      endsOn: firstEnd(post, holders),
    };
  });
}

function faultsOf(
  post: Post,
  { id, value }: Staffed,
  today: Day,
  isLetterGood: (version: string) => boolean,
) {
  const found: PostFault[] = [];
  const { letter } = value.form;
  if (letter === null || !isLetterGood(letter)) found.push('letter-missing');
  const training = post.training ? latestTraining(value) : undefined;
  if (post.training && training === undefined) found.push('training-missing');
  if (training !== undefined && training.valid_until < today) found.push('training-expired');
  return found.map((fault) => ({ fault, person: id }));
}

function firstEnd(post: Post, holders: readonly Staffed[]): Day | null {
  const ends = holders.flatMap(({ value }) => [
    ...(value.form.until === null ? [] : [value.form.until]),
    ...(post.training ? [latestTraining(value)?.valid_until ?? []].flat() : []),
  ]);
  return ends.toSorted((a, b) => (a < b ? -1 : 1))[0] ?? null;
}

/** Where the registry of people and the chain do not say the same. */
export interface Differences {
  /** Officers of this organisation whom no appointed person is. */
  readonly unknown_officers: readonly { readonly officer: string; readonly role: string }[];
  /** People whose officer the chain does not name, or not any more. */
  readonly missing_officers: readonly { readonly person: string; readonly officer: string }[];
  /** People with a post whose role on the chain is another, or who are no officers. */
  readonly other_roles: readonly {
    readonly person: string;
    readonly post: string;
    readonly roles: readonly string[];
  }[];
  /** Officers whom several appointed people are: a key is one person's. */
  readonly shared_officers: readonly string[];
}

/** Holds the people of a day against the officers that the chain names. */
export function comparedWithChain(
  people: readonly Staffed[],
  officers: readonly OwnOfficer[],
  today: Day,
): Differences {
  const present = people.filter(({ value }) => isAppointed(value, today));
  const named = present.flatMap(({ value }) => value.form.officer ?? []);
  const roleOf = new Map<string, string>(officers.map(({ id, role }) => [id, role]));
  return {
    unknown_officers: officers
      .filter(({ id }) => !named.includes(id))
      .map(({ id, role }) => ({ officer: id, role })),
    missing_officers: present.flatMap(({ id, value: { form } }) =>
      form.officer === null || roleOf.has(form.officer)
        ? []
        : [{ person: id, officer: form.officer }],
    ),
    other_roles: present.flatMap(({ id, value: { form } }) =>
      POSTS.filter((post) => {
        const role = roleOf.get(form.officer ?? '') ?? '';
        return form.posts.includes(post.id) && post.roles.length > 0 && !post.roles.includes(role);
      }).map(({ id: post, roles }) => ({ person: id, post, roles })),
    ),
    shared_officers: [...new Set(named.filter((each, at) => named.indexOf(each) !== at))],
  };
}
