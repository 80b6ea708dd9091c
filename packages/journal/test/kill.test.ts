import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { actGroupCodec, type JournalSourceName } from '@mingjing/protocol';
import { expect, test } from 'vitest';
import { verifyFolder } from '../src/index.ts';
import { CHAIN_ID, openTestJournal, signer } from './fixture.ts';

const WRITER = fileURLToPath(new URL('./kill-writer.ts', import.meta.url));
/** Entries acknowledged before each kill: within the first tail, over several, over days. */
const KILLS = [1, 60, 150, 400, 900];

/** Runs a writer until so much was acknowledged, kills it, and tells what was. */
async function writeAndKill(root: string, count: number): Promise<string[]> {
  const child = spawn(process.execPath, [WRITER, root], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  const ended = once(child, 'close');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line !== 'ready') lines.push(line);
    // It goes on writing while the signal is on its way: what it says until then counts as well.
    if (lines.length === count) child.kill('SIGKILL');
  }
  await ended;
  return lines;
}

test('a writer killed at any moment has lost nothing that it acknowledged', async () => {
  const root = mkdtempSync(join(tmpdir(), 'journal-kill-'));
  try {
    const acknowledged: string[] = [];
    const trust = { chainId: CHAIN_ID, keysOf: () => [signer.publicKey] };
    for (const count of KILLS) {
      acknowledged.push(...(await writeAndKill(root, count)));
      // As the crash left it, before any program has mended it.
      const found = await verifyFolder(join(root, 'data/journal'), trust);
      expect(found).toMatchObject({ ok: true, isClosed: false, faults: [] });
      const { journal } = await openTestJournal(root);
      for (const line of acknowledged) {
        const [source, index, object] = line.split(' ');
        const entry = await journal.read(source as JournalSourceName, Number(index));
        const act = actGroupCodec.decode(entry?.body?.act.stored as Uint8Array);
        expect(act.object, line).toBe(object);
      }
      expect(await journal.verify()).toMatchObject({ ok: true });
      await journal.close();
      expect(await verifyFolder(join(root, 'data/journal'), trust)).toMatchObject({ ok: true });
    }
    const counted = KILLS.reduce((sum, count) => sum + count, 0);
    expect(acknowledged.length).toBeGreaterThanOrEqual(counted);
    expect(new Set(acknowledged.map((line) => line.split(' ', 2).join(' '))).size).toBe(
      acknowledged.length,
    );
  } finally {
    rmSync(root, { recursive: true });
  }
}, 120_000);
