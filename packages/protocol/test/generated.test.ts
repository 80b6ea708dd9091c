import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'mingjing-generated-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('the generated code is what the schemas give', () => {
  const target = join(folder, 'messages.js');
  execFileSync(process.execPath, [join(root, 'scripts/generate-protocol.ts'), target], {
    cwd: root,
  });
  const committed = join(root, 'packages/protocol/src/generated/messages.js');
  expect(readFileSync(target, 'utf8') === readFileSync(committed, 'utf8')).toBe(true);
});

it('the schemas have no maps, whose order would be open', () => {
  const schemas = ['block', 'journal', 'registry', 'transaction', 'wire'].map((name) =>
    readFileSync(join(root, `packages/protocol/proto/${name}.proto`), 'utf8'),
  );
  for (const text of schemas) expect(text).not.toMatch(/\bmap\s*</);
});
