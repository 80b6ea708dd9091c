import { RefusalCode } from '@mingjing/protocol';
import { expect, it } from 'vitest';
import { Pool } from '../src/mempool/pool.ts';
import { type Served, serve } from '../src/sync/serve.ts';

const BODIES_MAX = 3;

function served(): { served: Served; lookUps: () => number } {
  let lookUps = 0;
  const chain = { state: { parameters: { transactionsMax: BODIES_MAX } } };
  const candidates = () => {
    lookUps += 1;
    return undefined;
  };
  const parts = { chain, pool: new Pool(), candidates } as unknown as Served;
  return { served: parts, lookUps: () => lookUps };
}

function ask(count: number, at: Served) {
  const hashes = Array.from({ length: count }, (_, index) => new Uint8Array(32).fill(index));
  return serve(at, { id: 1, bodies: { hashes } });
}

it('bodies are looked for up to the number that a block may have', async () => {
  const { served: at, lookUps } = served();
  expect(await ask(BODIES_MAX, at)).toEqual({ bodies: { items: [] } });
  expect(lookUps()).toBe(BODIES_MAX);
});

it('a question for more of them is refused, and none is looked for', async () => {
  const { served: at, lookUps } = served();
  const refusal = { code: RefusalCode.badRequest };
  expect(await ask(BODIES_MAX + 1, at)).toEqual({ refusal });
  expect(await ask(200_000, at)).toEqual({ refusal });
  expect(lookUps()).toBe(0);
});
