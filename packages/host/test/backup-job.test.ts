// A backup that is being written ends when something in it is to go, and holds nothing up.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EntryInput, Journal } from '@mingjing/journal';
import { openMemoryStore } from '@mingjing/storage';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { genesis } from '../../execution/test/chain.ts';
import { BackupJob } from '../src/backup-job.ts';

const item = {
  commitment: new Uint8Array(32).fill(1),
  salt: new Uint8Array(32).fill(2),
  content: new Uint8Array(3_000_000).fill(3),
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-backup-job-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function newJob() {
  const store = await openMemoryStore();
  await store.putAttachments([item]);
  const entries: EntryInput[] = [];
  const journal = { append: async (entry: EntryInput) => void entries.push(entry) };
  const parts = { store, genesis, nodeId: 'node-a', journal: journal as unknown as Journal };
  return { store, entries, job: new BackupJob(parts) };
}

it('is given up with its code, leaves no file, and lets the deletion end', async () => {
  const { store, entries, job } = await newJob();
  expect(job.begin(join(folder, 'one'))).toBe(true);
  const deleting = store.deleteAttachments([item.commitment]);
  job.giveUp();
  await deleting;
  await expect.poll(() => job.progress).toEqual({ state: 'failed', code: 'BACKUP_OVERTAKEN' });
  await expect
    .poll(() => entries)
    .toMatchObject([{ event: 'backup-written', result: 'failed', object: 'BACKUP_OVERTAKEN' }]);
  expect(readdirSync(folder)).toEqual([]);
});

it('is not given up by what went before it began', async () => {
  const { job } = await newJob();
  job.giveUp();
  job.begin(join(folder, 'two'));
  await expect.poll(() => job.progress.state).toBe('done');
  expect(readdirSync(folder)).toEqual(['two']);
});

it('that ends with the program says so, whatever was to go', async () => {
  const { job } = await newJob();
  job.begin(join(folder, 'three'));
  await job.stop();
  expect(job.progress).toEqual({ state: 'failed', code: 'BACKUP_WRITE_FAILED' });
});
