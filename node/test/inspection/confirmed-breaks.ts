// What a machine measures of each item that a person confirms, broken: one row an item.
import { chmodSync } from 'node:fs';
import { signerFromSeed } from '@mingjing/crypto/node';
import { type Action, statementSigningBytes } from '@mingjing/protocol';
import type { AnyRoute } from '@mingjing/service';
import { vi } from 'vitest';
import { PageWatch } from '../../src/management/assurance/pages/page-watch.ts';
import { dayOf } from '../../src/management/calendar/shanghai-days.ts';
import type { Break } from './breaks.ts';
import { filingForm, type InspectedNode } from './inspected-node.ts';
import { instead, later, overlay, withProgram } from './overlay.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const MANAGEMENT = '/v1/management';
const PEOPLE = `${MANAGEMENT}/people`;
const DUTY = `${MANAGEMENT}/duty`;
const RUNS = '/v1/inspection/runs';
const PHONE = '13000000000';
type Posts = readonly [role: string, ...posts: string[]];
const REVIEWER: Posts = ['reviewer', 'content-reviewer'];
/** Who has which posts; whoever is on the chain is somebody. */
const STAFF: readonly Posts[] = [
  ['security-admin', 'security-lead', 'security-officer'],
  ['system-admin', 'system-administrator', 'security-officer'],
  ['audit-admin', 'audit-administrator', 'personal-data-lead', 'person-in-charge'],
  REVIEWER,
  ['duty', 'duty-officer'],
  ['disclosure', 'disclosure-officer', 'legal-contact'],
];

const personOf = ([role, ...posts]: Posts) => ({
  ...{ name: `测试${role}`, posts, officer: `jia-${role}`, phone: PHONE, email: null },
  ...{ appointed_on: '2026-01-05', until: null, letter: null },
});

/** Asks as an officer; throws unless it is done. */
async function done(
  { staffed }: InspectedNode,
  as: Parameters<InspectedNode['staffed']['ask']>[0],
  path: string,
  body: object,
) {
  const answer = await staffed.ask(as, 'POST', path, body);
  if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Everybody who is on the chain with the posts that have to be filled. */
async function appoint(node: InspectedNode): Promise<void> {
  if (node.world().desks.people.all.length > 0) return;
  for (const person of STAFF) await done(node, 'security-admin', PEOPLE, personOf(person));
}

const INFRASTRUCTURE: readonly Break[] = [
  {
    item: 'filing-matches-reality',
    how: 'a node is filed in another region',
    async breakIn(node, world) {
      const form = filingForm(node.staffed);
      const file = (filed: object) => done(node, 'security-admin', `${MANAGEMENT}/filing`, filed);
      const [first, ...nodes] = form.nodes;
      await file({ ...form, nodes: [{ ...first, region: 'US' }, ...nodes] });
      return { world, undo: () => file(form) };
    },
  },
  {
    item: 'nodes-locations-owners',
    how: 'nodes stand where none may',
    sound: ['met', 'mostly-met'],
    breakIn: (_node, world) => ({
      world: instead(world, 'regions', (() => ({ allowed: ['CN-11'] })) as never),
    }),
  },
  {
    item: 'topology-and-description',
    how: 'others decide than are registered',
    breakIn: (_node, world) => {
      const change = (node: { id: string }) =>
        node.id === 'yi-validator' ? { ...node, power: 0 } : node;
      return { world: instead(world, 'node', change as never) };
    },
  },
  {
    item: 'off-site-backup',
    how: 'nobody else holds the chain',
    sound: ['met', 'mostly-met'],
    breakIn: (_node, world) => {
      const change = (node: object) => ({ ...node, organisation: 'jia' });
      return { world: instead(world, 'node', change as never) };
    },
  },
];

const MANAGEMENT_NODES: readonly Break[] = [
  {
    item: 'list-and-owners',
    how: 'whoever had a post has left',
    // Nobody has a letter of appointment here.
    sound: ['mostly-met'],
    ready: appoint,
    async breakIn(node, world) {
      const { people } = world.desks;
      const leaving = people.all.find(({ value }) => value.form.officer === 'jia-reviewer');
      const left = { left_on: dayOf(world.now()) };
      await done(node, 'security-admin', `${PEOPLE}/${leaving?.id}/leave`, left);
      return { world, undo: () => done(node, 'security-admin', PEOPLE, personOf(REVIEWER)) };
    },
  },
  {
    item: 'assessment-before-release',
    how: 'another program runs than members declared',
    ready: declareRunning,
    breakIn: (_node, world) => {
      const change = (release: object) => ({ ...release, manifestHash: new Uint8Array(32) });
      return { world: instead(world, 'release', change as never) };
    },
  },
  {
    item: 'keys-and-certificates',
    how: 'everybody may read a key file',
    // No passphrase is configured here.
    sound: ['mostly-met'],
    breakIn: (_node, world) => {
      const path = world.host.paths.key('peer');
      chmodSync(path, 0o644);
      return { world, undo: () => chmodSync(path, 0o600) };
    },
  },
];

/** Members declare the program that runs here, with its assessment on the chain. */
async function declareRunning(node: InspectedNode): Promise<void> {
  const { attestation } = node.world().host.assurance;
  await vi.waitUntil(() => attestation.measured !== undefined, { timeout: 30_000 });
  const manifestHash = attestation.measured?.manifestHash ?? new Uint8Array(0);
  const assessment = await node.publish('user-1', '上线安全评估报告');
  const release = { version: '9.0.0', manifestHash, assessment, height: 0, withdrawn: false };
  const action: Action = { declareRelease: release };
  const value = { action, expiresAt: 0 };
  const proposalId = await node.say('jia-system-admin', { type: 'governancePropose', value });
  for (const organisation of ['jia', 'yi', 'bing']) {
    const ballot = { proposalId, approve: true };
    await node.say(`${organisation}-security-admin`, { type: 'governanceBallot', value: ballot });
  }
}

const PREVENTION: readonly Break[] = [
  {
    item: 'case-records-24-h-report',
    how: 'a case was not reported within 24 hours',
    async ready(node) {
      const subject = { records: [], users: ['user-2'] };
      const found = { found_by: 'complaint', reference: 'T-1', found_at: Date.now() };
      const said = { basis: '网络安全法第四十九条', description: '演练案件' };
      const { id } = await done(node, 'duty', '/v1/cases', { ...found, ...said, ...subject });
      const warned = { kind: 'warning', order_id: '', note: '已警告' };
      await done(node, 'duty', `/v1/cases/${id}/actions`, warned);
    },
    breakIn: (_node, world) => ({ world: later(world, 25 * HOUR_MS) }),
  },
  {
    item: 'anti-attack-intrusion',
    how: 'what is no request is answered with a fault of the program',
    breakIn: (_node, world) => {
      const { ask } = world.program;
      const broken: typeof ask = async (...asked) => {
        const answer = await ask(...asked);
        return answer.statusCode === 400 ? { ...answer, statusCode: 500 } : answer;
      };
      return { world: withProgram(world, { ask: broken }) };
    },
  },
  {
    item: 'plan-and-drill',
    how: 'the plan was last rehearsed more than a year ago',
    async ready(node) {
      const { id } = await done(node, 'duty', `${MANAGEMENT}/incidents`, {
        ...{ kind: 'outage', level: 'ordinary', summary: '机房断电演练', found_at: Date.now() },
        ...{ persons_affected: 0, critical: false, drill: true },
      });
      const closed = { what: 'closed', text: '演练结束' };
      await done(node, 'duty', `${MANAGEMENT}/incidents/${id}/steps`, closed);
    },
    breakIn: (_node, world) => ({ world: later(world, 366 * DAY_MS) }),
  },
];

const OTHER: readonly Break[] = [
  {
    item: 'no-currency',
    how: 'a page that everybody is served offers a token',
    breakIn: (_node, world) => {
      const pages = new PageWatch({ bounds: { footer: [] } as never, now: world.now });
      const bytes = Buffer.from('<title>明镜</title><p>首次代币发行，参与即送空投</p>');
      const handler = async () => ({ bytes, mediaType: 'text/html' });
      const page = { method: 'GET', path: '/offer.html', policy: 'static', handler };
      pages.serving([page as unknown as AnyRoute]);
      return { world: { ...world, assurance: overlay(world.assurance, { pages }) } };
    },
  },
  {
    item: 'duty-roster-phone',
    how: 'the shift is over, and nobody has the next',
    // The roster is not whole for a week.
    sound: ['mostly-met'],
    async ready(node) {
      const [from, to] = [Date.now(), Date.now() + 12 * HOUR_MS];
      const shift = { officer: 'jia-duty', from, to, phone: PHONE };
      await done(node, 'duty', `${DUTY}/shifts`, shift);
    },
    meanwhile: answerCall,
    breakIn: (_node, world) => ({ world: later(world, 13 * HOUR_MS) }),
  },
  {
    item: 'law-enforcement-procedure',
    how: 'the letter of an authority was not answered by its day',
    ready: appoint,
    async breakIn(node, world) {
      const said = { number: 'N-1', authority: '某市公安局', basis: '网络安全法第二十八条' };
      await done(node, 'disclosure', `${MANAGEMENT}/requests`, {
        ...{ ...said, scope: '一个账号的登录记录', contact: '张警官', jurisdiction: 'CN' },
        ...{ received_at: Date.now(), due_at: Date.now() + HOUR_MS, letter: 'ab'.repeat(32) },
      });
      return { world: later(world, 2 * HOUR_MS) };
    },
  },
  {
    item: 'earlier-findings-fixed',
    how: 'a finding is open past its day',
    sound: ['mostly-met'],
    async ready(node) {
      const item = 'machine-room-premises';
      const { id } = await done(node, 'security-admin', RUNS, { phrase: '明月', only: [item] });
      const { desk } = node.staffed.running.inspection;
      await vi.waitUntil(() => !desk.isRunning, { timeout: 30_000 });
      await done(node, 'security-admin', '/v1/inspection/findings', {
        ...{ run: id, item, owner: 'jia-duty', due_on: dayOf(Date.now()), what: '补交材料' },
      });
    },
    breakIn: (_node, world) => ({ world: later(world, 2 * DAY_MS) }),
  },
];

/** Whoever is on duty answers his call, by his own key. */
async function answerCall({ staffed }: InspectedNode): Promise<void> {
  const challenge = await vi.waitFor(
    async () => {
      const { body } = await staffed.ask('duty', 'GET', `${DUTY}/challenges/mine`);
      if (body.challenge === null) throw new Error('not called yet');
      return body.challenge;
    },
    { timeout: 30_000, interval: 100 },
  );
  const { host } = staffed.running;
  const facts: [string, string][] = [
    ['challenge', challenge.id],
    ['nonce', challenge.nonce],
  ];
  const statement = {
    kind: 'duty-answer',
    nodeId: host.nodeId,
    officer: 'jia-duty',
    facts,
  } as const;
  const officer = staffed.planned.officers.find(({ id }) => id === 'jia-duty');
  const { sign } = signerFromSeed(officer?.key.seed ?? new Uint8Array(32));
  const bytes = sign(statementSigningBytes(host.replica.chain.chainId, statement));
  const signature = Buffer.from(bytes).toString('base64url');
  const path = `${DUTY}/challenges/${challenge.id}/answer`;
  const answer = await staffed.ask('duty', 'POST', path, { signature });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
}

export const CONFIRMED_BREAKS: readonly Break[] = [
  ...INFRASTRUCTURE,
  ...MANAGEMENT_NODES,
  ...PREVENTION,
  ...OTHER,
];
