import { InvariantError } from '@mingjing/crypto';
import { expect, it, vi } from 'vitest';
import { type AgendaSource, agendaRoute, type DueItem } from '../../src/management/agenda.ts';

const item = (area: string, dueAt: number | null): DueItem => ({
  ...{ area, kind: 'late', reference: `of-${area}`, roles: ['duty'], dueAt },
});
const area = (name: string, due: AgendaSource['due']): AgendaSource => ({ area: name, due });

async function asked(...sources: AgendaSource[]) {
  const logger = { error: vi.fn() };
  const act: { counts?: number[] } = {};
  const { handler } = agendaRoute(sources, () => 7, logger);
  const call = { act, identity: { caller: 'duty' } };
  const answer = (await handler(call as never)) as { json: Record<string, unknown> };
  return { ...answer.json, counts: act.counts, logged: logger.error.mock.calls };
}

it('lists what waits in the areas that answer, and names the one that fails', async () => {
  const failure = new Error('the shelf cannot be read');
  const answer = await asked(
    area('duty', () => [item('duty', 9)]),
    area('people', () => {
      throw failure;
    }),
    area('review', () => Promise.reject(failure)),
    area('filing', async () => [item('filing', null)]),
  );
  expect(answer).toMatchObject({
    ...{ time: 7, count: 2, counts: [2, 2], not_answering: ['people', 'review'] },
    items: [{ area: 'filing' }, { area: 'duty', due_at: 9 }],
  });
  expect(answer.logged.map(([fields]) => fields)).toEqual([
    { err: failure, area: 'people' },
    { err: failure, area: 'review' },
  ]);
});

it('names none when all answer, also with nothing', async () => {
  expect(await asked(area('duty', () => []))).toMatchObject({ count: 0, not_answering: [] });
});

it('passes on a broken invariant, which stops the node', async () => {
  const broken = area('duty', () => {
    throw new InvariantError('never');
  });
  await expect(asked(broken)).rejects.toThrow('never');
});
