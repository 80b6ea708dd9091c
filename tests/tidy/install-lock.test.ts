// The lock between installations, with real processes: it must hold, and survive its owner.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { plant } from './temporary-tree.ts';

const LOCK_MODULE = fileURLToPath(new URL('../../scripts/install-lock.mjs', import.meta.url));

/** Half of the time between two tries. */
const BETWEEN_TRIES_MS = 50;

/** Takes the lock, notes that it is in, lets others run, notes that it is out. */
const CLIENT = `
  import { appendFileSync } from 'node:fs';
  import { setImmediate as turn } from 'node:timers/promises';
  const [module, lock, notes] = process.argv.slice(1);
  const { withLock } = await import(module);
  await withLock(lock, async () => {
    appendFileSync(notes, 'in\\n');
    for (let i = 0; i < 1000; i += 1) await turn();
    appendFileSync(notes, 'out\\n');
  });
`;

function runClient(folder: string): Promise<number | null> {
  const args = [LOCK_MODULE, join(folder, 'lock'), join(folder, 'notes')];
  const child = spawn(process.execPath, ['--input-type=module', '-e', CLIENT, ...args], {
    stdio: 'inherit',
  });
  return new Promise((resolve) => child.on('close', resolve));
}

async function runClients(folder: string, count: number): Promise<string[]> {
  const codes = await Promise.all(Array.from({ length: count }, () => runClient(folder)));
  expect(codes).toEqual(codes.map(() => 0));
  return readFileSync(join(folder, 'notes'), 'utf8').trim().split('\n');
}

describe('withLock', () => {
  it('lets one process in at a time, and leaves nothing behind', async () => {
    const folder = plant({ notes: '' });
    const notes = await runClients(folder, 4);
    expect(notes).toEqual(['in', 'out', 'in', 'out', 'in', 'out', 'in', 'out']);
    expect(readdirSync(folder)).toEqual(['notes']);
  });

  it.each([
    ['a dead owner', () => String(spawnSync(process.execPath, ['-e', '']).pid)],
    ['no readable owner', () => ''],
  ])('replaces the lock of %s, once', async (_kind, owner) => {
    const folder = plant({ notes: '' });
    writeFileSync(join(folder, 'lock'), owner());
    expect(await runClients(folder, 3)).toEqual(['in', 'out', 'in', 'out', 'in', 'out']);
  });

  it('waits for a living owner', async () => {
    const folder = plant({ notes: '' });
    writeFileSync(join(folder, 'lock'), String(process.pid));
    const before = changedMs(folder);
    const client = runClient(folder);
    // Each try writes a draft of the lock and removes it, a moment that is easily missed; when the
    // folder was last changed stays. Changed again well after the first try, it was asked again.
    await waitFor(() => changedMs(folder) > before);
    const first = changedMs(folder);
    await waitFor(() => changedMs(folder) > first + BETWEEN_TRIES_MS);
    expect(readFileSync(join(folder, 'notes'), 'utf8')).toBe('');
    expect(existsSync(join(folder, 'lock'))).toBe(true);
    writeFileSync(join(folder, 'lock'), '');
    expect(await client).toBe(0);
    expect(readFileSync(join(folder, 'notes'), 'utf8')).toBe('in\nout\n');
  });
});

function changedMs(folder: string): number {
  return statSync(folder).mtimeMs;
}

/** Resolves when `condition` holds; the test's own time limit bounds the wait. */
function waitFor(condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (condition()) resolve();
      else setImmediate(look);
    };
    look();
  });
}
