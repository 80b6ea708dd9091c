// What an entry costs: `node packages/journal/test/cost.ts [entries per call]`. Not a test.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestJournal, userEntry } from './fixture.ts';

const perCall = Number(process.argv[2] ?? 500);
const calls = Math.ceil(60_000 / perCall);
const root = mkdtempSync(join(tmpdir(), 'journal-'));
const { journal } = await openTestJournal(root);
const entries = Array.from({ length: perCall }, (_, i) => userEntry(`o${i}`, `user-${i % 100}`));
for (let i = 0; i < Math.ceil(calls / 3); i++) await journal.appendMany(entries);
const waits: number[] = [];
const before = process.cpuUsage();
const start = performance.now();
for (let i = 0; i < calls; i++) {
  const begun = performance.now();
  await journal.appendMany(entries);
  waits.push(performance.now() - begun);
}
const wallMs = performance.now() - start;
const { user, system } = process.cpuUsage(before);
waits.sort((a, b) => a - b);
const count = calls * perCall;
console.log(
  JSON.stringify({
    perCall,
    entries: count,
    systemUsPerEntry: Number((system / count).toFixed(1)),
    cpuUsPerEntry: Number(((user + system) / count).toFixed(1)),
    wallUsPerEntry: Number(((wallMs * 1000) / count).toFixed(1)),
    medianCallMs: Number((waits[calls >> 1] ?? 0).toFixed(2)),
  }),
);
await journal.close();
rmSync(root, { recursive: true });
