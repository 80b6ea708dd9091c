import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSeed, saveKeyFile } from '@mingjing/crypto/node';
import { homePaths } from '@mingjing/host';
import { READ_ENTRIES_MAX } from '@mingjing/journal';
import { actGroupCodec, frameGroupCodec } from '@mingjing/protocol';
import { CHAIN_FOLDER, lockHome, STORE_FORMAT } from '@mingjing/storage';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { FORMAT_KEY } from '../../packages/storage/src/format.ts';
import { openLevelKeyValue } from '../../packages/storage/src/level-key-value.ts';
import { sealValue } from '../../packages/storage/src/sealed-value.ts';
import { explain } from '../src/cli/explain.ts';
import { nodeConfig } from '../src/config.ts';
import { type NodeOptions, type RunningNode, startNode } from '../src/program.ts';
import { createTestnet } from '../src/testnet/create-testnet.ts';

// A home that something is wrong with: the node says what, starts nothing and holds nothing.

let folder: string;
/** A home that has run before, with a chain and a journal on disk. */
let used: string;
/** Genesis file of another network. */
let otherGenesis: string;
let copies = 0;
let home: string;
let running: RunningNode | undefined;
let taken: Server | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-start-'));
  const [first, second] = await Promise.all(
    ['first', 'second'].map((name) =>
      createTestnet({ output: join(folder, name), name, organisations: 4, users: 1 }),
    ),
  );
  used = first?.homes[0]?.home ?? '';
  otherGenesis = second?.genesisFile ?? '';
  const node = await start(used);
  await node.stop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(async () => {
  await running?.stop();
  running = undefined;
  await new Promise((done) => (taken === undefined ? done(undefined) : taken.close(done)));
  taken = undefined;
});

function copyOfHome(): string {
  copies += 1;
  home = join(folder, `copy-${copies}`);
  cpSync(used, home, { recursive: true });
  return home;
}

async function start(at: string, options: Partial<NodeOptions> = {}): Promise<RunningNode> {
  const onFailed = (error: unknown) => {
    throw error;
  };
  const config = options.config ?? nodeConfig(at, {});
  return startNode({ home: at, onFailed, ...options, config });
}

/** The refusal as the command prints it; fails when the node starts. */
async function refusal(options: Partial<NodeOptions> = {}): Promise<string> {
  let cause: unknown;
  try {
    running = await start(home, options);
  } catch (error) {
    cause = error;
  }
  if (running !== undefined) throw new Error('the node has started');
  return printed(cause);
}

function printed(error: unknown): string {
  const lines: string[] = [];
  const spy = vi.spyOn(console, 'error').mockImplementation((line) => lines.push(String(line)));
  explain(error, {});
  spy.mockRestore();
  expect(lines).toHaveLength(1);
  return lines[0] ?? '';
}

/** One line: the code, then what it means in Chinese and in English. */
function expectLine(line: string, code: string): void {
  expect(line).toMatch(/^✗ [A-Z_]+: [^\n]*\p{Script=Han}[^\n]* · [^\n]*[a-z]{3}[^\n]*$/u);
  expect(line).toMatch(new RegExp(`^✗ ${code}: `));
}

function edit(path: string, change: (text: string) => string): void {
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

async function takePort(): Promise<number> {
  const server = createServer();
  taken = server;
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as { port: number }).port;
}

async function raiseFormat(): Promise<void> {
  const store = await openLevelKeyValue(join(homePaths(home).data, CHAIN_FOLDER));
  const version = Buffer.alloc(4);
  version.writeUInt32BE(STORE_FORMAT + 1);
  const batch = store.batch();
  batch.put(FORMAT_KEY, sealValue(FORMAT_KEY, version));
  await batch.write();
  await store.close();
}

type Break = (paths: ReturnType<typeof homePaths>) => void | Promise<void>;

const cases: [name: string, breaks: Break, code: string][] = [
  ['no home', () => rmSync(home, { recursive: true }), 'CONFIG_FILE_MISSING'],
  [
    'an unknown key in the configuration',
    (paths) => edit(paths.config, (text) => `${text}colour: red\n`),
    'CONFIG_UNKNOWN_KEY',
  ],
  [
    'a wrong type in the configuration',
    (paths) => edit(paths.config, (text) => text.replace('port: 0', 'port: many')),
    'CONFIG_BAD_VALUE',
  ],
  [
    'a configuration that is no YAML',
    (paths) => edit(paths.config, () => 'a: [1'),
    'CONFIG_NOT_YAML',
  ],
  [
    'a configuration without a node id',
    (paths) => edit(paths.config, (text) => text.replace(/^node_id.*\n/, '')),
    'CONFIG_MISSING',
  ],
  ['no genesis', (paths) => rmSync(paths.genesis), 'HOME_INCOMPLETE'],
  [
    'the genesis of another chain',
    (paths) => cpSync(otherGenesis, paths.genesis),
    'GENESIS_OTHER_CHAIN',
  ],
  [
    'an unknown key in the genesis',
    (paths) => edit(paths.genesis, (text) => text.replace('{', '{"colour":"red",')),
    'GENESIS_INVALID',
  ],
  ['a genesis that is no JSON', (paths) => edit(paths.genesis, () => '{'), 'GENESIS_INVALID'],
  ['data of a newer format', raiseFormat, 'STORE_TOO_NEW'],
  [
    'a key file that others may read',
    (paths) => chmodSync(paths.key('statement'), 0o644),
    'KEY_FILE_MODE',
  ],
  ['a missing key file', (paths) => rmSync(paths.key('peer')), 'KEY_FILE_MISSING'],
  [
    'a key file that is no key file',
    (paths) => edit(paths.key('peer'), () => '{}'),
    'KEY_FILE_FORMAT',
  ],
  [
    'an encrypted key file and no passphrase',
    (paths) => replaceKey(paths.key('vote'), 'vote', 'word'),
    'KEY_FILE_LOCKED',
  ],
  [
    'a key that the chain did not register',
    (paths) => replaceKey(paths.key('vote'), 'vote'),
    'KEY_NOT_REGISTERED',
  ],
  [
    'a node that the chain did not register',
    (paths) => edit(paths.config, (text) => text.replace('jia-validator', 'wu-validator')),
    'GENESIS_OTHER_CHAIN',
  ],
  [
    'person keys that others may read',
    (paths) => chmodSync(paths.personKeys, 0o644),
    'JOURNAL_KEY_MODE',
  ],
  [
    'a damaged record of what was signed last',
    (paths) => writeFileSync(paths.signed, 'no record'),
    'SIGN_STATE_CORRUPT',
  ],
];

function replaceKey(path: string, purpose: string, passphrase?: string): void {
  rmSync(path, { force: true });
  saveKeyFile(
    path,
    { purpose, seed: generateSeed() },
    passphrase === undefined ? {} : { passphrase },
  );
}

describe('a home is refused that has', () => {
  test.each(cases)('%s', async (_, breaks, code) => {
    await breaks(homePaths(copyOfHome()));
    expectLine(await refusal(), code);
    if (!existsSync(home)) return;
    // Whoever mends it can start at once: nothing of it is held.
    const lock = await lockHome(home);
    await lock.release();
  });
});

test('--join starts a home whose keys a later block may name, and it does not vote', async () => {
  const paths = homePaths(copyOfHome());
  replaceKey(paths.key('vote'), 'vote');
  expect(await refusal()).toContain('--join');
  running = await start(home, { isJoining: true });
  expect(running.host.replica.chain.height).toBe(0);
});

test('a key that is to follow lies beside the other, and changes nothing by itself', async () => {
  const paths = homePaths(copyOfHome());
  for (const name of ['vote', 'peer', 'statement']) replaceKey(paths.nextKey(name), name);
  running = await start(home);
  expect(running.host.nodeId).toBe('jia-validator');
});

test('a key that is to follow and cannot be read is refused', async () => {
  const paths = homePaths(copyOfHome());
  replaceKey(paths.nextKey('vote'), 'vote', 'word');
  expectLine(await refusal(), 'KEY_FILE_LOCKED');
});

test('a home that is not there is refused before anything is made in it', async () => {
  home = join(folder, 'nowhere');
  expectLine(await refusal({ config: nodeConfig(used, {}) }), 'HOME_MISSING');
  expect(existsSync(home)).toBe(false);
});

test('a home in which a node runs is refused, and that node is not disturbed', async () => {
  copyOfHome();
  const first = await start(home);
  try {
    expectLine(await refusal(), 'HOME_LOCKED');
    const answer = await fetch(`http://127.0.0.1:${first.api.port}/livez`);
    expect(answer.status).toBe(200);
    // The second one has not taken away the address of the first.
    expect(JSON.parse(readFileSync(homePaths(home).run, 'utf8'))).toMatchObject({ api: first.api });
  } finally {
    await first.stop();
  }
});

test('a port in use is refused, for peers and for the API', async () => {
  const port = await takePort();
  const { config } = homePaths(copyOfHome());
  edit(config, (text) => text.replace(/listen: .*/, `listen: /ip4/127.0.0.1/tcp/${port}`));
  expectLine(await refusal(), 'LISTEN_FAILED');
  copyOfHome();
  expectLine(
    await refusal({ config: nodeConfig(home, { 'api.port': String(port) }) }),
    'PORT_IN_USE',
  );
  running = await start(home);
});

test('a node whose record of signatures is lost starts and says so', async () => {
  rmSync(homePaths(copyOfHome()).signed);
  running = await start(home);
  expect(await objectOf('consensus', 'sign-record-lost')).toBe('0');
  await running.stop();
  // Waiting outlasts a restart.
  running = await start(home);
  expect(await objectOf('consensus', 'sign-record-lost')).toBe('0');
  await running.stop();
  running = await start(home, { signAbove: 7 });
  expect(await objectOf('maintenance', 'sign-above')).toBe('7');
  await running.stop();
  running = await start(home);
});

/** What the latest entry of an event is about; other parts write theirs meanwhile. */
async function objectOf(source: 'consensus' | 'maintenance', event: string) {
  const { journal } = running?.host ?? {};
  const entries = (await journal?.readRange(source, 0, READ_ENTRIES_MAX)) ?? [];
  const own = entries.findLast(
    ({ body }) => body && frameGroupCodec.decode(body.frame.stored).event === event,
  );
  return own?.body && actGroupCodec.decode(own.body.act.stored).object;
}
