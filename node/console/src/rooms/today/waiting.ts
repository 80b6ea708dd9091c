import { ask } from '../../api.ts';
import { proposalsWaitingFor } from '../../chain/proposals.ts';

/** One thing that waits for a person, and where he does something about it. */
export interface WaitingItem {
  readonly key: string;
  /** Key of the text that says what it is, or the text itself where its area told it. */
  readonly text: string;
  /** Who or what it is about. */
  readonly about: string;
  /** Null: at once. */
  readonly dueAt: number | null;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  /** A text of `today.waiting`: what he does. */
  readonly act: 'vote' | 'open';
}

interface Agenda {
  readonly items: readonly {
    readonly area: string;
    readonly kind: string;
    readonly reference: string;
    readonly due_at: number | null;
  }[];
  /** Areas of which nobody knows now what waits in them. */
  readonly not_answering: readonly string[];
}

/** Areas that are a part of a room of another name. */
const PLACES: Readonly<Record<string, string>> = {
  duty: 'complaints/duty',
  people: 'documents/people',
  filing: 'documents/filing',
  calendar: 'documents/filing',
  review: 'content/reviews',
  case: 'content/cases',
  assurance: 'security/health',
  incidents: 'security/incidents',
  requests: 'security/requests',
  finding: 'inspection/findings',
  'look-through': 'journal',
};

type AreaTexts = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;

/** What each area calls the things that wait, by area and kind, and what they are about, by id. */
interface AgendaTexts {
  readonly kinds: AreaTexts;
  readonly names: AreaTexts;
}

/** Ballots and the agenda of the management service, the most urgent first. */
export async function waitingFor(officer: string, language: string): Promise<WaitingItem[]> {
  const [proposals, agenda, texts] = await Promise.all([
    proposalsWaitingFor(officer),
    ask<Agenda>({ path: '/v1/management/agenda' }),
    ask<AgendaTexts>({ path: `/console/agenda/${language}.json` }),
  ]);
  const ballots = proposals.map(({ id, action, proposer, expires_at: dueAt }): WaitingItem => {
    const text = `chain.action.${action}`;
    return {
      key: id,
      text,
      about: proposer,
      dueAt,
      path: `approvals/${id}/vote`,
      params: {},
      act: 'vote',
    };
  });
  // An area has its page in the room of its name, or in a part of another one.
  const others = agenda.items.map(
    ({ area, kind, reference, due_at: dueAt }): WaitingItem => ({
      key: `${area}/${kind}/${reference}`,
      text: texts.kinds[area]?.[kind] ?? `${area}: ${kind}`,
      about: aboutOf(texts, area, reference),
      ...{ dueAt, path: PLACES[area] ?? area, params: { open: reference }, act: 'open' },
    }),
  );
  const silent = agenda.not_answering.map(
    (area): WaitingItem => ({
      ...{ key: `${area}/silent`, text: 'today.waiting.silent', about: area, dueAt: null },
      ...{ path: PLACES[area] ?? area, params: {}, act: 'open' },
    }),
  );
  return [...silent, ...ballots, ...others].sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0));
}

function aboutOf({ kinds, names }: AgendaTexts, area: string, reference: string): string {
  // A period of filing is known by what has to be done in it.
  return names[area]?.[reference] ?? kinds[area]?.[reference] ?? reference;
}
