import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { endStrayProcesses, RUN_VARIABLE } from '../../scripts/stray-processes.ts';

/** A process that lives until it is ended, marked with `run`. */
async function startSleeper(run: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log(1)'], {
    env: { ...process.env, [RUN_VARIABLE]: run },
    detached: true,
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  return child;
}

describe.runIf(process.platform === 'linux')('endStrayProcesses', () => {
  it('ends and names the processes of its own run, and no other', async () => {
    const run = randomUUID();
    const [ours, others] = [await startSleeper(run), await startSleeper(randomUUID())];
    const ended = once(ours, 'exit');
    const found = await endStrayProcesses(run);
    expect(found.map(({ pid }) => pid)).toEqual([ours.pid]);
    expect(found[0]?.command).toContain('setInterval');
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect(others.exitCode ?? others.signalCode).toBeNull();
  });

  it('finds nothing when all have ended', async () => {
    expect(await endStrayProcesses(randomUUID())).toEqual([]);
  });
});
