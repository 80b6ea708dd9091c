// Restore drills of a running node: a real backup, restored by a process of its own.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest';
import { restoreDrillCommand } from '../../src/cli/restore-drill.ts';
import { StaffedNode } from '../staffed-node.ts';

const PATH = '/v1/management/assurance';
let node: StaffedNode;
let backup: string;

beforeAll(async () => {
  node = await StaffedNode.start('drills', () => ({ assurance: { ask_seconds: 1 } }));
  backup = join(node.folder, 'one.mjbackup');
  await node.ask('system-admin', 'POST', '/v1/maintenance/backup', { output: backup });
  await settled(async () => (await backups()).length === 1);
});
afterAll(() => node?.stop());

const backups = async () => (await node.ask('home', 'GET', `${PATH}/backups`)).body.items;
const drills = async () => (await node.ask('home', 'GET', `${PATH}/drills`)).body;
const drill = (path: string) =>
  node.ask('system-admin', 'POST', `${PATH}/drills`, { backup: path });

async function settled(look: () => Promise<boolean>): Promise<void> {
  while (!(await look())) await new Promise((done) => setTimeout(done, 20));
}
async function latest() {
  await settled(async () => !(await drills()).running);
  return (await drills()).items[0];
}

describe('a backup', () => {
  const begin = (output: string) =>
    node.ask('system-admin', 'POST', '/v1/maintenance/backup', { output });

  test.each([
    ['with more bytes than an entry has for it', () => join(node.folder, '证'.repeat(400))],
    ['with half a character', () => join(node.folder, 'quiet\ud800.mjbackup')],
  ])('into a file %s is not begun, and the attempt is entered', async (_name, path) => {
    const { backups: job, journal, opened } = node.running.host;
    const size = journal.durableSize('maintenance');
    const answer = await begin(path());
    expect(answer).toMatchObject({ status: 400, body: { code: 'text-unrecordable' } });
    expect(job.progress).toMatchObject({ state: 'done', file: backup });
    const entries = await journal.readRange('maintenance', size, size + 1);
    const [entry] = entries.map(({ body, stub }) => (body ? opened({ body, stub }) : undefined));
    expect(entry).toMatchObject({
      frame: { event: 'backup-begun', reason: 'text-unrecordable' },
      act: { actor: 'jia-system-admin', object: expect.stringContaining(node.folder) },
    });
  });

  it('and a measure are refused, and not begun, when the journal is full', async () => {
    const { assurance, backups: job, journal } = node.running.host;
    const again = vi.spyOn(assurance.attestation, 'again');
    journal.room.set(0);
    const begun = [
      await begin(join(node.folder, 'two.mjbackup')),
      await node.ask('system-admin', 'POST', `${PATH}/measure`),
    ];
    journal.room.set(Number.POSITIVE_INFINITY);
    expect(begun.map(({ body }) => body.code)).toEqual(['journal-full', 'journal-full']);
    expect(job.progress).toMatchObject({ state: 'done', file: backup });
    expect(again).not.toHaveBeenCalled();
  });
});

describe('restore drills', () => {
  it('know the backup that was written', async () => {
    expect(await backups()).toMatchObject([{ file: backup, height: 0 }]);
  });

  it('fail, by the command too, with a backup of a chain that has no block yet', async () => {
    const options = { home: node.home, from: backup, json: true };
    const silent = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    expect(await restoreDrillCommand(options)).toBe(false);
    silent.mockRestore();
    expect(await latest()).toMatchObject({ result: 'failed', reason: 'HOME_EMPTY', height: 0 });
  });

  test.each([
    ['that is not there', () => join(node.folder, 'none'), 'BACKUP_MISSING'],
    ['that is none', () => written('none.mjbackup', Buffer.from('no backup')), 'BACKUP_DAMAGED'],
    ['that was altered', () => written('altered', flipped(readFileSync(backup))), 'BACKUP_DAMAGED'],
  ])('fail with a file %s, and leave nothing behind', async (_name, path, reason) => {
    expect((await drill(path())).status).toBe(202);
    const found = await latest();
    expect(found).toMatchObject({ result: 'failed', reason, started_by: 'jia-system-admin' });
    const left = readdirSync(node.running.host.paths.data);
    expect(left.filter((name) => name.startsWith('restore-drill-'))).toEqual([]);
  });

  it('run one at a time, of files of this machine', async () => {
    const answers = await Promise.all([drill(backup), drill(backup)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
    await latest();
    expect(await drill('relative')).toMatchObject({ status: 400, body: { code: 'drill-path' } });
    const other = await node.ask('security-admin', 'POST', `${PATH}/drills`, { backup });
    expect(other.status).toBe(403);
  });

  it('and the inventories are there for administrators', async () => {
    const keys = (await node.ask('audit-admin', 'GET', `${PATH}/keys`)).body;
    expect(keys).toMatchObject({ suite: 1, certified_product: false });
    expect(keys.files.map(({ name }: { name: string }) => name)).toContain('vote.json');
    expect(keys.keys.length).toBeGreaterThan(20);
    expect(JSON.stringify(keys)).not.toContain('seed');
    const libraries = (await node.ask('audit-admin', 'GET', `${PATH}/libraries`)).body;
    expect(libraries.components.length).toBeGreaterThan(100);
  });

  it('stay on record after a restart, and what a killed one left is gone', async () => {
    const before = (await drills()).items;
    const left = join(node.home, 'data', 'restore-drill-left', 'data');
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, 'restored'), 'taken down since');
    await node.restart();
    expect((await drills()).items).toEqual(before);
    expect(existsSync(left)).toBe(false);
    expect(existsSync(backup)).toBe(true);
  });
});

function written(name: string, bytes: Uint8Array): string {
  const path = join(node.folder, name);
  writeFileSync(path, bytes);
  return path;
}

function flipped(bytes: Buffer): Buffer {
  const at = bytes.length >> 1;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
}
