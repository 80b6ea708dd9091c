import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPossession } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { homePaths, openHome } from '@mingjing/host';
import { actionFromJson, KeyPurpose, NodeRole } from '@mingjing/protocol';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type InitCommand, initCommand } from '../src/cli/init.ts';
import { nodeConfig } from '../src/config.ts';
import { createTestnet } from '../src/testnet/create-testnet.ts';

let folder: string;
let options: InitCommand;
let count = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-init-'));
  const output = join(folder, 'net');
  await createTestnet({ output, name: 'trial', organisations: 4, users: 1 });
});
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  count += 1;
  options = {
    ...{ home: join(folder, `home-${count}`), genesis: join(folder, 'net', 'genesis.json') },
    ...{ node: 'wu-validator', organisation: 'wu', role: 'validator', apiPort: '0' },
    listen: '/ip4/127.0.0.1/tcp/0',
    peer: ['jia-validator=/ip4/127.0.0.1/tcp/30300'],
    region: 'CN-11',
  };
});

test('makes a home that opens, and what the members vote on', async () => {
  await initCommand(options);
  const { keys, genesis } = openHome(options.home);
  expect(genesis.name).toBe('trial');
  expect(Object.keys(keys).sort((a, b) => (a < b ? -1 : 1))).toEqual([
    ...['journal', 'peer', 'statement', 'vote'],
  ]);
  expect(nodeConfig(options.home, {})).toMatchObject({
    node_id: 'wu-validator',
    p2p: { peers: [{ node_id: 'jia-validator', address: '/ip4/127.0.0.1/tcp/30300' }] },
  });
  const enrolment = JSON.parse(
    readFileSync(join(options.home, 'config', 'enrolment.json'), 'utf8'),
  ) as { power: number; role: number; keys: Record<string, string | number>[] };
  // It is proposed as it stands.
  expect(actionFromJson(JSON.stringify({ admitNode: enrolment }))).toMatchObject({ ok: true });
  // A seat is voted on when the node is there.
  expect(enrolment).toMatchObject({ power: 0, role: NodeRole.validator, region: 'CN-11' });
  const bytes = (hex: unknown) => Uint8Array.from(Buffer.from(String(hex), 'hex'));
  for (const { purpose, publicKey, possession } of enrolment.keys) {
    const [name = ''] = Object.entries(KeyPurpose).find(([, each]) => each === purpose) ?? [];
    expect(checkPossession(bytes(publicKey), name, bytes(possession), verify)).toBe(true);
    expect(keys[name as keyof typeof keys]?.publicKey).toEqual(bytes(publicKey));
  }
  const { key, signed } = homePaths(options.home);
  expect(statSync(key('vote')).mode & 0o777).toBe(0o600);
  expect(existsSync(signed)).toBe(true);
});

test('a full node has no vote key, and nothing that it signed last', async () => {
  await initCommand({ ...options, role: 'full' });
  expect(openHome(options.home).keys.vote).toBeUndefined();
  expect(existsSync(homePaths(options.home).signed)).toBe(false);
});

test.each<[name: string, change: Partial<InitCommand>, code: string]>([
  ['a role that is none', { role: 'king' }, 'INIT_USAGE'],
  ['a port that is none', { apiPort: '70000' }, 'INIT_USAGE'],
  ['a node that is no name', { node: 'Wu 1' }, 'INIT_USAGE'],
  ['an organisation that is no name', { organisation: '' }, 'INIT_USAGE'],
  ['a peer without an address', { peer: ['jia-validator'] }, 'INIT_USAGE'],
  ['a region that is none', { region: '北京' }, 'INIT_USAGE'],
  ['no genesis', { genesis: 'nowhere.json' }, 'HOME_INCOMPLETE'],
])('%s is refused, and nothing is made', async (_, change, code) => {
  await expect(initCommand({ ...options, ...change })).rejects.toMatchObject({ code });
  expect(existsSync(options.home)).toBe(false);
});

test('a folder that has anything in it is left alone', async () => {
  await initCommand(options);
  const before = readFileSync(homePaths(options.home).key('vote'), 'utf8');
  await expect(initCommand(options)).rejects.toMatchObject({ code: 'OUTPUT_NOT_EMPTY' });
  expect(readFileSync(homePaths(options.home).key('vote'), 'utf8')).toBe(before);
});
