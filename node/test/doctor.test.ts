import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { homePaths } from '@mingjing/host';
import { selfSignedCertificate } from '@mingjing/service/trial-certificate';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { doctorCommand } from '../src/cli/doctor.ts';
import { nodeConfig } from '../src/config.ts';
import { startNode } from '../src/program.ts';
import { createTestnet } from '../src/testnet/create-testnet.ts';

interface Seen {
  readonly check: string;
  readonly state: string;
  readonly seen: { readonly zh: string; readonly en: string };
  readonly advice?: { readonly zh: string; readonly en: string };
}

let folder: string;
let whole: string;
let home: string;
let copies = 0;
/** Stands for a peer that can be reached. */
let peer: Server;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-doctor-'));
  const output = join(folder, 'net');
  const testnet = await createTestnet({ output, name: 'doctor', organisations: 4, users: 0 });
  whole = testnet.homes[0]?.home ?? '';
  peer = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await new Promise((done) => peer.once('listening', done));
  writeConfig(whole, portOf(peer));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await new Promise((done) => peer.close(done));
});
afterEach(() => vi.restoreAllMocks());

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address.port;
}

function writeConfig(at: string, peerPort: number, more = ''): void {
  const peers = `[{ node_id: yi-validator, address: /ip4/127.0.0.1/tcp/${peerPort} }]`;
  const p2p = `{ listen: /ip4/127.0.0.1/tcp/0, peers: ${peers} }`;
  const lines = `node_id: jia-validator\np2p: ${p2p}\napi: { port: 0 }\n`;
  writeFileSync(homePaths(at).config, lines + more);
}

function copyOfHome() {
  copies += 1;
  home = join(folder, `copy-${copies}`);
  cpSync(whole, home, { recursive: true });
  return homePaths(home);
}

async function examined(): Promise<{ sound: boolean; findings: Seen[] }> {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const sound = await doctorCommand({ home, json: true });
  const printed = JSON.parse(String(log.mock.calls.at(-1)?.[0]));
  log.mockRestore();
  expect(printed.sound).toBe(sound);
  return printed;
}

/** The findings that are not good; each says what to do, in both languages. */
async function troubles(): Promise<string[]> {
  const { sound, findings } = await examined();
  const found = findings.filter(({ state }) => state !== 'good');
  for (const { seen, advice } of found) {
    for (const text of [seen.zh, seen.en, advice?.zh, advice?.en]) expect(text).toMatch(/\S/);
    expect(seen.zh + advice?.zh).toMatch(/\p{Script=Han}/u);
    expect(String(advice?.en)).not.toMatch(/\p{Script=Han}/u);
  }
  expect(sound).toBe(found.every(({ state }) => state !== 'failed'));
  return found.map(({ check, state }) => `${check} ${state}`);
}

it('finds nothing wrong with a home that could start', async () => {
  copyOfHome();
  expect(await troubles()).toEqual([]);
});

type Break = (paths: ReturnType<typeof homePaths>) => void;
const expired = async (folderOf: string) => {
  const names = { names: ['localhost'] as [string] };
  const made = await selfSignedCertificate(names, { notBefore: 0, days: 1 });
  writeFileSync(join(folderOf, 'old.pem'), made.certificate);
  writeFileSync(join(folderOf, 'old.key'), made.key, { mode: 0o600 });
};
const tls = 'management: { port: 0, tls: { certificate: old.pem, key: old.key } }\n';

it.each<[string, string[], Break]>([
  ['no genesis', ['genesis failed'], ({ genesis }) => rmSync(genesis)],
  ['half a genesis', ['genesis failed'], ({ genesis }) => writeFileSync(genesis, '{')],
  ['a lost key', ['keys failed'], ({ key }) => rmSync(key('peer'))],
  ['a key that all may read', ['keys failed'], ({ key }) => chmodSync(key('vote'), 0o644)],
  [
    'an unknown key in the configuration',
    ['config failed'],
    ({ config }) => {
      appendFileSync(config, 'colour: blue\n');
    },
  ],
  [
    'no record of signatures',
    ['signed-last warning'],
    ({ signed, chain }) => {
      rmSync(signed, { force: true });
      mkdirSync(chain, { recursive: true });
      writeFileSync(join(chain, 'CURRENT'), '');
    },
  ],
  [
    'data that is a file',
    ['disk-writable failed'],
    ({ data }) => {
      rmSync(data, { recursive: true });
      writeFileSync(data, '');
    },
  ],
  [
    'a certificate that is not there',
    ['certificates failed'],
    ({ config }) => {
      appendFileSync(config, tls);
    },
  ],
  ['the only peer away', ['peers failed'], () => writeConfig(home, 9)],
])('names %s', async (_name, expected, breaks) => {
  breaks(copyOfHome());
  expect(await troubles()).toEqual(expected);
});

it('names a certificate that has run out', async () => {
  const { config } = copyOfHome();
  await expired(join(config, '..'));
  appendFileSync(config, tls);
  expect(await troubles()).toEqual(['certificates failed']);
});

it('names a port that somebody else has', async () => {
  const { config } = copyOfHome();
  writeConfig(home, portOf(peer));
  writeFileSync(config, `node_id: jia-validator\napi: { port: ${portOf(peer)} }\n`);
  // The default port of peers may be taken as well by whoever runs on this machine.
  expect(await troubles()).toContain('ports failed');
});

it('says that there is no such home, and makes none', async () => {
  home = join(folder, 'nowhere');
  expect(await troubles()).toEqual(['home failed']);
});

it('asks the program that runs, and judges what it says', async () => {
  copyOfHome();
  const fail = (error: unknown) => {
    throw error;
  };
  const node = await startNode({ home, onFailed: fail, config: nodeConfig(home, {}) });
  try {
    const found = await troubles();
    // One of four validators: no block comes, and nobody is connected.
    expect(found).toEqual(
      expect.arrayContaining(['blocks failed', 'connections failed', 'journal-room unknown']),
    );
    const metrics = await (await fetch(`http://127.0.0.1:${node.api.port}/metrics`)).text();
    expect(metrics).toMatch(/^mingjing_height 0$/m);
    expect(metrics).toMatch(/^mingjing_journal_days_left Nan$/im);
  } finally {
    await node.stop();
  }
});
