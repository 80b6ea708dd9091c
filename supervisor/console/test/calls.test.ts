// How long a page waits for what takes the program longer than a usual answer.
import './bare-page.ts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { handInSignature } from '../src/rooms/interventions/answers.ts';
import { ownCertificate } from '../src/rooms/journals/answers.ts';
import { backTest } from '../src/rooms/rules/answers.ts';

const waits: [path: string, ms: number][] = [];

beforeEach(() => {
  const timeout = vi.spyOn(AbortSignal, 'timeout');
  vi.stubGlobal('fetch', async (url: string) => {
    waits.push([new URL(url).pathname, Number(timeout.mock.lastCall?.[0])]);
    return Response.json({ chain: { genesis_hash: '' } });
  });
});
afterEach(() => {
  waits.length = 0;
  vi.restoreAllMocks();
});

it('a back-test, which takes minutes, is waited for as long as the program tests', async () => {
  await backTest('7');
  expect(waits).toEqual([['/v1/desk/rules/7/back-test', 310_000]]);
});

it('a certificate, whose first one reads a whole log, is waited for', async () => {
  await ownCertificate();
  expect(waits).toEqual([
    ['/v1/chain', 10_000],
    ['/v1/journal/retention-certificate', 70_000],
  ]);
});

it('a signature is waited for longer than a node that is away keeps the program', async () => {
  await handInSignature('a', { signature: 'b' });
  expect(waits).toEqual([['/v1/desk/interventions/a/sign', 25_000]]);
});
