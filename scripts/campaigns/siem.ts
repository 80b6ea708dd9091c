// Entries reach a real rsyslogd, over TCP and TLS, whole and at least once, though both are killed.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SOURCE_NAMES } from '@mingjing/protocol';
import { createAuthority } from '../../packages/journal/test/certificates.ts';
import { seededRandom } from '../../tests/processes/seeded-random.ts';
import type { CampaignOptions } from '../campaign.ts';
import { ensureSystemPackages } from '../system-packages.ts';
import { RSYSLOG_PACKAGES, Rsyslog } from './rsyslog.ts';
import { compare, type SiemVerdict } from './siem-compare.ts';
import { writeSiemResult } from './siem-result.ts';

const ENTRIES = 5000;
/** Ends of one side or the other, per transport. */
const DISTURBANCES = 15;
const PROGRAM = fileURLToPath(new URL('siem-node.ts', import.meta.url));
/** Entries appear within some 30 s; this long, one side or the other runs undisturbed. */
const CALM_MS = { least: 700, spread: 1800 };

export interface SiemRun {
  readonly transport: 'tcp' | 'tls';
  readonly nodeKills: number;
  readonly receiverKills: number;
  readonly receiverStops: number;
  readonly ms: number;
  readonly verdict: SiemVerdict;
}

/** Runs both transports to their end and writes the result; false when something did not hold. */
export async function siemCampaign({ seed, count }: CampaignOptions): Promise<boolean> {
  if (ensureSystemPackages(RSYSLOG_PACKAGES).length > 0) return false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  const runs: SiemRun[] = [];
  for (const transport of ['tcp', 'tls'] as const) {
    const run = await runOver(transport, seed, count ?? ENTRIES);
    console.log(JSON.stringify(run));
    runs.push(run);
  }
  await writeSiemResult(seed, count ?? ENTRIES, runs);
  return runs.every(({ verdict }) => verdict.missing === 0 && verdict.wrong.length === 0);
}

async function runOver(transport: 'tcp' | 'tls', seed: number, count: number): Promise<SiemRun> {
  const folder = mkdtempSync(join(tmpdir(), 'siem-'));
  const authority = transport === 'tls' ? await createAuthority('campaign') : undefined;
  const rsyslog = await Rsyslog.prepare(folder, authority);
  const files = transport === 'tls' ? { ca_file: 'ca.pem' } : {};
  const config = {
    ...{ host: '127.0.0.1', port: rsyslog.port, transport, ...files, facility: 'audit' },
    ...{ sources: SOURCE_NAMES, enterprise_number: 32_473, allow_plain: false },
  };
  const program = new Program([folder, String(seed), String(count), JSON.stringify(config)]);
  const startedAt = performance.now();
  // An exit ends both programs too.
  const end = () => {
    program.killNow();
    rsyslog.killNow();
  };
  process.once('exit', end);
  try {
    await rsyslog.start();
    program.start();
    const kills = await disturb(program, rsyslog, seededRandom(seed));
    await program.settled;
    await rsyslog.end('SIGTERM');
    const verdict = await compare(folder, rsyslog.lines());
    return { transport, ...kills, ms: performance.now() - startedAt, verdict };
  } finally {
    await program.kill();
    await rsyslog.end('SIGKILL');
    process.off('exit', end);
    rmSync(folder, { recursive: true });
  }
}

/** Kills and restarts one side or the other at drawn moments while entries are appended. */
async function disturb(program: Program, rsyslog: Rsyslog, random: (bound: number) => number) {
  const kills = { nodeKills: 0, receiverKills: 0, receiverStops: 0 };
  for (let each = 0; each < DISTURBANCES && !program.hasAppended; each++) {
    await pause(CALM_MS.least + random(CALM_MS.spread));
    const which = random(3);
    if (which === 0) {
      await program.kill();
      program.start();
      kills.nodeKills++;
      continue;
    }
    await rsyslog.end(which === 1 ? 'SIGKILL' : 'SIGTERM');
    await pause(random(1000));
    await rsyslog.start();
    if (which === 1) kills.receiverKills++;
    else kills.receiverStops++;
  }
  return kills;
}

/** The program that appends and forwards, started as often as it is killed. */
class Program {
  hasAppended = false;
  readonly settled: Promise<void>;
  readonly #args: readonly string[];
  #child: ChildProcess | undefined;
  #settle: () => void = () => undefined;

  constructor(args: readonly string[]) {
    this.#args = args;
    this.settled = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  start(): void {
    const child = spawn(process.execPath, [PROGRAM, ...this.#args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('appended')) this.hasAppended = true;
    });
    child.on('exit', (code) => {
      if (code === 0 && said.includes('settled')) this.#settle();
    });
  }

  killNow(): void {
    this.#child?.kill('SIGKILL');
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }
}
