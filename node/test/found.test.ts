import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesToHex } from '@mingjing/crypto';
import { homePaths, openHome } from '@mingjing/host';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import { foundCommand } from '../src/cli/found.ts';
import { initCommand } from '../src/cli/init.ts';
import { keysCommand } from '../src/cli/keys.ts';
import { nodeConfig } from '../src/config.ts';
import { startNode } from '../src/program.ts';

const ORGANISATIONS = ['jia', 'yi', 'bing', 'ding'];
const ADMINISTRATORS = ['system-admin', 'security-admin', 'audit-admin'];

const byText = (a: string, b: string) => (a < b ? -1 : 1);

let folder: string;
let output: string;
let count = 0;
const printed: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-found-'));
  vi.spyOn(console, 'log').mockImplementation((line) => printed.push(String(line)));
  for (const organisation of ORGANISATIONS) await enrol(organisation, 'validator');
  await enrol('wangan', 'supervision');
  for (const organisation of ORGANISATIONS) {
    for (const role of ADMINISTRATORS) person(`${organisation}-${role}`, 'officer');
  }
  person('inspector', 'officer');
  person('verifier', 'verifier');
});
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  count += 1;
  output = join(folder, `genesis-${count}.json`);
});

async function enrol(organisation: string, role: string): Promise<void> {
  await initCommand({
    ...{ home: join(folder, organisation), node: `${organisation}-node`, organisation, role },
    ...{ listen: '/ip4/127.0.0.1/tcp/0', apiPort: '0' },
  });
}

/** What a person hands over: the public half of his key. */
function person(id: string, purpose: string): void {
  keysCommand({ create: purpose, file: join(folder, `${id}.key`), json: true });
  writeFileSync(join(folder, `${id}.json`), printed.at(-1) ?? '');
}

function plan() {
  const officers = ORGANISATIONS.flatMap((organisation) =>
    ADMINISTRATORS.map((role) => {
      const id = `${organisation}-${role}`;
      return { id, organisation, role, key: `${id}.json` };
    }),
  );
  const inspector = { id: 'inspector', organisation: 'wangan', role: 'supervision-officer' };
  const scope = { jurisdictions: ['CN'], capabilities: ['takedown', 'freeze'] };
  const enrolments = [...ORGANISATIONS, 'wangan'].map((id) => `${id}/config/enrolment.json`);
  return {
    name: 'founded',
    organisations: ORGANISATIONS.map((id) => ({ id, region: 'CN' })),
    authorities: [{ id: 'wangan', jurisdiction: 'CN' }],
    nodes: enrolments,
    officers: [...officers, { ...inspector, ...scope, key: 'inspector.json' }],
    verifiers: [{ id: 'verifier', organisation: 'jia', key: 'verifier.json', synthetic: false }],
    parameters: { emptyBlockMs: 5000 },
  };
}

function found(given: unknown): void {
  const path = join(folder, `plan-${count}.yaml`);
  writeFileSync(path, typeof given === 'string' ? given : stringify(given));
  foundCommand(path, { output, json: true });
}

it('makes the genesis of which every home of the plan is a home', async () => {
  found(plan());
  const { chain, hash } = JSON.parse(printed.at(-1) ?? '');
  expect(chain).toBe(`founded-${hash.slice(0, 16)}`);
  for (const id of [...ORGANISATIONS, 'wangan']) {
    cpSync(output, homePaths(join(folder, id)).genesis);
    const { genesis, keys } = openHome(join(folder, id));
    const own = genesis.nodes.find((node) => node.id === `${id}-node`);
    expect(own?.power).toBe(id === 'wangan' ? 0 : 1);
    const held = Object.values(keys).map(({ publicKey }) => bytesToHex(publicKey));
    const enrolled = own?.keys.map(({ publicKey }) => bytesToHex(publicKey));
    expect(enrolled?.toSorted(byText)).toEqual(held.toSorted(byText));
  }
  const home = join(folder, 'jia');
  const fail = (error: unknown) => {
    throw error;
  };
  const node = await startNode({ home, onFailed: fail, config: nodeConfig(home, {}) });
  expect(node.host.replica.chain.state.parameters.emptyBlockMs).toBe(5000);
  await node.stop();
});

it.each<[string, (given: ReturnType<typeof plan>) => unknown, string, RegExp]>([
  ['no YAML', () => '{', 'PLAN_UNUSABLE', /plan-/],
  ['an unknown key', (p) => ({ ...p, coin: 1 }), 'PLAN_UNUSABLE', /plan-/],
  [
    'an unknown role',
    (p) => ({ ...p, officers: [{ ...p.officers[0], role: 'king' }] }),
    'PLAN_UNUSABLE',
    /officers/,
  ],
  [
    'an enrolment that is not there',
    (p) => ({ ...p, nodes: ['nowhere.json'] }),
    'PLAN_UNUSABLE',
    /nowhere/,
  ],
  [
    'a key where an enrolment should be',
    (p) => ({ ...p, nodes: ['verifier.json'] }),
    'PLAN_UNUSABLE',
    /verifier/,
  ],
  [
    'a key of another purpose',
    (p) => ({ ...p, verifiers: [{ ...p.verifiers[0], key: 'inspector.json' }] }),
    'PLAN_UNUSABLE',
    /no verifier key/,
  ],
  [
    'a node of nobody',
    (p) => ({ ...p, organisations: p.organisations.slice(1) }),
    'PLAN_REFUSED',
    /jia-node/,
  ],
  ['three organisations', (p) => ({ ...p, nodes: p.nodes.slice(1) }), 'PLAN_REFUSED', /validators/],
  [
    'one person in two posts',
    (p) => ({
      ...p,
      officers: [...p.officers, { ...p.officers[0], id: 'twice', role: 'audit-admin' }],
    }),
    'PLAN_REFUSED',
    /twice/,
  ],
  [
    'a parameter out of its bounds',
    (p) => ({ ...p, parameters: { emptyBlockMs: 1 } }),
    'PLAN_REFUSED',
    /parameters/,
  ],
])('refuses %s, and writes nothing', (_name, change, code, message) => {
  let refusal: unknown;
  try {
    found(change(plan()));
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toMatchObject({ code, en: expect.stringMatching(message) });
  expect(existsSync(output)).toBe(false);
});

it('does not touch a genesis that is there', () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(output, 'mine');
  expect(() => found(plan())).toThrowError(expect.objectContaining({ code: 'OUTPUT_EXISTS' }));
  expect(readFileSync(output, 'utf8')).toBe('mine');
});
