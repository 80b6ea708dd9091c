// What a home of a supervision node lacks to run well, as its doctor finds and explains it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { createTestnet } from '../../node/src/index.ts';
import {
  ExaminedHome,
  HOME_BREAKS,
  lock,
  PASSPHRASE,
  ROOM_BREAKS,
  RUNNING_BREAKS,
  withRoom,
} from '../../node/test/examined-home.ts';
import { doctorCommand } from '../src/cli/doctor.ts';
import { startSupervisor, supervisorConfig } from '../src/index.ts';

let folder: string;
let at: ExaminedHome;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'supervision-doctor-'));
  const output = join(folder, 'net');
  const testnet = await createTestnet({ output, name: 'doctor', organisations: 4, users: 0 });
  const whole = testnet.homes.find(({ role }) => role === 'supervision')?.home ?? '';
  at = await ExaminedHome.of({
    ...{ nodeId: 'supervision', listener: 'console', metrics: 'mingjing_supervisor' },
    ...{ reached: 'console', whole, config: 'log: { level: error }', doctor: doctorCommand },
  });
});
afterAll(async () => {
  await at?.remove();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

it('finds nothing wrong with a home that could start', async () => {
  at.copied();
  at.writeConfig(at.takenPort, 'console: { port: 0 }\n');
  expect(await at.troubles()).toEqual([]);
});

it.each(HOME_BREAKS)('names %s', async (_name, expected, breakIn) => {
  at.copied();
  await breakIn(at);
  const found = await at.troubles();
  // The default port of the console may be taken by whoever runs on this machine.
  expect(found.filter((each) => each !== 'ports failed')).toEqual(expected);
});

it('opens keys by the passphrase of this program, and names its variable', async () => {
  at.copied();
  at.writeConfig(at.takenPort, 'console: { port: 0 }\n');
  lock(at);
  vi.stubEnv('MINGJING_PASSPHRASE', PASSPHRASE);
  const { findings } = await at.examined();
  const locked = findings.find(({ state }) => state !== 'good');
  expect(locked).toMatchObject({ check: 'keys', state: 'failed' });
  for (const text of [locked?.advice?.zh, locked?.advice?.en]) {
    expect(text).toContain('MINGJING_SUPERVISOR_PASSPHRASE');
  }
  vi.stubEnv('MINGJING_SUPERVISOR_PASSPHRASE', PASSPHRASE);
  expect(await at.troubles()).toEqual([]);
});

it.each(ROOM_BREAKS)('looks at a disk with %d GiB left', async (gib, expected) => {
  at.copied();
  at.writeConfig(at.takenPort, 'console: { port: 0 }\n');
  expect(await withRoom(gib, () => at.troubles())).toEqual(expected);
});

it.each(RUNNING_BREAKS)('names of a running program %s', async (_name, expected, said) => {
  at.copied();
  expect(await at.troublesOfRunning(said(Date.now()))).toEqual(expected);
});

it('names a port that somebody else has', async () => {
  const { config } = at.copied();
  writeFileSync(config, `node_id: supervision\nconsole: { port: ${at.takenPort} }\n`);
  expect(await at.troubles()).toContain('ports failed');
});

it('says that there is no such home, and makes none', async () => {
  at.home = at.nowhere;
  expect(await at.troubles()).toEqual(['home failed']);
});

it('prints what is good in one language, and what is not in both', async () => {
  at.copied();
  at.writeConfig(9, 'console: { port: 0 }\n');
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)));
  expect(await doctorCommand({ home: at.home, lang: 'en' })).toBe(false);
  const [good, bad] = ['✓ config', '✗ peers'].map((sign) =>
    lines
      .join('\n')
      .split('\n')
      .filter((line) => line.startsWith(sign)),
  );
  expect(good?.join()).toMatch(/the configuration is valid$/);
  expect(bad?.join()).toContain('0/1 configured nodes can be reached; not: yi-validator');
  expect(lines.join('\n')).toMatch(
    /→ check the address[^\n]*\n[^\n]*连不上[^\n]*\n[^\n]*→ 核对地址/,
  );
});

it('asks the program that runs, and judges what it says', async () => {
  at.copied();
  at.writeConfig(at.takenPort, 'console: { port: 0 }\n');
  const { home } = at;
  const onFailed = (error: unknown) => {
    throw error;
  };
  const config = supervisorConfig(home, {}, {});
  const supervisor = await startSupervisor({ home, config, onFailed });
  try {
    // No chain node runs: no block comes, and nobody is connected.
    expect(await at.troubles()).toEqual(
      expect.arrayContaining(['blocks failed', 'connections failed']),
    );
  } finally {
    await supervisor.stop();
  }
});
