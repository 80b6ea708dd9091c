// One call on a file or a database after the other fails, or does half of what it is asked.
import { vi } from 'vitest';
import { isEnd } from './failing-calls.ts';
import { testEachCall } from './fault-life.ts';

vi.mock('node:fs/promises', async (original) =>
  (await import('./failing-calls.ts')).countedFiles(await original()),
);
vi.mock('../../packages/storage/node_modules/level/index.js', async (original) =>
  (await import('./failing-calls.ts')).countedLevel(await original()),
);

testEachCall((mode) => !isEnd(mode));
