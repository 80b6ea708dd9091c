import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { LOCK_FOLDER, lockHome } from '../src/home-lock.ts';
import { newFolder } from './folder.ts';

const holderProgram = fileURLToPath(new URL('./home-lock-holder.ts', import.meta.url));

/** Another process that holds the home and lives until it is ended. */
async function holderOf(home: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [holderProgram, home], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  expect(String(line)).toBe('held\n');
  return child;
}

test('a second process is refused and told the pid; a killed one leaves no lock', async () => {
  const home = await newFolder();
  const child = await holderOf(home);
  try {
    await expect(lockHome(home)).rejects.toMatchObject({
      code: 'HOME_LOCKED',
      message: expect.stringContaining(`process ${child.pid}`),
    });
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  const lock = await lockHome(home);
  expect(await readFile(join(home, LOCK_FOLDER, 'pid'), 'utf8')).toBe(`${process.pid}\n`);
  await lock.release();
});

test('one process cannot hold a home twice, and can take it again after release', async () => {
  const home = await newFolder();
  const lock = await lockHome(home);
  await expect(lockHome(home)).rejects.toMatchObject({ code: 'HOME_LOCKED' });
  await lock.release();
  await (await lockHome(home)).release();
});

test('a pid file that is no pid is not repeated', async () => {
  const home = await newFolder();
  const lock = await lockHome(home);
  await writeFile(join(home, LOCK_FOLDER, 'pid'), 'anything\nat all');
  await expect(lockHome(home)).rejects.toThrow(/process unknown/);
  await lock.release();
});

test('a home that cannot be written is refused, by name', async () => {
  const home = await newFolder();
  await writeFile(join(home, LOCK_FOLDER), 'in the way');
  await expect(lockHome(home)).rejects.toMatchObject({ code: 'HOME_LOCK_FAILED' });
});
