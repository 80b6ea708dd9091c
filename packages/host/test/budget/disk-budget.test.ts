import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signerFromSeed } from '@mingjing/crypto/node';
import { type EntryInput, type Journal, openJournal, PersonKeyFile } from '@mingjing/journal';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DiskBudget } from '../../src/budget/disk-budget.ts';
import { type DiskPort, machineDisk } from '../../src/budget/disk-port.ts';
import type { HeldFile } from '../../src/budget/space-estimate.ts';

const DAY = 86_400_000;
const MIB = 1024 * 1024;
const START = Date.UTC(2026, 2, 1);

let folder: string;
let journal: Journal;
let now: number;
let free: number;
let used: number;
let lines: string[];
let fault: Error | undefined;

const disk: DiskPort = {
  freeBytes: async () => free,
  files: async (): Promise<HeldFile[]> => {
    if (fault !== undefined) throw fault;
    return [{ bytes: used, at: now, isSegment: true }];
  },
};
const line = (level: string) => (_: object, text: string) => lines.push(`${level} ${text}`);
const logger = { info: line('info'), warn: line('warn'), error: line('error') } as never;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-budget-'));
  [now, free, used, lines, fault] = [START, 1e15, MIB, [], undefined];
  journal = await openJournal({
    ...{ chainId: 'demo-0123456789abcdef', nodeId: 'node-1', folder: join(folder, 'journal') },
    signer: signerFromSeed(new Uint8Array(32).fill(7)),
    personKeys: await PersonKeyFile.open({ path: join(folder, 'person-keys') }),
    clock: { now: () => now, monotonicUs: () => 0 },
  });
});
afterEach(async () => {
  await journal.close();
  rmSync(folder, { recursive: true, force: true });
});

function budgetOf(budget_bytes?: number): DiskBudget {
  const config = { warn_days: 30, ...(budget_bytes === undefined ? {} : { budget_bytes }) };
  return new DiskBudget({
    ...{ journal, config, logger, disk, nodeId: 'node-1', folder: join(folder, 'journal') },
    now: () => now,
  });
}

const act: EntryInput = { source: 'publish', event: 'record-published', result: 'done' };

async function said(): Promise<string[]> {
  const entries = await journal.readRange('maintenance', 0, 4096);
  const text = entries.map(({ bodyBytes }) => Buffer.from(bodyBytes ?? []).toString('latin1'));
  return text.flatMap((body) => /journal-space-[a-z]+/.exec(body) ?? []);
}

test('warns in the journal and the program log long before acts are refused', async () => {
  const budget = budgetOf(1200 * MIB);
  await journal.append(act);
  await budget.measure();
  expect(budget.space).toMatchObject({ level: 'unknown', at: START });
  // 4 MiB a day, and 184 days fit.
  for (now += DAY; now <= START + 10 * DAY; now += DAY) {
    used = 4 * MIB * ((now - START) / DAY);
    await budget.measure();
  }
  expect([await said(), lines]).toEqual([[], []]);
  used = 300 * MIB;
  await budget.measure();
  expect(budget.space).toMatchObject({ level: 'low', reason: 'days' });
  expect(await said()).toEqual(['journal-space-low']);
  expect(lines).toEqual(['warn the room of the journal runs low']);
  await journal.append(act);
  used = 1150 * MIB;
  await budget.measure();
  expect(await said()).toEqual(['journal-space-low', 'journal-space-critical']);
  await journal.append(act);
  used = 1195 * MIB;
  await budget.measure();
  await expect(journal.append(act)).rejects.toMatchObject({ code: 'JOURNAL_FULL' });
  await expect(journal.appendMany([act, act])).rejects.toMatchObject({ code: 'JOURNAL_FULL' });
  expect(journal.durableSize('publish')).toBe(3);
  await journal.heartbeat();
  used = 1200 * MIB;
  await budget.measure();
  await expect(journal.heartbeat()).rejects.toMatchObject({ code: 'JOURNAL_FULL' });
});

test('counts between two measures, so that a burst does not pass the budget', async () => {
  const budget = budgetOf(20 * MIB);
  await budget.measure();
  const large = { ...act, object: 'x'.repeat(1024) };
  const bursts = async () => {
    for (;;) await journal.appendMany(Array.from({ length: 256 }, () => large));
  };
  await expect(bursts()).rejects.toMatchObject({ code: 'JOURNAL_FULL' });
  const held = await machineDisk.files(join(folder, 'journal'));
  expect(held.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(20 * MIB);
  expect(journal.durableSize('publish')).toBeGreaterThan(4000);
});

test('takes acts again once there is more room, and says so', async () => {
  await journal.append(act);
  now += DAY;
  [used, free] = [MIB, 10 * MIB];
  const budget = budgetOf();
  await budget.measure();
  expect(budget.space).toMatchObject({ level: 'critical', limit: 'disk' });
  free = 1e15;
  await budget.measure();
  expect(await said()).toEqual(['journal-space-critical', 'journal-space-ample']);
  await journal.append(act);
});

test('reminds once a day, and takes nothing back that it does not know', async () => {
  await journal.append(act);
  free = 10 * MIB;
  const budget = budgetOf();
  for (const hours of [1, 2, 22, 1, 1]) {
    now += hours * 3_600_000;
    await budget.measure();
  }
  expect(await said()).toEqual(['journal-space-critical', 'journal-space-critical']);
});

test('a warning that cannot be journalled is in the program log, and tried again', async () => {
  const budget = budgetOf(MIB);
  await budget.measure();
  expect(await said()).toEqual([]);
  expect(lines).toEqual([
    'error acts will be refused soon: the journal has hardly any room',
    'error the room of the journal was not journalled',
  ]);
  used = 0;
  await budget.measure();
  expect(await said()).toEqual(['journal-space-critical']);
});

test('a disk that does not answer is told, and the last measure stands', async () => {
  const budget = budgetOf();
  await budget.start();
  fault = new Error('no such device');
  await expect(budget.measure()).rejects.toThrow('no such device');
  expect(budget.space).toMatchObject({ at: START });
  await budget.stop();
});

test('the disk of the machine: files below a folder, and free bytes', async () => {
  const place = join(folder, 'held');
  mkdirSync(join(place, 'publish', 'bodies'), { recursive: true });
  writeFileSync(join(place, 'publish', 'bodies', '0.seg'), 'abc');
  writeFileSync(join(place, 'manifest'), 'four');
  const files = await machineDisk.files(place);
  expect(files.map(({ bytes, isSegment }) => [bytes, isSegment]).sort()).toEqual([
    [3, true],
    [4, false],
  ]);
  expect(await machineDisk.freeBytes(place)).toBeGreaterThan(0);
});
