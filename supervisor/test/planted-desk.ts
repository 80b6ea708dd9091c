// Things of two officers on the shelf of a desk before it opens, and what is asked of the routes to
// which it matters whose a thing is, or whether it lies within a scope.
import type { RegistryReader } from '@mingjing/execution';
import type { WatchRule } from '@mingjing/oversight';
import type { Relation } from '@mingjing/service';
import { type DocumentChange, Shelf } from '@mingjing/storage';
import { vi } from 'vitest';
import type { RelationFixtures } from '../../node/test/access-cells.ts';
import { type Inspection, inspectionsOn } from '../src/desk/inspection/visit/inspection.ts';
import { type Intervention, interventionsOn } from '../src/desk/interventions/intervention.ts';
import { proposed, versionId, versionsOn } from '../src/desk/rules/rule-version.ts';
import { type Visit, visitsOn } from '../src/desk/visits/visit.ts';

const AT = Date.UTC(2026, 0, 5);
const RULE: WatchRule = { id: 'watched', severity: 'major', kind: 'overdue-order' };
const [ONE, OTHER, THIRD] = ['inspector-1', 'inspector-2', 'inspector-3'] as const;
/** By whose it is: the first officer asks about them. */
const IDS: Readonly<Record<Relation, string>> = {
  ...{ own: '1'.repeat(24), organisation: '2'.repeat(24), foreign: '3'.repeat(24) },
};
/** Its own: what only takes part in an organisation's affairs is no authority's. */
const ORGANISATIONS: Readonly<Record<Relation, string>> = {
  ...{ own: 'authority', organisation: 'jia', foreign: 'yi' },
};
const ORDERS: Readonly<Record<Relation, string>> = {
  ...{ own: '1'.repeat(64), organisation: '2'.repeat(64), foreign: '3'.repeat(64) },
};
const USERS: Readonly<Record<Relation, string>> = {
  ...{ own: '', organisation: 'user-1', foreign: 'user-abroad' },
};

/** Lets a supervision node that starts from here on find these things on its desk. */
export function plantDesk(): void {
  const open = Shelf.open.bind(Shelf);
  vi.spyOn(Shelf, 'open').mockImplementation(async (folder, options) => {
    const shelf = await open(folder, options);
    if (folder.endsWith('desk')) await shelf.change(thingsOf(shelf));
    return shelf;
  });
}

function thingsOf(shelf: Shelf): DocumentChange[] {
  const [visits, inspections] = [visitsOn(shelf), inspectionsOn(shelf)];
  const [drafts, versions] = [interventionsOn(shelf), versionsOn(shelf)];
  return [
    visits.put(IDS.own, visitOf('jia', ONE, OTHER)),
    visits.put(IDS.organisation, visitOf('jia', OTHER, THIRD)),
    visits.put(IDS.foreign, visitOf('yi', OTHER, THIRD)),
    inspections.put(IDS.own, inspectionOf(IDS.own, ONE)),
    inspections.put(IDS.organisation, inspectionOf(IDS.own, OTHER)),
    inspections.put(IDS.foreign, inspectionOf(IDS.organisation, OTHER)),
    drafts.put(IDS.own, draftOf('jia', ONE)),
    drafts.put(IDS.organisation, draftOf('jia', OTHER)),
    drafts.put(IDS.foreign, draftOf('yi', OTHER)),
    ...[ONE, OTHER].map((officer, index) => {
      const version = index + 1;
      return versions.put(versionId(version), proposed({ version, rules: [RULE] }, officer, AT));
    }),
  ];
}

function visitOf(organisation: string, ...officers: [string, string]): Visit {
  const [begun, joined] = officers.map((officer) => {
    return { officer, session: '', at: AT, signature: 'A'.repeat(86) };
  }) as [Visit['begun'], Visit['begun']];
  const ended = { at: AT, reason: 'by-officer', by: officers[0] };
  return { noticeNumber: '检2026-1', organisation, endsAt: AT, begun, joined, ended };
}

function inspectionOf(visit: string, by: string): Inspection {
  return {
    ...{ visit, notice: '检2026-1', organisation: 'jia', officers: [ONE, OTHER], by },
    ...{ phrase: '海上生明月', form: { id: 'form', version: 1, hash: '0'.repeat(64) } },
    ...{ began: { at: AT, height: 0 }, state: 'broken-off', own: [], operator: null },
    ...{ confirmations: {}, sealed: null },
  };
}

function draftOf(organisation: string, draftedBy: string): Intervention {
  const draft = { kind: 'advisory', organisation, title: '提示', text: '请核查' } as const;
  return {
    ...{ draft: { ...draft, reply_by: null }, draftedBy, draftedAt: AT },
    ...{ signed: null, postings: [], settled: null, withdrawn: { by: draftedBy, at: AT } },
  };
}

/**
 * The first officer may see what jia answers for and nothing of yi; a user and an access order of
 * each are there, too.
 */
export function narrowScope(registry: RegistryReader): void {
  const get = registry.get.bind(registry) as (kind: string, key: never) => object | undefined;
  vi.spyOn(registry, 'get').mockImplementation(((kind: string, key: never) => {
    const found = get(kind, key);
    if (kind === 'organisation' && found !== undefined) {
      return changed(found, { region: key === 'jia' ? 'CN-31' : 'CN-11' });
    }
    if (kind === 'officer' && key === ONE) return changed(found, { jurisdictions: ['CN-31'] });
    if (kind === 'user' && key === USERS.foreign) {
      return changed(get(kind, USERS.organisation as never), { id: key, organisation: 'yi' });
    }
    return kind === 'access' ? orderBy(key) : found;
  }) as never);
}

/** What is zero stands in the prototype alone. */
function changed(entry: object | undefined, change: object): object {
  return Object.assign(Object.create(entry ?? null), change);
}

function orderBy(key: Uint8Array) {
  const hex = Buffer.from(key).toString('hex');
  const relation = (['organisation', 'foreign'] as const).find((each) => ORDERS[each] === hex);
  if (relation === undefined) return undefined;
  const subjectOrganisation = ORGANISATIONS[relation];
  return { id: key, order: { epoch: 0 }, subjectOrganisation, closedHeight: 1 };
}

const SIGNATURE = 'A'.repeat(86);
const inspection = (id: string) => `/v1/desk/inspections/${id}`;

type Fixture = RelationFixtures[string];

/** Asked about what an organisation answers for, within the scope and beyond it. */
function scoped(path: (relation: Relation) => string, body?: object): Fixture {
  return (relation, caller) => {
    if (relation === 'own') return undefined;
    // Nothing is beyond the scope of who reads the home: he has none.
    const isBeyond = relation === 'foreign' && caller === 'home';
    return isBeyond ? undefined : { path: path(relation), body };
  };
}

/** Asked about the planted thing of a relation. */
function each(path: (id: string) => string, body?: object): Fixture {
  return (relation) => ({ path: path(IDS[relation]), body });
}

/** What is asked about a thing of each relation; `record` is one of jia's. */
export function deskFixtures(record: string): RelationFixtures {
  return { ...readingFixtures(record), ...DEEDS };
}

function readingFixtures(record: string): RelationFixtures {
  const journals = '/v1/journal/search?organisation=';
  const search = '/v1/desk/search/records?organisation=';
  return {
    // One of yi's is published by nobody here: it is as unknown as one that there is not.
    'GET /v1/records/:id': scoped((relation) => recordPath(relation, record)),
    'GET /v1/records/:id/receipt': scoped((relation) => `${recordPath(relation, record)}/receipt`),
    'GET /v1/journal/search': (relation, caller) => {
      if (relation === 'foreign' && caller === 'home') return undefined;
      return { path: journals + ORGANISATIONS[relation] };
    },
    'GET /v1/desk/search/records': scoped((relation) => search + ORGANISATIONS[relation]),
    'GET /v1/look-through/identities/:user/proof': scoped(
      (relation) => `/v1/look-through/identities/${USERS[relation]}/proof`,
    ),
    'POST /v1/look-through/orders/:id/sealed-copies': scoped(
      (relation) => `/v1/look-through/orders/${ORDERS[relation]}/sealed-copies`,
      { takedown: '', commitment: '', verdict: 'opens' },
    ),
  };
}

const VISIT = { notice_number: '检2026-2', ends_at: AT, signature: SIGNATURE };
const ADVISORY = { kind: 'advisory', title: '提示', text: '请核查', reply_by: null };

const DEEDS: RelationFixtures = {
  'POST /v1/desk/visits': (relation) => {
    const body = { ...VISIT, organisation: ORGANISATIONS[relation] };
    return relation === 'own' ? undefined : { path: '/v1/desk/visits', body };
  },
  'POST /v1/desk/visits/:id/join': each((id) => `/v1/desk/visits/${id}/join`, {
    signature: SIGNATURE,
  }),
  'POST /v1/desk/visits/:id/end': each((id) => `/v1/desk/visits/${id}/end`),
  'POST /v1/desk/interventions': (relation) => {
    const body = { ...ADVISORY, organisation: ORGANISATIONS[relation] };
    return relation === 'own' ? undefined : { path: '/v1/desk/interventions', body };
  },
  'POST /v1/desk/interventions/:id/sign': each((id) => `/v1/desk/interventions/${id}/sign`, {
    signature: SIGNATURE,
  }),
  'POST /v1/desk/rules/:version/decision': (relation) => ({
    path: `/v1/desk/rules/${{ own: 1, organisation: 2, foreign: 9 }[relation]}/decision`,
    body: { approve: true, reason: '已审阅', signature: SIGNATURE },
  }),
  'POST /v1/desk/inspections': (relation) => ({
    path: '/v1/desk/inspections',
    body: {
      visit: relation === 'foreign' ? IDS.organisation : IDS.own,
      phrase: '海上生明月天涯共此时',
    },
  }),
  'POST /v1/desk/inspections/:id/operator-record': each(
    (id) => `${inspection(id)}/operator-record`,
    Uint8Array.of(1),
  ),
  'POST /v1/desk/inspections/:id/confirmations': each((id) => `${inspection(id)}/confirmations`, {
    ...{ item: 'duty-staff', agrees: true, saw: '在岗' },
  }),
  'POST /v1/desk/inspections/:id/seal': each((id) => `${inspection(id)}/seal`, {
    ...{ opinion: '', rectification: '', objections: '' },
  }),
};

function recordPath(relation: Relation, record: string): string {
  return `/v1/records/${relation === 'foreign' ? '0'.repeat(72) : record}`;
}
