import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JournalSpaceAnswer } from '@mingjing/client';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Output } from '../src/cli/output.ts';
import { spaceText } from '../src/cli/space-text.ts';
import { statusCommand } from '../src/cli/status.ts';
import { nodeConfig, type RunningNode, startNode } from '../src/index.ts';
import { createTestnet } from '../src/testnet/create-testnet.ts';

const GIB = 1024 ** 3;

let folder: string;
let home: string;
let node: RunningNode;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-status-'));
  const output = join(folder, 'net');
  const net = await createTestnet({ output, name: 'demo', organisations: 4, users: 1 });
  home = net.homes[0]?.home ?? '';
  const onFailed = (error: unknown) => {
    throw error;
  };
  const config = nodeConfig(home, { 'journal.budget_bytes': String(2 * GIB) });
  node = await startNode({ home, onFailed, config });
});
afterAll(async () => {
  await node.stop();
  rmSync(folder, { recursive: true });
});

async function printed(lang: string, json = false): Promise<string> {
  const lines: string[] = [];
  const spy = vi.spyOn(console, 'log').mockImplementation((line) => lines.push(String(line)));
  await statusCommand({ home, lang, json });
  spy.mockRestore();
  return lines.join('\n');
}

test('the status says what room the journal has, in both languages', async () => {
  expect(await printed('en')).toMatch(
    /journal room +\? not known yet: 2\.0 GiB left of the budget/,
  );
  expect(await printed('zh-CN')).toMatch(/日志空间 +\? 尚不能估计：预算余 2\.0 GiB/);
  const { journal_space: space } = JSON.parse(await printed('en', true));
  expect(space).toMatchObject({ level: 'unknown', limit: 'budget', budget_bytes: 2 * GIB });
  expect(space.used_bytes).toBeGreaterThan(0);
  expect(space.room_bytes).toBeLessThan(2 * GIB);
});

test('acts are refused, and why is said, once the budget is used up', async () => {
  const url = `http://${node.api.host}:${node.api.port}/v1/status`;
  const { journal, diskBudget } = node.host;
  const size = journal.durableSize('access');
  journal.room.set(0);
  for (const language of ['zh-CN', 'en']) {
    const answer = await fetch(url, { headers: { 'accept-language': language } });
    const { code, title } = (await answer.json()) as { code: string; title: string };
    expect([answer.status, code]).toEqual([503, 'journal-full']);
    expect(/\p{Script=Han}/u.test(title)).toBe(language === 'zh-CN');
  }
  expect(journal.durableSize('access')).toBe(size);
  await diskBudget.measure();
  expect((await fetch(url)).status).toBe(200);
});

test.each([
  ['ample', '✓ ample: 9.5 GiB left of the disk, grows 10.0 MiB a day, lasts some 90 days; 184'],
  ['low', '! low: 9.5 GiB left of the disk, grows'],
  ['critical', '✗ almost used up, acts will be refused: 9.5 GiB left of the disk, grows'],
] as const)('room that is %s is told with its figures', (level, text) => {
  const space: JournalSpaceAnswer = {
    ...{ level, reason: 'days', limit: 'disk', used_bytes: 1, room_bytes: 9.5 * GIB },
    ...{ free_bytes: 9.5 * GIB, budget_bytes: null, growth_bytes_per_day: 10 * 1024 ** 2 },
    ...{ days_left: 90, needed_bytes: 2 * GIB, measured_at: 0 },
  };
  expect(spaceText(new Output({ lang: 'en' }), space)).toContain(text);
});

test('a node that does not say is not said to have room', () => {
  const output = new Output({ lang: 'en' });
  expect(spaceText(output, undefined)).toBe('not measured yet');
  expect(spaceText(output, null)).toBe('not measured yet');
});
