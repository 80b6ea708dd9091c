import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryBodyCodec } from '@mingjing/protocol';
import { afterAll, expect, test } from 'vitest';
import { checkEntry } from '../src/offline/entry-check.ts';
import { CHAIN_ID, NODE_ID, openTestJournal, plainEntry, userEntry } from './fixture.ts';

const root = mkdtempSync(join(tmpdir(), 'journal-'));
afterAll(() => rmSync(root, { recursive: true }));

test('no byte of a body has another value that its stub would accept', async () => {
  const { journal } = await openTestJournal(root);
  await journal.appendMany([userEntry('o1', 'user-1'), plainEntry('plain')]);
  await journal.heartbeat();
  const escaped: string[] = [];
  let looks = 0;
  for (const source of ['publish', 'maintenance'] as const) {
    const log = { chainId: CHAIN_ID, nodeId: NODE_ID, source };
    for (const { body, stub, stubBytes } of await journal.readRange(source, 0, 10)) {
      if (body === undefined) throw new Error('the body is gone');
      const bytes = entryBodyCodec.encode(body);
      expect(checkEntry(log, stub.index, stubBytes, bytes).problem).toBeUndefined();
      for (let place = 0; place < bytes.length * 255; place += 1) {
        const [at, change] = [Math.floor(place / 255), 1 + (place % 255)];
        const altered = Uint8Array.from(bytes);
        altered[at] = (altered[at] as number) ^ change;
        looks += 1;
        if (checkEntry(log, stub.index, stubBytes, altered).problem !== undefined) continue;
        escaped.push(`${source} byte ${at} of ${bytes.length} ^ ${change}`);
      }
    }
  }
  expect(looks).toBeGreaterThan(100_000);
  expect(escaped).toEqual([]);
});
