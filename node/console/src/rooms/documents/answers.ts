import type { Language } from '@mingjing/console-kit';
import { useAnswer } from '@mingjing/console-kit';
import { ask } from '../../api.ts';

const LIST_MS = 30_000;
const PEOPLE_LIMIT = 100;

export type Titles = Readonly<Record<Language, string>>;

/** A place for one kind of document, and how it stands today. */
export interface SlotLine {
  readonly slot: string;
  readonly title: Titles;
  readonly mandatory: boolean;
  /** red, amber, green; none: nobody handed it in, and nobody has to. */
  readonly level: string;
  readonly faults: readonly string[];
  readonly version: string | null;
  readonly expires_on: string | null;
}

export interface VersionLine {
  readonly id: string;
  readonly slot: string;
  readonly file_name: string;
  readonly media_type: string;
  readonly size: number;
  readonly sha256: string;
  readonly issuer: string;
  readonly owner: string;
  readonly issued_on: string;
  readonly expires_on: string;
  readonly example: boolean;
  readonly mark: Titles | null;
  readonly uploaded_by: string;
  readonly uploaded_at: number;
  readonly withdrawn: { readonly officer: string; readonly at: number } | null;
  readonly attestation: { readonly officer: string; readonly at: number } | null;
  readonly level: string;
  readonly faults: readonly string[];
}

/** A version with what else its attestation is made of. */
export interface VersionAnswer extends VersionLine {
  readonly statement: { readonly chain_id: string; readonly node_id: string };
}

export interface PostLine {
  readonly post: string;
  readonly title: Titles;
  readonly minimum: number;
  readonly holders: readonly string[];
  readonly faults: readonly { readonly fault: string; readonly person: string | null }[];
  readonly ends_on: string | null;
  readonly level: string;
}

export interface PersonLine {
  readonly id: string;
  readonly name: string;
  readonly posts: readonly string[];
  readonly officer: string | null;
  readonly phone: string | null;
  readonly appointed_on: string;
  readonly appointed: boolean;
  readonly left_on: string | null;
  /** The version of a document that is the letter. */
  readonly letter: string | null;
  readonly trainings: readonly {
    readonly topic: string;
    readonly held_on: string;
    readonly valid_until: string;
  }[];
}

export interface PeopleAnswer {
  readonly posts: readonly PostLine[];
  readonly chain: {
    readonly unknown_officers: readonly { readonly officer: string; readonly role: string }[];
    readonly missing_officers: readonly { readonly person: string; readonly officer: string }[];
    readonly other_roles: readonly { readonly person: string; readonly post: string }[];
    readonly shared_officers: readonly string[];
  };
  readonly people: readonly PersonLine[];
}

/** What was filed, as an officer tells it. */
export interface FiledForm {
  readonly operator: string;
  readonly credit_code?: string | null;
  readonly complaint_telephone: string;
  readonly service: {
    readonly name: string;
    readonly kind: string;
    readonly website: string | null;
  };
  readonly numbers: Readonly<Record<string, string | null>>;
  readonly dates: Readonly<Record<FiledDate, string | null>>;
  readonly nodes: readonly {
    readonly node: string;
    readonly organisation: string;
    readonly region: string;
    readonly address: string;
  }[];
  readonly version: string | null;
}

type FiledDate =
  | 'started_on'
  | 'submitted_on'
  | 'granted_on'
  | 'police_submitted_on'
  | 'ends_on'
  | 'cancelled_on';

export interface FilingAnswer {
  readonly filed: (FiledForm & { readonly told_by: string; readonly told_at: number }) | null;
  /** What the chain has now. */
  readonly observed: {
    readonly nodes: readonly { readonly node: string; readonly organisation: string }[];
  };
  readonly differences: readonly {
    readonly kind: string;
    readonly node: string | null;
    readonly filed: string | null;
    readonly observed: string | null;
  }[];
  readonly differing_since: number | null;
  readonly deadlines: readonly {
    readonly period: string;
    readonly state: string;
    readonly by: string;
    readonly citation: Titles;
    readonly due_day: string | null;
    readonly due_basis: string | null;
  }[];
}

const PATH = '/v1/management/documents';
const PEOPLE_PATH = '/v1/management/people';

export function useSlots() {
  return useAnswer(
    ['documents', 'slots'],
    () => ask<{ slots: readonly SlotLine[] }>({ path: PATH }),
    LIST_MS,
  );
}

export function useVersions(slot: string) {
  return useAnswer(['documents', 'versions', slot], () =>
    ask<{ items: readonly VersionLine[] }>({ path: `${PATH}/versions`, query: { slot } }),
  );
}

export function useVersion(id: string) {
  return useAnswer(['documents', 'one', id], () =>
    ask<VersionAnswer>({ path: `${PATH}/${encodeURIComponent(id)}` }),
  );
}

export function usePeople() {
  return useAnswer<PeopleAnswer>(
    ['people'],
    async () => {
      const path = `${PEOPLE_PATH}/posts`;
      const [staffing, people] = await Promise.all([
        ask<Omit<PeopleAnswer, 'people'>>({ path }),
        allPeople(),
      ]);
      return { ...staffing, people };
    },
    LIST_MS,
  );
}

/** All there are: the node keeps a few hundred at most. */
async function allPeople(): Promise<PersonLine[]> {
  const people: PersonLine[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: PEOPLE_LIMIT, cursor };
    const page = await ask<{ items: PersonLine[]; next_cursor: string | null }>({
      ...{ path: PEOPLE_PATH, query },
    });
    people.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return people;
}

export function useFiling() {
  return useAnswer(['filing'], () => ask<FilingAnswer>({ path: '/v1/management/filing' }), LIST_MS);
}
