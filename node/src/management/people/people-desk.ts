import type { Collection, Shelf } from '@mingjing/storage';
import type { AgendaSource, DueItem } from '../agenda.ts';
import { type Day, dayAfter, dayOf, endOf, isDay } from '../calendar/shanghai-days.ts';
import { type Appointing, ownOfficers } from '../officers.ts';
import { PEOPLE_MAX, type Person, type PersonForm, peopleOn, type Training } from './person.ts';
import {
  comparedWithChain,
  isAppointed,
  type PostStanding,
  type Staffed,
  standingOfPosts,
} from './staffing.ts';

/** An appointment or a training that ends is told of so long before. */
const DUE_SOON_DAYS = 30;
const MANAGERS = ['security-admin', 'system-admin', 'audit-admin'] as const;

export interface PeoplePorts {
  readonly shelf: Shelf;
  readonly host: Appointing;
  /** Whether a letter is one of the attested documents and holds now. */
  isLetterGood(version: string): boolean;
}

/** The appointed people, in memory and sealed on the shelf. */
export class PeopleDesk implements AgendaSource {
  readonly area = 'people';
  readonly #ports: PeoplePorts;
  readonly #onShelf: Collection<Person>;
  readonly #people: Map<string, Person>;

  private constructor(ports: PeoplePorts, people: Map<string, Person>) {
    this.#ports = ports;
    this.#people = people;
    this.#onShelf = peopleOn(ports.shelf);
  }

  static async open(ports: PeoplePorts): Promise<PeopleDesk> {
    const found = await peopleOn(ports.shelf).list({ limit: PEOPLE_MAX });
    return new PeopleDesk(ports, new Map(found.map(({ id, value }) => [id, value])));
  }

  get isFull(): boolean {
    return this.#people.size >= PEOPLE_MAX;
  }

  get all(): Staffed[] {
    return [...this.#people].map(([id, value]) => ({ id, value }));
  }

  find(id: string): Person | undefined {
    return this.#people.get(id);
  }

  async keep(id: string, person: Person): Promise<void> {
    await this.#ports.shelf.change([this.#onShelf.put(id, person)]);
    this.#people.set(id, person);
  }

  /** The name behind an officer; who sees it how, its reader's role says. */
  nameOf(officer: string): string | null {
    const found = this.all.find(({ value }) => value.form.officer === officer);
    return found === undefined ? null : found.value.form.name;
  }

  posts(now: number): PostStanding[] {
    return standingOfPosts(this.all, dayOf(now), (letter) => this.#ports.isLetterGood(letter));
  }

  differences(now: number) {
    return comparedWithChain(this.all, ownOfficers(this.#ports.host), dayOf(now));
  }

  due(now: number): DueItem[] {
    const { missing_officers, other_roles, shared_officers, unknown_officers } =
      this.differences(now);
    const differing = [missing_officers, other_roles, shared_officers, unknown_officers];
    const items = this.posts(now).flatMap((standing) => postItems(standing, dayOf(now)));
    if (differing.every((each) => each.length === 0)) return items;
    const item = { area: 'people', kind: 'other-than-chain', reference: 'chain' };
    return [...items, { ...item, roles: MANAGERS, dueAt: null }];
  }
}

function postItems({ endsOn, faults, post }: PostStanding, today: Day): DueItem[] {
  const base = { area: 'people', reference: post.id, roles: MANAGERS };
  const kinds = [...new Set(faults.map(({ fault }) => fault))];
  const items: DueItem[] = kinds.map((kind) => ({ ...base, kind, dueAt: null }));
  const isSoon = endsOn !== null && endsOn >= today && endsOn < dayAfter(today, DUE_SOON_DAYS);
  return isSoon ? [...items, { ...base, kind: 'ends-soon', dueAt: endOf(endsOn) }] : items;
}

export type PersonRefusal = 'person-dates' | 'person-officer';

/** Why somebody cannot be registered so; undefined: he can. */
export function personRefusal(
  form: PersonForm,
  others: readonly Staffed[],
  today: Day,
): PersonRefusal | undefined {
  const { appointed_on: from, officer, until } = form;
  if (!isDay(from) || (until !== null && (!isDay(until) || until < from))) return 'person-dates';
  const isTaken = others.some(
    ({ value }) => value.form.officer === officer && isAppointed(value, today),
  );
  return officer !== null && isTaken ? 'person-officer' : undefined;
}

/** Whether the days of a training can be. */
export function isTrainingPossible(training: Training, today: Day): boolean {
  const { held_on: held, valid_until: until } = training;
  return isDay(held) && isDay(until) && held <= today && held <= until;
}
