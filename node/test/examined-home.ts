// A home that a doctor examines, whole or broken, whichever program it is of.
import fs, {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadKeyFile, saveKeyFile } from '@mingjing/crypto/node';
import { homePaths } from '@mingjing/host';
import { selfSignedCertificate } from '@mingjing/service/trial-certificate';
import { expect, vi } from 'vitest';

const DAY_MS = 86_400_000;
const GIB = 1024 ** 3;
export const PASSPHRASE = '四更山吐月 remnant night';

interface Said {
  readonly zh: string;
  readonly en: string;
}
interface Seen {
  readonly check: string;
  readonly state: string;
  readonly seen: Said;
  readonly advice?: Said;
}

/** A program whose homes are examined. */
export interface Examined {
  readonly nodeId: string;
  /** The listener that its configuration may give a certificate. */
  readonly listener: string;
  /** Of its metrics, and where a running one says that it is reached. */
  readonly metrics: string;
  readonly reached: string;
  /** A home that could start. */
  readonly whole: string;
  /** Peers are written for it: `config` is what its own lines say. */
  readonly config: string;
  doctor(options: { home: string; json: true }): Promise<boolean>;
}

/** Copies of a home, broken one by one. */
export class ExaminedHome {
  readonly #folder = mkdtempSync(join(tmpdir(), 'mingjing-doctor-'));
  readonly #examined: Examined;
  /** Stands for a peer that can be reached. */
  readonly #peer: Server;
  #copies = 0;
  home = '';

  private constructor(examined: Examined, peer: Server) {
    this.#examined = examined;
    this.#peer = peer;
  }

  static async of(examined: Examined): Promise<ExaminedHome> {
    const peer = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await new Promise((done) => peer.once('listening', done));
    return new ExaminedHome(examined, peer);
  }

  /** A port that somebody else has. */
  get takenPort(): number {
    return portOf(this.#peer);
  }

  get nowhere(): string {
    return join(this.#folder, 'nowhere');
  }

  /** A new copy of the home, with a peer that can be reached. */
  copied() {
    this.#copies += 1;
    this.home = join(this.#folder, `copy-${this.#copies}`);
    cpSync(this.#examined.whole, this.home, { recursive: true });
    this.writeConfig(this.takenPort);
    return homePaths(this.home);
  }

  writeConfig(peerPort: number, more = ''): void {
    const { config, nodeId } = this.#examined;
    const peers = `[{ node_id: yi-validator, address: /ip4/127.0.0.1/tcp/${peerPort} }]`;
    const p2p = `{ listen: /ip4/127.0.0.1/tcp/0, peers: ${peers} }`;
    writeFileSync(
      homePaths(this.home).config,
      `node_id: ${nodeId}\np2p: ${p2p}\n${config}\n${more}`,
    );
  }

  /** Gives its listener a certificate that lasts so many days, with its key or another one. */
  async certified(days: number, isKeyItsOwn = true): Promise<void> {
    const folder = join(homePaths(this.home).config, '..');
    const made = async () => {
      const notBefore = Date.now() + (days - 400) * DAY_MS;
      return selfSignedCertificate({ names: ['localhost'] }, { notBefore, days: 400 });
    };
    const [own, other] = [await made(), await made()];
    writeFileSync(join(folder, 'some.pem'), own.certificate);
    const { key } = isKeyItsOwn ? own : other;
    writeFileSync(join(folder, 'some.key'), key, { mode: 0o600 });
    this.writeConfig(this.takenPort, this.certificate('some'));
  }

  certificate(name: string): string {
    const { listener } = this.#examined;
    return `${listener}: { port: 0, tls: { certificate: ${name}.pem, key: ${name}.key } }\n`;
  }

  /** The findings that are not good; each says what to do, in both languages. */
  async troubles(): Promise<string[]> {
    const { findings, sound } = await this.examined();
    const found = findings.filter(({ state }) => state !== 'good');
    for (const { advice, seen } of found) {
      for (const text of [seen.zh, seen.en, advice?.zh, advice?.en]) expect(text).toMatch(/\S/);
      expect(seen.zh + advice?.zh).toMatch(/\p{Script=Han}/u);
      expect(seen.en + advice?.en).not.toMatch(/\p{Script=Han}/u);
    }
    expect(sound).toBe(found.every(({ state }) => state !== 'failed'));
    return found.map(({ check, state }) => `${check} ${state}`);
  }

  /** What its doctor says for a program. */
  async examined(): Promise<{ sound: boolean; findings: Seen[] }> {
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    const sound = await this.#examined.doctor({ home: this.home, json: true });
    const printed = JSON.parse(String(log.mock.calls.at(-1)?.[0]));
    log.mockRestore();
    expect(printed.sound).toBe(sound);
    return printed;
  }

  /** The same while a program of this home says certain things of itself. */
  async troublesOfRunning(said: Readonly<Record<string, number>>): Promise<string[]> {
    const { metrics, reached } = this.#examined;
    const lines = Object.entries(said).map(([name, value]) => `${metrics}_${name} ${value}\n`);
    const program = createHttpServer((_, answer) => answer.end(lines.join('')));
    program.listen(0, '127.0.0.1');
    await new Promise((done) => program.once('listening', done));
    const at = { host: '127.0.0.1', port: portOf(program) };
    const run = { pid: process.pid, [reached]: at };
    writeFileSync(homePaths(this.home).run, JSON.stringify(run));
    try {
      return await this.troubles();
    } finally {
      await new Promise((done) => program.close(done));
    }
  }

  async remove(): Promise<void> {
    rmSync(this.#folder, { recursive: true, force: true });
    await new Promise((done) => this.#peer.close(done));
  }
}

/** Does something while the disk has so much room left, GiB. */
export async function withRoom<T>(gib: number, act: () => Promise<T>): Promise<T> {
  const room = { bavail: gib * GIB, bsize: 1 } as fs.StatsFs;
  const spy = vi.spyOn(fs, 'statfsSync').mockReturnValue(room);
  syncBuiltinESMExports();
  try {
    return await act();
  } finally {
    spy.mockRestore();
    syncBuiltinESMExports();
  }
}

type Break = readonly [name: string, troubles: string[], breakIn: (at: ExaminedHome) => unknown];
const pathsOf = ({ home }: ExaminedHome) => homePaths(home);

/** What can be broken of a home of either program, and what its doctor finds then. */
export const HOME_BREAKS: readonly Break[] = [
  ['no genesis', ['genesis failed'], (at) => rmSync(pathsOf(at).genesis)],
  ['half a genesis', ['genesis failed'], (at) => writeFileSync(pathsOf(at).genesis, '{')],
  ['a lost key', ['keys failed'], (at) => rmSync(pathsOf(at).key('peer'))],
  [
    'a key that all may read',
    ['keys failed'],
    (at) => chmodSync(pathsOf(at).key('journal'), 0o644),
  ],
  ['a key under a passphrase that nobody gave', ['keys failed'], lock],
  [
    'an unknown key in the configuration',
    ['config failed'],
    (at) => appendFileSync(pathsOf(at).config, 'colour: blue\n'),
  ],
  [
    'data that is a file',
    ['disk-writable failed'],
    (at) => {
      rmSync(pathsOf(at).data, { recursive: true });
      writeFileSync(pathsOf(at).data, '');
    },
  ],
  [
    'a certificate that is not there',
    ['certificates failed'],
    (at) => at.writeConfig(at.takenPort, at.certificate('lost')),
  ],
  ['a certificate that has run out', ['certificates failed'], (at) => at.certified(-1)],
  ['a certificate near its end', ['certificates warning'], (at) => at.certified(29)],
  ['a certificate of another key', ['certificates failed'], (at) => at.certified(99, false)],
  ['the only peer away', ['peers failed'], (at) => at.writeConfig(9)],
];

/** Puts a key of the home under a passphrase. */
export function lock(at: ExaminedHome): void {
  const path = pathsOf(at).key('journal');
  const { seed } = loadKeyFile(path);
  rmSync(path);
  saveKeyFile(path, { purpose: 'journal', seed }, { passphrase: PASSPHRASE });
}

/** What a running program says of itself, and what is found of that. */
export const RUNNING_BREAKS: readonly (readonly [
  name: string,
  troubles: string[],
  said: (now: number) => Record<string, number>,
])[] = [
  ['nothing that is wrong', [], (now) => sound(now)],
  // Blocks have the time of the others: the one that is off may be this machine's.
  [
    'a block that this clock has as an hour old',
    ['blocks failed'],
    (now) => sound(now - 3_600_000),
  ],
  ['no block at all', ['blocks failed'], (now) => ({ ...sound(now), height: 0 })],
  [
    'blocks and contents that are missing',
    ['coverage warning'],
    (now) => ({ ...sound(now), coverage_gaps: 2, blocks_missing: 7 }),
  ],
  ['no peer', ['connections failed'], (now) => ({ ...sound(now), peers: 0 })],
  [
    'a journal that will not fit',
    ['journal-room warning'],
    (now) => ({ ...sound(now), journal_space_level: 1 }),
  ],
  [
    'a journal that is nearly full',
    ['journal-room failed'],
    (now) => ({ ...sound(now), journal_space_level: 2, journal_days_left: 1 }),
  ],
];

function sound(blockAt: number): Record<string, number> {
  return {
    ...{ height: 12, block_time_seconds: blockAt / 1000, peers: 4, coverage_gaps: 0 },
    ...{ blocks_missing: 0, journal_space_level: 0, journal_days_left: 300 },
  };
}

/** How much room a disk has, GiB, and what is found of that. */
export const ROOM_BREAKS: readonly (readonly [gib: number, troubles: string[]])[] = [
  [10, []],
  [9.9, ['disk-room warning']],
  [0.9, ['disk-room failed']],
];

/** Leaves a validator's chain without the record of what it signed. */
export function loseSigned({ home }: ExaminedHome): void {
  const { chain, signed } = homePaths(home);
  rmSync(signed, { force: true });
  mkdirSync(chain, { recursive: true });
  writeFileSync(join(chain, 'CURRENT'), '');
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address.port;
}
