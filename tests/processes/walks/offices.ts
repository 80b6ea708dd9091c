import { join } from 'node:path';
import { loadKeyFile, signerFromSeed } from '@mingjing/crypto/node';
import { type StatementKind, statementSigningBytes } from '@mingjing/protocol';
import type { Known, WalkStep } from './step.ts';

const COMPLAINTS = '/v1/management/complaints';
const DUTY = '/v1/management/duty';
const DOCUMENTS = '/v1/management/documents';
const PEOPLE = '/v1/management/people';
const FILING = '/v1/management/filing';
const PHONE = '13000000000';
const HOUR_MS = 60 * 60 * 1000;

const both = { 'zh-CN': '元旦', en: 'New Year' };
const nothing = () => ({});
const reason = () => ({ reason: '核对' });
const of = (name: string, as: WalkStep['as'], event: string, body = nothing): WalkStep => ({
  ...{ route: event, as, parameters: [name], body },
});

/** What an officer states, signed with his key. */
function signed(
  known: Known,
  kind: StatementKind,
  officer: string,
  facts: readonly (readonly [string, string])[],
): { signature: string } {
  const [nodeId = '', chainId = ''] = [known.get('stating-node'), known.get('stating-chain')];
  const bytes = statementSigningBytes(chainId, { kind, nodeId, officer, facts });
  const { seed } = loadKeyFile(join(known.get('officers') ?? '', `${officer}.json`));
  const signature = signerFromSeed(seed).sign(bytes);
  return { signature: Buffer.from(signature).toString('base64url') };
}

const COMPLAINT_STEPS: readonly WalkStep[] = [
  {
    ...{ route: 'POST /v1/complaints', as: 'nobody' },
    body: () => ({ category: 'service', text: '打不开', contact: PHONE }),
    keep: ({ ticket, secret }, known) => known.set('ticket', ticket).set('secret', secret),
  },
  {
    ...{ route: 'POST /v1/complaints/lookup', as: 'nobody' },
    body: (known) => ({ ticket: known.get('ticket'), secret: known.get('secret') }),
  },
  { route: `GET ${COMPLAINTS}`, as: 'duty' },
  { route: `GET ${COMPLAINTS}/statistics`, as: 'audit-admin' },
  { route: `GET ${COMPLAINTS}/:id`, as: 'reviewer', parameters: ['ticket'] },
  of('ticket', 'duty', `POST ${COMPLAINTS}/:id/assign`, () => ({ officer: 'jia-duty' })),
  of('ticket', 'duty', `POST ${COMPLAINTS}/:id/reveal`, reason),
  of('ticket', 'duty', `POST ${COMPLAINTS}/:id/answer`, () => ({ text: '已处理' })),
  of('ticket', 'duty', `POST ${COMPLAINTS}/:id/close`, () => ({ outcome: 'upheld' })),
];

const DUTY_STEPS: readonly WalkStep[] = [
  ...['now', 'later'].map(
    (name, hours): WalkStep => ({
      ...{ route: `POST ${DUTY}/shifts`, as: 'security-admin' },
      body() {
        const from = Date.now() + 2 * hours * HOUR_MS;
        return { officer: 'jia-duty', from, to: from + HOUR_MS, phone: PHONE };
      },
      keep: ({ id }, known) => known.set(`shift ${name}`, id),
    }),
  ),
  { route: 'GET /v1/duty/now', as: 'nobody' },
  { route: `GET ${DUTY}`, as: 'reviewer' },
  { route: `GET ${DUTY}/shifts`, as: 'duty' },
  of('shift now', 'duty', `POST ${DUTY}/shifts/:id/reveal`, reason),
  { route: `DELETE ${DUTY}/shifts/:id`, as: 'duty', parameters: ['shift later'] },
  { route: `POST ${DUTY}/challenges`, as: 'audit-admin', body: nothing },
  {
    ...{ route: `GET ${DUTY}/challenges/mine`, as: 'duty' },
    keep({ challenge }, known) {
      known.set('challenge', challenge.id).set('nonce', challenge.nonce);
      known.set('stating-node', challenge.node_id).set('stating-chain', challenge.chain_id);
    },
  },
  {
    ...{ route: `POST ${DUTY}/challenges/:id/answer`, as: 'duty', parameters: ['challenge'] },
    body: (known) =>
      signed(known, 'duty-answer', 'jia-duty', [
        ['challenge', known.get('challenge') ?? ''],
        ['nonce', known.get('nonce') ?? ''],
      ]),
  },
  { route: `GET ${DUTY}/challenges`, as: 'audit-admin' },
  { route: `GET ${DUTY}/challenges/statistics`, as: 'duty' },
];

const person = (name: string) => ({
  ...{ name, posts: ['legal-contact'], officer: null, phone: PHONE, email: null },
  ...{ appointed_on: '2026-01-05', until: null, letter: null },
});
const training = {
  ...{ topic: '培训', held_on: '2026-01-05', valid_until: '2099-12-31', proof: null },
};

const letter = { letter: `appointment-letter.${'0'.repeat(24)}` };

const PEOPLE_STEPS: readonly WalkStep[] = [
  {
    ...{ route: `POST ${PEOPLE}`, as: 'security-admin', body: () => person('张某') },
    keep: ({ id }, known) => known.set('person', id),
  },
  { route: `GET ${PEOPLE}`, as: 'duty' },
  { route: `GET ${PEOPLE}/posts`, as: 'audit-admin' },
  { route: `GET ${PEOPLE}/:id`, as: 'reviewer', parameters: ['person'] },
  of('person', 'security-admin', `POST ${PEOPLE}/:id/change`, () => person('张某某')),
  of('person', 'security-admin', `POST ${PEOPLE}/:id/trainings`, () => training),
  of('person', 'security-admin', `POST ${PEOPLE}/:id/letter`, () => letter),
  of('person', 'audit-admin', `POST ${PEOPLE}/:id/reveal`, reason),
  of('person', 'security-admin', `POST ${PEOPLE}/:id/leave`, () => ({ left_on: '2099-12-31' })),
];

const STATED = ['sha256', 'size', 'file_name', 'issuer', 'owner', 'issued_on', 'expires_on'];

const DOCUMENT_STEPS: readonly WalkStep[] = [
  {
    ...{ route: `POST ${DOCUMENTS}`, as: 'system-admin' },
    body: (known) => ({
      ...{ slot: 'premises', file_name: '机房.txt', media_type: 'text/plain', issuer: '甲公司' },
      ...{ issued_on: '2026-01-05', expires_on: '2099-12-31', example: true },
      ...{ owner: known.get('person'), file: Buffer.from('示例').toString('base64url') },
    }),
    keep(version, known) {
      known.set('version', version.id);
      for (const name of [...STATED, 'example']) known.set(`version ${name}`, `${version[name]}`);
    },
  },
  { route: `GET ${DOCUMENTS}`, as: 'audit-admin' },
  { route: `GET ${DOCUMENTS}/versions`, as: 'reviewer', query: '?slot=premises' },
  { route: `GET ${DOCUMENTS}/:id`, as: 'duty', parameters: ['version'] },
  { route: `GET ${DOCUMENTS}/:id/file`, as: 'disclosure', parameters: ['version'] },
  of('version', 'disclosure', `POST ${DOCUMENTS}/:id/check`),
  {
    ...{ route: `POST ${DOCUMENTS}/:id/attest`, as: 'audit-admin', parameters: ['version'] },
    body(known) {
      const fact = (name: string) => [name, known.get(`version ${name}`) ?? ''] as const;
      const facts = [...STATED, 'example'].map(fact);
      const version = ['version', known.get('version') ?? ''] as const;
      return signed(known, 'document-attestation', 'jia-audit-admin', [version, ...facts]);
    },
  },
  of('version', 'security-admin', `POST ${DOCUMENTS}/:id/withdraw`),
];

const filing = {
  ...{ operator: '甲公司', complaint_telephone: '010-12345678', nodes: [], version: null },
  service: { name: '明镜存证', kind: '存证', website: null },
  numbers: { service: null, icp: null, police: null, mlps: null },
  dates: {
    ...{ started_on: null, submitted_on: null, granted_on: null, police_submitted_on: null },
    ...{ ends_on: null, cancelled_on: null },
  },
};

const FILING_STEPS: readonly WalkStep[] = [
  { route: `POST ${FILING}`, as: 'security-admin', body: () => filing },
  { route: 'GET /v1/filing', as: 'nobody' },
  { route: 'GET /v1/filings', as: 'nobody' },
  { route: `GET ${FILING}`, as: 'duty' },
  { route: `GET ${FILING}/history`, as: 'audit-admin' },
  {
    ...{ route: 'POST /v1/management/calendar/years', as: 'security-admin' },
    body: () => ({
      ...{ year: 2028, source: both, working_days: [] },
      holidays: [{ name: both, from: '2028-01-01', to: '2028-01-01' }],
    }),
  },
  { route: 'GET /v1/management/calendar', as: 'duty' },
];

/** Complaints, duty, people, documents and filing, each route once; people before their papers. */
export const OFFICE_STEPS: readonly WalkStep[] = [
  ...COMPLAINT_STEPS,
  ...DUTY_STEPS,
  ...PEOPLE_STEPS,
  ...DOCUMENT_STEPS,
  ...FILING_STEPS,
];
