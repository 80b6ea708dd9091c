import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@mingjing/client';
import { bytesToHex, keyId, possessionBytes } from '@mingjing/crypto';
import {
  generateSeed,
  loadKeyFile,
  saveKeyFile,
  signerFromSeed,
  verify,
} from '@mingjing/crypto/node';
import { verifyReceipt } from '@mingjing/proofs';
import {
  type Action,
  ActionNumber,
  actionToJson,
  KeyPurpose,
  OfficerRole,
  PolicyRule,
} from '@mingjing/protocol';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { TestOfficer } from '../../node/test/logged-in.ts';
import { runHere } from './command-here.ts';
import { TestNetwork } from './network.ts';
import type { ProgramProcess } from './program-process.ts';
import { until } from './until.ts';

// Members decide by the commands that they have; the tests build upon each other's chain.
const QUIET = { emptyBlockMs: 1000 };
const LOCK_MS = 1500;
const THREE_DAYS_MS = 72 * 3_600_000;

let network: TestNetwork;
let node: ProgramProcess;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-governance-'));
  network = await TestNetwork.start({ isHere: true, parameters: QUIET });
  node = network.validator(0);
});
afterAll(async () => {
  await network?.remove();
  rmSync(folder, { recursive: true });
});

const keyOf = (officer: string) =>
  join(network.testnet.genesisFile, '..', 'officers', `${officer}.json`);

function run(name: string, options: object = {}, ...args: string[]) {
  onTestFailed(() => console.error(network.report()));
  return runHere(`governance ${name}`, { node: node.url, ...options }, ...args);
}

function fileOf(action: Action | string): string {
  const path = join(folder, 'action.json');
  writeFileSync(path, typeof action === 'string' ? action : actionToJson(action));
  return path;
}

async function propose(action: Action, by = 'jia-system-admin'): Promise<string> {
  const { json, outcome } = await run('propose', { key: keyOf(by) }, fileOf(action));
  expect(outcome).toBe('done');
  return json.proposal;
}

async function approve(id: string, ...officers: string[]) {
  let last: unknown;
  for (const officer of officers) {
    const { json, outcome } = await run('vote', { key: keyOf(officer), approve: true }, id);
    expect(outcome).toBe('done');
    last = json.status;
  }
  return last;
}

/** An officer of jia as he is appointed, with this key. */
function officerOf(seed: Uint8Array, { id, role }: { readonly id: string; readonly role: number }) {
  const { publicKey, sign } = signerFromSeed(seed);
  const possession = sign(possessionBytes('', 'officer', publicKey));
  const key = { purpose: KeyPurpose.officer, publicKey, possession };
  const scope = { jurisdictions: [], capabilities: [] };
  return { id, organisation: 'jia', role, key, ...scope, revokedHeight: 0 };
}

const BALLOTS = ['jia-security-admin', 'yi-security-admin', 'bing-security-admin'];
const regions: Action = { setRegions: { allowed: ['CN'] } };
const lockedRegions: Action = {
  setPolicy: {
    ...{ action: 15, rule: PolicyRule.fraction, numerator: 1, denominator: 2 },
    ...{ organisations: [], roles: [OfficerRole.securityAdmin], lockMs: LOCK_MS, periodMs: 0 },
  },
};

test('the policy page says who must approve what', async () => {
  const { json } = await run('policies');
  expect(json.policies).toHaveLength(Object.keys(ActionNumber).length);
  expect(json.policies.find(({ action }: { action: string }) => action === 'admitNode')).toEqual({
    ...{ action: 'admitNode', rule: 'majority', numerator: 0, denominator: 0 },
    ...{ roles: ['securityAdmin'], organisations: ['bing', 'ding', 'jia', 'yi'], required: 3 },
    voters: ['bing', 'ding', 'jia', 'yi'].map((id) => `${id}-security-admin`),
    ...{ lock_ms: 0, period_ms: 7 * 24 * 3_600_000 },
  });
});

test('a dry run shows the difference and proposes nothing', async () => {
  const { json, outcome } = await run('dry-run', {}, fileOf(lockedRegions));
  expect(outcome).toBe('done');
  expect(json.changes).toMatchObject([
    { kind: 'policy', identifier: 'setRegions', before: null, after: { lockMs: LOCK_MS } },
  ]);
  const power: Action = { setVotingPower: { nodeId: 'jia-validator', power: 0 } };
  const refused = await run('dry-run', {}, fileOf(power));
  expect(refused).toMatchObject({
    outcome: 'no',
    json: { result: 'validatorSetRefused', changes: [] },
  });
  expect((await run('proposals')).json.proposals).toEqual([]);
});

test.each([
  ['no JSON', '{', 'BAD_ACTION'],
  ['a misspelt field', '{"setRegions":{"alowed":["CN"]}}', 'BAD_ACTION'],
  ['bytes that are none', '{"rotateKey":{"oldKeyId":"xyz"}}', 'BAD_ACTION'],
])('a file with %s is refused before anything is sent', async (_title, text, code) => {
  const options = { node: node.url, key: keyOf('jia-system-admin') };
  expect((await runHere('governance propose', options, fileOf(text))).outcome).toBe(code);
});

test('what is approved waits for its lock, and takes effect without a transaction', async () => {
  expect(await approve(await propose(lockedRegions), ...BALLOTS)).toBe('effected');
  const id = await propose(regions);
  expect(await approve(id, 'jia-security-admin')).toBe('open');
  expect(await approve(id, 'yi-security-admin')).toBe('approved');
  const { json } = await run('show', {}, id);
  expect(json).toMatchObject({ status: 'approved', stands: 'approved', content: regions });
  expect(json.still_to_vote).toEqual(['bing', 'ding']);
  expect(json.dry_run.changes).toMatchObject([{ kind: 'regions', after: { allowed: ['CN'] } }]);
  await until('the lock is over', async () => {
    return (await run('show', {}, id)).json.status === 'effected';
  });
  const { json: after } = await run('show', {}, id);
  expect(after.closed_height).toBeGreaterThan(after.submitted_height);
});

test('every ballot is a transaction with a receipt', async () => {
  const { json } = await run('proposals', { status: 'effected' });
  expect(json.proposals).toHaveLength(2);
  const { json: shown } = await run('show', {}, json.proposals[0].id);
  const client = createClient({ baseUrl: node.url });
  const { genesis_hash: hash } = await client.status();
  for (const { transaction_id: id } of shown.ballots) {
    const trustedGenesisHash = Uint8Array.from(Buffer.from(hash, 'hex'));
    const checked = verifyReceipt(await client.receipt(id), { trustedGenesisHash, verify });
    expect(checked).toMatchObject({ ok: true, value: { messageType: 'governanceBallot' } });
  }
});

test('a region outside the rule admits no node', async () => {
  const node = { id: 'jia-full', organisation: 'jia', role: 2, keys: [], power: 0 };
  const abroad = { ...node, revokedHeight: 0, region: 'DE', location: new Uint8Array(0) };
  const { json } = await run('dry-run', {}, fileOf({ admitNode: abroad }));
  expect(json.result).toBe('regionRefused');
});

test('a lost key is mended after three days, unless its holder objects', async () => {
  const { publicKey, sign } = signerFromSeed(generateSeed());
  const possession = sign(possessionBytes('', 'officer', publicKey));
  const key = { purpose: KeyPurpose.officer, publicKey, possession };
  const action: Action = { replaceKey: { officerId: 'yi-security-admin', key } };
  const id = await propose(action, 'yi-system-admin');
  expect(await approve(id, 'yi-audit-admin')).toBe('approved');
  const { json } = await run('show', {}, id);
  expect(json.effect_at - json.submitted_at).toBeGreaterThanOrEqual(THREE_DAYS_MS);
  expect(json.dry_run.changes).toContainEqual(
    expect.objectContaining({
      kind: 'key',
      identifier: bytesToHex(keyId(publicKey)),
      before: null,
    }),
  );
  const own = await run('withdraw', { key: keyOf('yi-security-admin') }, id);
  expect(own.outcome).toBe('done');
  expect((await run('show', {}, id)).json.status).toBe('withdrawn');
});

test('an officer is revoked by a vote, his session with him, and the next one enrols', async () => {
  const places = join(network.testnet.genesisFile, '..');
  const reached = { baseUrl: node.url.replace('127.0.0.1', 'localhost'), control: node.control };
  const cookie = await new TestOfficer(places, 'jia-duty').login(reached);
  const session = async () => {
    const { baseUrl } = reached;
    return (await fetch(`${baseUrl}/v1/session`, { headers: { cookie } })).json() as Promise<{
      officer?: string;
      code?: string;
    }>;
  };
  expect(await session()).toMatchObject({ officer: 'jia-duty' });
  const revoked = await propose({ revokeOfficer: { officerId: 'jia-duty' } });
  expect(await session()).toMatchObject({ officer: 'jia-duty' });
  expect(await approve(revoked, ...BALLOTS)).toBe('effected');
  expect(await session()).toMatchObject({ code: 'session-over' });
  const next = new TestOfficer(places, 'jia-duty-2');
  await expect(next.login(reached)).rejects.toMatchObject({ code: 'officer-unknown' });
  const seed = generateSeed();
  saveKeyFile(next.keyFile, { purpose: 'officer', seed });
  const officer = officerOf(seed, { id: 'jia-duty-2', role: OfficerRole.duty });
  expect(await approve(await propose({ appointOfficer: officer }), ...BALLOTS)).toBe('effected');
  const own = await fetch(`${reached.baseUrl}/v1/session`, {
    headers: { cookie: await next.login(reached) },
  });
  expect(await own.json()).toMatchObject({ officer: 'jia-duty-2', role: 'duty' });
});

test.each([
  ['a second ballot', 'vote', 'jia-security-admin'],
  ['the ballot of who proposed', 'vote', 'jia-system-admin'],
  ['a supervision officer', 'vote', 'inspector-1'],
  ['a withdrawal by another', 'withdraw', 'yi-system-admin'],
])('%s is refused, and changes nothing', async (_title, command, officer) => {
  const id = await propose({ admitOrganisation: { id: 'wu', region: 'CN-11' } });
  await approve(id, 'jia-security-admin');
  const before = (await run('show', {}, id)).json;
  const options = { node: node.url, key: keyOf(officer), approve: true };
  expect((await runHere(`governance ${command}`, options, id)).outcome).toBe('REFUSED');
  expect((await run('show', {}, id)).json.ballots).toEqual(before.ballots);
  expect((await run('withdraw', { key: keyOf('jia-system-admin') }, id)).outcome).toBe('done');
});

test('the three administrators stay three people, whoever leaves', async () => {
  const judged = async (officer: ReturnType<typeof officerOf>) => {
    const file = fileOf({ appointOfficer: officer });
    const { json } = await run('dry-run', {}, file);
    if (json.result === 'done') return json.result;
    const options = { node: node.url, key: keyOf('jia-security-admin') };
    expect((await runHere('governance propose', options, file)).outcome).toBe('REFUSED');
    return json.result;
  };
  const audit = { id: 'jia-audit-2', role: OfficerRole.auditAdmin };
  const own = loadKeyFile(keyOf('jia-system-admin')).seed;
  // Each post is one person's.
  expect(await judged(officerOf(generateSeed(), audit))).toBe('roleTaken');
  const revoked = await propose({ revokeOfficer: { officerId: 'jia-audit-admin' } });
  expect(await approve(revoked, ...BALLOTS)).toBe('effected');
  // And no person has two: the chain knows people by their keys and their names.
  expect(await judged(officerOf(own, audit))).toBe('keyRefused');
  const sameName = { ...audit, id: 'jia-system-admin' };
  expect(await judged(officerOf(generateSeed(), sameName))).toBe('alreadyExists');
  expect(await judged(officerOf(generateSeed(), audit))).toBe('done');
});
