// The desk of the supervision node, and what an operator does with its advisories.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadKeyFile, signerFromSeed } from '@mingjing/crypto/node';
import {
  chainIdOf,
  genesisFromJson,
  type StatementKind,
  statementSigningBytes,
} from '@mingjing/protocol';
import type { Known, WalkStep } from './step.ts';

const DESK = '/v1/desk';
const FIRST = 'inspector-1';
const SECOND = 'inspector-2';
const HOUR = 60 * 60_000;
type Facts = readonly (readonly [string, string])[];

/** What a supervision officer states, signed with his key. */
function signed(known: Known, kind: StatementKind, officer: string, facts: Facts) {
  const file = join(known.get('folder') ?? '', 'genesis.json');
  const genesis = genesisFromJson(readFileSync(file, 'utf8'));
  if (!genesis.ok) throw new Error(genesis.reason);
  const statement = { kind, nodeId: 'supervision', officer, facts };
  const bytes = statementSigningBytes(chainIdOf(genesis.value), statement);
  const { seed } = loadKeyFile(join(known.get('officers') ?? '', `${officer}.json`));
  return Buffer.from(signerFromSeed(seed).sign(bytes)).toString('base64url');
}

const VISIT_STEPS: readonly WalkStep[] = [
  {
    ...{ route: `POST ${DESK}/visits`, as: FIRST },
    body(known) {
      const form = { notice_number: 'N-1', organisation: 'jia', ends_at: Date.now() + HOUR };
      known.set('visit-end', String(form.ends_at));
      const facts = visitFacts(known);
      return { ...form, signature: signed(known, 'visit-begin', FIRST, facts) };
    },
    keep: ({ id }, known) => known.set('visit', id),
  },
  {
    ...{ route: `POST ${DESK}/visits/:id/join`, as: SECOND, parameters: ['visit'] },
    body(known) {
      const facts: Facts = [['visit', known.get('visit') ?? ''], ...visitFacts(known)];
      return { signature: signed(known, 'visit-join', SECOND, facts) };
    },
  },
  { route: `GET ${DESK}/visits`, as: FIRST },
  { route: `GET ${DESK}/visits/:id`, as: FIRST, parameters: ['visit'] },
  { route: `POST ${DESK}/visits/:id/end`, as: SECOND, parameters: ['visit'], body: () => ({}) },
];

function visitFacts(known: Known): Facts {
  return [
    ['notice', 'N-1'],
    ['organisation', 'jia'],
    ['ends_at', known.get('visit-end') ?? ''],
  ];
}

const RULE = { id: 'opened', severity: 'minor', kind: 'look-through' };

const RULE_STEPS: readonly WalkStep[] = [
  {
    ...{ route: `POST ${DESK}/rules`, as: FIRST },
    body: () => ({ version: 1, rules: [RULE] }),
    keep: ({ hash }, known) => known.set('rules-hash', hash),
  },
  {
    route: `POST ${DESK}/rules/:version/back-test`,
    as: FIRST,
    parameters: ['1'],
    body: () => ({}),
  },
  {
    ...{ route: `POST ${DESK}/rules/:version/decision`, as: SECOND, parameters: ['1'] },
    body(known) {
      const hash = known.get('rules-hash') ?? '';
      const facts: Facts = [
        ['version', '1'],
        ['sha256', hash],
        ['approve', 'true'],
      ];
      const signature = signed(known, 'watch-activation', SECOND, facts);
      return { approve: true, reason: '已审阅', signature };
    },
  },
  { route: `GET ${DESK}/rules`, as: FIRST },
  { route: `GET ${DESK}/rules/:version`, as: FIRST, parameters: ['1'] },
];

/** The alarm stands in the file of the home before the program begins. */
const ALARM_STEPS: readonly WalkStep[] = [
  { route: `GET ${DESK}/alarms`, as: FIRST },
  { route: `GET ${DESK}/alarms/:id`, as: FIRST, parameters: ['alarm-1'] },
  {
    ...{ route: `POST ${DESK}/alarms/:id/steps`, as: FIRST, parameters: ['alarm-1'] },
    body: () => ({ action: 'note', reason: '已核实' }),
  },
];

const ADVISORY = { title: '值班提示', text: '请补齐周末值班表。', reply_by: null };
const advisoryFacts = (id: string, organisation: string): Facts => [
  ['advisory', id],
  ['organisation', organisation],
  ['title', ADVISORY.title],
  ['text', ADVISORY.text],
  ['reply_by', ''],
];
const drafted = (name: string): WalkStep => ({
  ...{ route: `POST ${DESK}/interventions`, as: FIRST },
  // A node that is not under the walk itself.
  body: () => ({ kind: 'advisory', organisation: 'ding', ...ADVISORY }),
  keep: ({ id }, known) => known.set(name, id),
});

const INTERVENTION_STEPS: readonly WalkStep[] = [
  drafted('intervention'),
  {
    ...{ route: `POST ${DESK}/interventions/:id/sign`, as: SECOND, parameters: ['intervention'] },
    body(known) {
      const facts = advisoryFacts(known.get('intervention') ?? '', 'ding');
      return { signature: signed(known, 'advisory', SECOND, facts) };
    },
  },
  drafted('withdrawn'),
  {
    ...{ route: `POST ${DESK}/interventions/:id/withdraw`, as: FIRST, parameters: ['withdrawn'] },
    body: () => ({}),
  },
  { route: `GET ${DESK}/interventions`, as: FIRST },
  { route: `GET ${DESK}/interventions/:id`, as: FIRST, parameters: ['intervention'] },
];

/** What is connected with an organisation: the one whose user published. */
const TRACED = { as: 'home', query: '?start=organisation&name=jia' } as const;
const TRACE_STEPS: readonly WalkStep[] = [
  { route: `GET ${DESK}/search/trace`, ...TRACED },
  { route: `GET ${DESK}/search/trace/bundle`, ...TRACED },
];

const OPERATOR_STEPS: readonly WalkStep[] = [
  {
    ...{ route: 'POST /v1/advisories', as: 'nobody' },
    body(known) {
      const id = 'a'.repeat(24);
      known.set('advisory', id);
      const signature = signed(known, 'advisory', FIRST, advisoryFacts(id, 'jia'));
      const from = { from: 'supervision', officer: FIRST, organisation: 'jia' };
      return { id, ...from, ...ADVISORY, signature };
    },
  },
  { route: 'GET /v1/management/advisories', as: 'duty' },
  {
    ...{ route: 'POST /v1/management/advisories/:id/acknowledge', as: 'security-admin' },
    ...{ parameters: ['advisory'], body: () => ({ answer: '已补齐' }) },
  },
];

/** Of an earlier run: there is something to dispose of. */
const EARLIER_ALARM = `${JSON.stringify({
  type: 'raised',
  alarm: {
    ...{ id: 'alarm-1', rule: 'roll-back', severity: 'major', subject: 'jia-validator' },
    ...{ nodes: ['jia-validator'], since: 1, state: 'open' },
    evidence: { kind: 'reason', reason: 'height' },
  },
})}\n`;

interface Posted {
  readonly baseUrl: string;
  readonly program: { readonly nodeId: string };
}

/** What a supervision node needs so that each route of its desk has a good request. */
export function readyDesk(home: string, nodes: readonly Posted[]) {
  writeFileSync(join(home, 'data', 'alarms.jsonl'), EARLIER_ALARM);
  const targets = nodes.map(({ baseUrl: url, program }) => ({ node_id: program.nodeId, url }));
  return { interventions: { nodes: targets } };
}

/** Each route of the desk and of advisories once. */
export const SUPERVISION_STEPS: readonly WalkStep[] = [
  ...VISIT_STEPS,
  ...RULE_STEPS,
  ...ALARM_STEPS,
  ...INTERVENTION_STEPS,
  ...TRACE_STEPS,
  ...OPERATOR_STEPS,
];
