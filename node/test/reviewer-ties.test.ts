// What the journal is told of a reviewer's ties: each user that they began or ended with.
import { type EntryInput, entryFault } from '@mingjing/journal';
import type { ActNotes, CallContext, OwnAct } from '@mingjing/service';
import { MemoryDisk, Shelf } from '@mingjing/storage';
import { beforeEach, expect, it } from 'vitest';
import type { ManagementContext } from '../src/management/context.ts';
import { TIES_MAX } from '../src/management/review/limits.ts';
import { type ReviewParts, reviewRoutes } from '../src/management/review/review-routes.ts';
import { ReviewTies } from '../src/management/review/review-ties.ts';

const params = { officer: 'jia-reviewer' };
let tie: (users: readonly string[]) => Promise<OwnAct | undefined>;

beforeEach(async () => {
  const key = () => new Uint8Array(32).fill(7);
  const shelf = await Shelf.openInMemory(new MemoryDisk(), 'management', { chainId: 'c', key });
  const context = { shelf } as unknown as ManagementContext;
  const parts = { ties: new ReviewTies(shelf) } as unknown as ReviewParts;
  const route = reviewRoutes(context, parts).find(({ method }) => method === 'PUT');
  tie = async (users) => {
    const act: ActNotes = {};
    const told: OwnAct[] = [];
    const recordActs = async (acts: readonly OwnAct[]) => void told.push(...acts);
    const call = { act, body: { users }, params, recordActs };
    await route?.handler(call as unknown as CallContext<never, never, never>);
    return told.map((own) => ({ ...act, ...own }))[0];
  };
});

it('names who is added and who is removed, so that a list put back tells its time', async () => {
  const changes = [['user-1', 'user-2'], ['user-2', 'user-3'], ['user-2', 'user-1'], []];
  const told: unknown[] = [];
  for (const users of changes) told.push(JSON.parse((await tie(users))?.subject ?? 'null'));
  expect(told).toEqual([
    { added: ['user-1', 'user-2'], removed: [] },
    { added: ['user-3'], removed: ['user-1'] },
    { added: ['user-1'], removed: ['user-3'] },
    { added: [], removed: ['user-2', 'user-1'] },
  ]);
});

it('fits an entry when all of a full list are replaced', async () => {
  const longest = (letter: string) =>
    Array.from({ length: TIES_MAX }, (_, index) => `${letter.repeat(30)}${index + 10}`);
  await tie(longest('a'));
  const { subject = '', ...act } = (await tie(longest('b'))) ?? { result: 'failed' };
  expect(act).toEqual({ object: params.officer, result: 'done', counts: [TIES_MAX] });
  const personal = { sourceAddress: '::1', sourcePort: 1, subject };
  const entry: EntryInput = { ...act, source: 'admin', event: 'reviewer-users-changed', personal };
  expect(entryFault(entry)).toBeUndefined();
  expect(JSON.parse(subject).removed).toEqual(longest('a'));
});
