// Every route of the supervision console that an officer may use: those that tell of subjects, with
// how each is asked about one, and those that do not, with what they tell of instead.
import type { Subject } from './two-regions.ts';

/** A way to ask a route about a subject. */
export interface Asked {
  readonly name: string;
  /** `own`: an organisation of the caller's region. */
  readonly path: (of: Subject, own: string) => string;
  readonly body?: (of: Subject, own: string) => object;
  /** Code for an officer of another region; `LEFT_OUT`: an answer without the subject. */
  readonly other: string;
  /** For one of its region: `SEEN`, a later refusal's code, or `UNASKED` where it would act. */
  readonly own: string;
  /** Text by which this answer tells of the subject where the usual names are not in it. */
  readonly mark?: string;
}

export const LEFT_OUT = 'left-out';
export const SEEN = 'seen';
export const UNASKED = 'unasked';
const SCOPE = 'scope-subject';
const EVERYTHING = 'scope-organisation-needed';
const NOTHING = 'trace-nothing';

interface SubjectRoute {
  /** A read of a subject names a purpose; papers of the desk and signed acts name none. */
  readonly isRead: boolean;
  readonly asked: readonly Asked[];
}

type More = Partial<Omit<Asked, 'path'>>;

function read(path: Asked['path'], more: More = {}): SubjectRoute {
  return { isRead: true, asked: [way(path, more)] };
}

/** Papers of the desk, and acts of officers upon them. */
function paper(path: Asked['path'], more: More = {}): SubjectRoute {
  return { isRead: false, asked: [way(path, more)] };
}

function way(path: Asked['path'], more: More = {}): Asked {
  return { name: 'the subject', path, other: SCOPE, own: SEEN, ...more };
}

const ORDERS = '/v1/look-through/orders';
const DESK = '/v1/desk';
const ORGANISATION = 'yi';
const node = `${ORGANISATION}-validator`;
const trace = (rest: string): SubjectRoute => {
  const at = (query: string) => `${DESK}/search/trace${rest}?${query}`;
  return {
    isRead: true,
    asked: [
      way(({ record }) => at(`start=record&name=${record}`), { name: 'a record', other: NOTHING }),
      way(() => at('start=user&name=user-yi'), { name: 'a user', other: NOTHING }),
      way(({ commitment }) => at(`start=content&name=${commitment}`), {
        ...{ name: 'a content', other: NOTHING },
      }),
      way(() => at(`start=organisation&name=${ORGANISATION}`), { name: 'an organisation' }),
      way(() => at('start=period'), { name: 'a time', other: EVERYTHING, own: EVERYTHING }),
    ],
  };
};
const inspection = (rest: string, own: string): SubjectRoute =>
  paper(({ inspection: id }) => `${DESK}/inspections/${id}${rest}`, { own });

export const SUBJECT_ROUTES: Readonly<Record<string, SubjectRoute>> = {
  'GET /v1/records': read(() => '/v1/records', { other: LEFT_OUT }),
  'GET /v1/records/:id': read(({ record }) => `/v1/records/${record}`),
  'GET /v1/records/:id/receipt': read(({ record }) => `/v1/records/${record}/receipt`),
  [`GET ${DESK}/search/records`]: {
    isRead: true,
    asked: [
      way(() => `${DESK}/search/records?organisation=${ORGANISATION}`, { name: 'an organisation' }),
      way(({ record }) => `${DESK}/search/records?record=${record}`, {
        ...{ name: 'all organisations', other: EVERYTHING, own: EVERYTHING },
      }),
      way(({ record }, own) => `${DESK}/search/records?organisation=${own}&record=${record}`, {
        name: 'a record among those of the own region',
        other: LEFT_OUT,
      }),
    ],
  },
  [`GET ${DESK}/search/trace`]: trace(''),
  [`GET ${DESK}/search/trace/bundle`]: trace('/bundle'),
  'GET /v1/journal/search': {
    isRead: true,
    asked: [
      way(() => `/v1/journal/search?node=${node}`, { name: 'a node', mark: node }),
      way(() => `/v1/journal/search?organisation=${ORGANISATION}`, {
        ...{ name: 'an organisation', mark: node },
      }),
      way(() => '/v1/journal/search?source=publish', {
        ...{ name: 'all organisations', other: EVERYTHING, own: EVERYTHING },
      }),
    ],
  },
  [`GET ${ORDERS}`]: read(() => ORDERS, { other: LEFT_OUT }),
  [`GET ${ORDERS}/:id`]: read(({ order }) => `${ORDERS}/${order}`),
  [`GET ${ORDERS}/:id/answers`]: read(({ order }) => `${ORDERS}/${order}/answers`, {
    // Nobody has approved it: there are no answers, and who may see it is told so.
    mark: '"items":[]',
  }),
  [`POST ${ORDERS}/:id/opening`]: {
    isRead: true,
    asked: [
      way(({ order }) => `${ORDERS}/${order}/opening`, {
        ...{ name: 'an open order', body: () => ({}), own: 'opening-order-not-in-force' },
      }),
      way(({ sealedOrder }) => `${ORDERS}/${sealedOrder}/opening`, {
        ...{ name: 'a sealed order with all its answers', body: () => ({}) },
        mark: '"verdict":"opens"',
      }),
    ],
  },
  [`GET ${ORDERS}/:id/evidence`]: read(({ order }) => `${ORDERS}/${order}/evidence`, {
    mark: '"evidence":null',
  }),
  'GET /v1/look-through/identities/:user/proof': read(
    () => '/v1/look-through/identities/user-yi/proof',
  ),
  [`POST ${ORDERS}/:id/sealed-copies`]: read(({ order }) => `${ORDERS}/${order}/sealed-copies`, {
    body: ({ commitment }) => ({ takedown: '', commitment, verdict: 'opens' }),
    own: 'sealed-copy-order-not-in-force',
  }),
  [`GET ${DESK}/interventions`]: paper(() => `${DESK}/interventions`, { other: LEFT_OUT }),
  [`GET ${DESK}/interventions/:id`]: paper(
    ({ intervention }) => `${DESK}/interventions/${intervention}`,
  ),
  [`POST ${DESK}/interventions`]: paper(() => `${DESK}/interventions`, {
    body: () => ({
      ...{ kind: 'limit', subject: 'user-yi', expires_at: 1, basis: 49, reason: 7 },
      ...{ deadline: 1, reference: '案2', drill: true, explanation: '限制发布' },
    }),
    own: 'intervention-deadline',
  }),
  [`POST ${DESK}/interventions/:id/sign`]: paper(
    ({ intervention }) => `${DESK}/interventions/${intervention}/sign`,
    { body: () => ({ transaction: 'AAAA' }), own: 'intervention-signed-malformed' },
  ),
  [`POST ${DESK}/interventions/:id/withdraw`]: paper(
    ({ intervention }) => `${DESK}/interventions/${intervention}/withdraw`,
    { body: () => ({}), own: UNASKED },
  ),
  [`POST ${DESK}/visits`]: paper(() => `${DESK}/visits`, {
    body: () => ({
      ...{ notice_number: 'N-2', organisation: ORGANISATION, ends_at: 1 },
      signature: 'A'.repeat(86),
    }),
    own: 'visit-past',
  }),
  [`POST ${DESK}/visits/:id/join`]: paper(({ visit }) => `${DESK}/visits/${visit}/join`, {
    ...{ body: () => ({ signature: 'A'.repeat(86) }), own: 'visit-same-officer' },
  }),
  [`POST ${DESK}/visits/:id/end`]: paper(({ visit }) => `${DESK}/visits/${visit}/end`, {
    ...{ body: () => ({}), other: 'visit-of-others', own: UNASKED },
  }),
  [`GET ${DESK}/inspections`]: paper(() => `${DESK}/inspections`, { other: LEFT_OUT }),
  [`GET ${DESK}/inspections/:id`]: inspection('', SEEN),
  [`GET ${DESK}/inspections/:id/bundle`]: inspection('/bundle', 'inspection-not-signed'),
  [`GET ${DESK}/inspections/:id/pdf`]: inspection('/pdf', 'inspection-not-signed'),
  [`GET ${DESK}/inspections/:id/html`]: inspection('/html', 'inspection-not-signed'),
  [`POST ${DESK}/inspections`]: paper(() => `${DESK}/inspections`, {
    ...{ body: ({ visit }) => ({ visit, phrase: '海上生明月' }), own: 'inspection-under-way' },
    other: 'inspection-visit-of-others',
  }),
  [`POST ${DESK}/inspections/:id/operator-record`]: paper(
    ({ inspection: id }) => `${DESK}/inspections/${id}/operator-record`,
    { body: () => Uint8Array.of(1), own: UNASKED },
  ),
  [`POST ${DESK}/inspections/:id/confirmations`]: paper(
    ({ inspection: id }) => `${DESK}/inspections/${id}/confirmations`,
    { body: () => ({ item: 'machine-room-premises', saw: '在场', agrees: true }), own: UNASKED },
  ),
  [`POST ${DESK}/inspections/:id/seal`]: paper(
    ({ inspection: id }) => `${DESK}/inspections/${id}/seal`,
    { body: () => ({ opinion: '', rectification: '', objections: '' }), own: UNASKED },
  ),
};

/** What else officers ask for, and why no scope bounds it. */
export const OTHER_ROUTES: Readonly<Record<string, string>> = {
  'GET /v1/situation': 'numbers over the whole chain',
  'GET /v1/day': 'numbers over the whole chain',
  'GET /v1/validators': 'signed tips of nodes',
  'GET /v1/journals': 'how far the journals of nodes are held',
  'GET /v1/chain': 'members, nodes and officers as every node has them',
  'GET /v1/genesis': 'what the chain began with, as every node has it',
  'GET /v1/alarms': 'alarms of nodes and rules, the authority’s own',
  'GET /v1/events': 'numbers and alarms as they change',
  'GET /v1/blocks/:height': 'header, certificate and checks: no transaction',
  'GET /v1/state-roots': 'hashes',
  'GET /v1/archive': 'how far segments are archived',
  'GET /v1/orders/:id/receipts': 'signed words of nodes about an order, not of its subject',
  'POST /v1/journal/export': 'the authority’s own journal, by what two of its officers signed',
  'GET /v1/session': 'the caller himself',
  'DELETE /v1/session': 'the caller himself',
  'GET /v1/sessions': 'officers of the authority',
  'DELETE /v1/sessions/:id': 'officers of the authority',
  'GET /v1/accounts': 'officers of the authority',
  // What he signed decides, and the chain holds it against his jurisdiction.
  'POST /v1/look-through/acts': 'an act signed by the officer himself',
  [`POST ${ORDERS}/:id/contributions`]: 'an answer signed by its officer; it opens nothing alone',
  [`GET ${DESK}/visits`]: 'who visits which organisation when',
  [`GET ${DESK}/visits/:id`]: 'who visits which organisation when',
  [`GET ${DESK}/alarms`]: 'alarms of nodes and rules, the authority’s own',
  [`GET ${DESK}/alarms/:id`]: 'alarms of nodes and rules, the authority’s own',
  [`POST ${DESK}/alarms/:id/steps`]: 'alarms of nodes and rules, the authority’s own',
  [`GET ${DESK}/notices`]: 'whether notices reach who is to have them',
  [`GET ${DESK}/rules`]: 'rules over the whole chain, the authority’s own',
  [`GET ${DESK}/rules/:version`]: 'rules over the whole chain, the authority’s own',
  [`POST ${DESK}/rules`]: 'rules over the whole chain, the authority’s own',
  [`POST ${DESK}/rules/:version/back-test`]: 'rules over the whole chain, the authority’s own',
  [`POST ${DESK}/rules/:version/decision`]: 'rules over the whole chain, the authority’s own',
  [`GET ${DESK}/accountability/days`]: 'what the authority itself read',
  [`GET ${DESK}/accountability/reads`]: 'what the authority itself read',
  [`GET ${DESK}/accountability/witnesses`]: 'who witnessed the own journal',
};
