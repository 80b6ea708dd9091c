// One call on a file or a database after the other is the last before process or power goes.
import { vi } from 'vitest';
import { isEnd } from './failing-calls.ts';
import { testEachCall } from './fault-life.ts';

vi.mock('node:fs/promises', async (original) =>
  (await import('./failing-calls.ts')).countedFiles(await original()),
);
vi.mock('../../packages/storage/node_modules/level/index.js', async (original) =>
  (await import('./failing-calls.ts')).countedLevel(await original()),
);

testEachCall(isEnd);
