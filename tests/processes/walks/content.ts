import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composePublish } from '@mingjing/client';
import { keyId } from '@mingjing/crypto';
import { loadKeyFile, randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import { chainIdOf, genesisFromJson, submitRequestCodec } from '@mingjing/protocol';
import type { Known, WalkStep } from './step.ts';

/** Records of this category wait for a reviewer in the walk. */
const REVIEWED = 7777;
const RULES = '/v1/screening/rule-sets/:name/:version';
const VERSION = ['walked', '1'];
const said = { reason: '已核对' };
const ruleSet = {
  ...{ format: 1, id: 'walked', version: 1, title: { zh: '词表', en: 'Words' } },
  rules: [
    {
      ...{ id: 'word', category: 'walked', severity: 'flag', any: ['无人使用的词'] },
      reason: { zh: '留意', en: 'to be looked at' },
    },
  ],
};

/** A publication of the fourth user of the trial network that a reviewer has to see. */
function heldSubmission(known: Known): Uint8Array {
  const folder = known.get('folder') ?? '';
  const genesis = genesisFromJson(readFileSync(join(folder, 'genesis.json'), 'utf8'));
  if (!genesis.ok) throw new Error(genesis.reason);
  const { publicKey, sign } = signerFromSeed(
    loadKeyFile(join(folder, 'users', 'user-4.json')).seed,
  );
  const content = Buffer.from('待审核的文字');
  const document = { fileName: 'a.txt', mediaType: 'text/plain', content, category: REVIEWED };
  const composed = composePublish([document], {
    ...{ chainId: chainIdOf(genesis.value), limits: genesis.value.parameters },
    ...{ keyId: keyId(publicKey), sign, random: randomBytes, now: () => Date.now() },
  });
  if (!composed.ok) throw new Error(composed.reason);
  return submitRequestCodec.encode({ items: composed.value.requests.flat() });
}

const RULE_STEPS: readonly WalkStep[] = [
  { route: 'GET /v1/screening/rule-sets', as: 'reviewer' },
  { route: 'POST /v1/screening/rule-sets', as: 'reviewer', body: () => ruleSet },
  { route: `POST ${RULES}/back-test`, as: 'reviewer', parameters: VERSION, body: () => ({}) },
  {
    ...{ route: `POST ${RULES}/decision`, as: 'security-admin', parameters: VERSION },
    body: () => ({ approve: true, ...said }),
  },
  { route: `GET ${RULES}`, as: 'audit-admin', parameters: VERSION },
  { route: 'GET /v1/screening/settings', as: 'audit-admin' },
  {
    ...{ route: 'PUT /v1/screening/settings', as: 'security-admin' },
    body: () => ({ reviewed_categories: [REVIEWED], sample_every: 0, review_hours: 4 }),
  },
];

const REVIEW_STEPS: readonly WalkStep[] = [
  {
    ...{ route: 'POST /v1/transactions', as: 'nobody' },
    body: heldSubmission,
    keep: ({ results }, known) => known.set('review', results[0].review),
  },
  { route: 'GET /v1/reviews', as: 'reviewer' },
  { route: 'GET /v1/reviews/:id', as: 'reviewer', parameters: ['review'] },
  {
    ...{ route: 'GET /v1/reviews/:id/contents/:number', as: 'reviewer' },
    parameters: ['review', '0'],
  },
  { route: 'GET /v1/reviewers/:officer/users', as: 'audit-admin', parameters: ['jia-reviewer'] },
  {
    ...{ route: 'PUT /v1/reviewers/:officer/users', as: 'security-admin' },
    ...{ parameters: ['jia-reviewer'], body: () => ({ users: [] }) },
  },
  {
    ...{ route: 'POST /v1/reviews/:id/decisions', as: 'reviewer', parameters: ['review'] },
    body: () => ({ decision: 'refuse', ...said }),
  },
  { route: 'GET /v1/reviews/:id/standing', as: 'nobody', parameters: ['review'] },
  { route: 'GET /v1/review-statistics', as: 'audit-admin' },
  { route: 'GET /v1/screening/statistics', as: 'audit-admin' },
];

interface Listed {
  readonly attachments: readonly { readonly commitment: string }[];
}

const ofCase = { parameters: ['case'] };
const CASE_STEPS: readonly WalkStep[] = [
  {
    ...{ route: 'POST /v1/cases', as: 'duty' },
    body: () => ({
      ...{ found_by: 'authority', reference: '函 1', found_at: Date.now(), basis: '第四十九条' },
      ...{ description: '来函', records: [], users: ['user-4'] },
    }),
    keep: ({ id }, known) => known.set('case', id),
  },
  { route: 'GET /v1/cases', as: 'duty' },
  {
    ...{ route: 'GET /v1/records', as: 'nobody' },
    keep: ({ records = [] }, known) => {
      const attachments = (records as Listed[]).flatMap((each) => each.attachments);
      known.set('commitment', attachments[0]?.commitment ?? '');
    },
  },
  { route: 'GET /v1/cases/:id', as: 'duty', ...ofCase },
  {
    ...{ route: 'POST /v1/cases/:id/files', as: 'duty', ...ofCase, query: '?name=letter' },
    body: () => Buffer.from('letter'),
  },
  {
    ...{ route: 'POST /v1/cases/:id/evidence', as: 'duty', ...ofCase },
    body: (known) => ({ commitment: known.get('commitment') ?? '' }),
  },
  {
    route: 'GET /v1/cases/:id/evidence/:evidence',
    ...{ as: 'reviewer', parameters: ['case', '1'] },
  },
  {
    ...{ route: 'POST /v1/cases/:id/actions', as: 'duty', ...ofCase },
    body: () => ({ kind: 'warning', order_id: '', note: '警示' }),
  },
  {
    ...{ route: 'POST /v1/cases/:id/report', as: 'duty', ...ofCase },
    body: () => ({ to: '网安部门', receipt: '回执 1', sent_at: Date.now() }),
  },
  {
    ...{ route: 'POST /v1/cases/:id/closing', as: 'reviewer', ...ofCase },
    body: () => ({ outcome: 'handled', ...said }),
  },
  { route: 'GET /v1/cases/:id/bundle', as: 'security-admin', ...ofCase },
];

export const CONTENT_STEPS: readonly WalkStep[] = [...RULE_STEPS, ...REVIEW_STEPS, ...CASE_STEPS];
