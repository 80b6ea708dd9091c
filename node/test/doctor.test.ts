// What a home lacks to run well, as the doctor of a node finds and explains it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { doctorCommand } from '../src/cli/doctor.ts';
import { nodeConfig } from '../src/config.ts';
import { startNode } from '../src/program.ts';
import { createTestnet } from '../src/testnet/create-testnet.ts';
import {
  ExaminedHome,
  HOME_BREAKS,
  lock,
  loseSigned,
  PASSPHRASE,
  ROOM_BREAKS,
  RUNNING_BREAKS,
  withRoom,
} from './examined-home.ts';

let folder: string;
let at: ExaminedHome;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-doctor-'));
  const output = join(folder, 'net');
  const testnet = await createTestnet({ output, name: 'doctor', organisations: 4, users: 0 });
  at = await ExaminedHome.of({
    ...{ nodeId: 'jia-validator', listener: 'management', metrics: 'mingjing', reached: 'api' },
    ...{ whole: testnet.homes[0]?.home ?? '', config: 'api: { port: 0 }', doctor: doctorCommand },
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
  expect(await at.troubles()).toEqual([]);
});

it.each(HOME_BREAKS)('names %s', async (_name, expected, breakIn) => {
  at.copied();
  await breakIn(at);
  expect(await at.troubles()).toEqual(expected);
});

it('opens keys by the passphrase of the program', async () => {
  at.copied();
  lock(at);
  const locked = (await at.examined()).findings.find(({ state }) => state !== 'good');
  expect(locked?.advice?.en).toContain('MINGJING_PASSPHRASE');
  vi.stubEnv('MINGJING_PASSPHRASE', PASSPHRASE);
  expect(await at.troubles()).toEqual([]);
});

it('names a chain without the record of what was signed', async () => {
  at.copied();
  loseSigned(at);
  expect(await at.troubles()).toEqual(['signed-last warning']);
});

it.each(ROOM_BREAKS)('looks at a disk with %d GiB left', async (gib, expected) => {
  at.copied();
  expect(await withRoom(gib, () => at.troubles())).toEqual(expected);
});

it.each(RUNNING_BREAKS)('names of a running program %s', async (_name, expected, said) => {
  at.copied();
  expect(await at.troublesOfRunning(said(Date.now()))).toEqual(expected);
});

it('names a port that somebody else has', async () => {
  const { config } = at.copied();
  writeFileSync(config, `node_id: jia-validator\napi: { port: ${at.takenPort} }\n`);
  // The default port of peers may be taken as well by whoever runs on this machine.
  expect(await at.troubles()).toContain('ports failed');
});

it('says that there is no such home, and makes none', async () => {
  at.home = at.nowhere;
  expect(await at.troubles()).toEqual(['home failed']);
});

it('asks the program that runs, and judges what it says', async () => {
  at.copied();
  const { home } = at;
  const fail = (error: unknown) => {
    throw error;
  };
  const node = await startNode({ home, onFailed: fail, config: nodeConfig(home, {}) });
  try {
    // One of four validators: no block comes, and nobody is connected.
    expect(await at.troubles()).toEqual(
      expect.arrayContaining(['blocks failed', 'connections failed', 'journal-room unknown']),
    );
    const metrics = await (await fetch(`http://127.0.0.1:${node.api.port}/metrics`)).text();
    expect(metrics).toMatch(/^mingjing_height 0$/m);
    expect(metrics).toMatch(/^mingjing_journal_days_left Nan$/im);
  } finally {
    await node.stop();
  }
});
