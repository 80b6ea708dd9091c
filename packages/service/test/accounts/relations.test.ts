// A line of the access table by whose a thing is, in front of routes that ask it, and of those that
// forget to.
import { afterEach, describe, expect, it, test } from 'vitest';
import {
  type AnyRoute,
  byRelation,
  createHttpService,
  defineRoute,
  type HttpService,
  ownIf,
  type Relation,
} from '../../src/index.ts';
import { RecordingJournal } from '../recording-journal.ts';

const RULE = byRelation({ organisation: ['duty'] }, { own: 'thing-own' });
let service: HttpService | undefined;
let broken: Error[] = [];
afterEach(async () => {
  await service?.stop();
  broken = [];
});

/** One route, asked by the officer on duty. */
function served(handler: AnyRoute['handler']) {
  const journal = new RecordingJournal();
  const actor = { type: 'officer', id: 'jia-duty' } as const;
  service = createHttpService({
    ...{ name: 'things', listen: { host: '127.0.0.1', port: 0 }, journal },
    routes: [
      defineRoute({
        ...{ method: 'POST', path: '/v1/things', policy: 'bound', summary: 'Approves a thing' },
        act: { source: 'admin', event: 'thing-approved' },
        handler,
      }),
    ],
    access: {
      table: { 'POST /v1/things': RULE },
      gate: {
        admit: () => ({ identity: { caller: 'duty', actor } }),
        attend: () => () => undefined,
      },
    },
    onInvariantBroken: (error) => broken.push(error),
  });
  return { journal, ask: () => service?.inject({ method: 'POST', url: '/v1/things' }) };
}

describe('a route by relation', () => {
  test.each<[relation: Relation, status: number, code: string | undefined]>([
    ['organisation', 200, undefined],
    ['own', 403, 'thing-own'],
    ['foreign', 403, 'role-required'],
  ])('answers for a thing that is %s with %i', async (relation, status, code) => {
    const { ask } = served(async ({ assertMay, recordActs }) => {
      assertMay(relation);
      await recordActs([{ result: 'done' }]);
      return { json: {} };
    });
    const answer = await ask();
    expect([answer?.statusCode, answer?.json().code]).toEqual([status, code]);
    expect(broken).toEqual([]);
  });

  it('may ask and leave out what is not for the caller', async () => {
    const { ask } = served(({ may }) => ({ json: [may('own'), may(ownIf(false))] }));
    expect((await ask())?.json()).toEqual([false, true]);
  });

  test.each<[string, AnyRoute['handler']]>([
    ['answers', () => ({ json: {} })],
    [
      'acts',
      async ({ recordActs }) => {
        await recordActs([{ result: 'done' }]);
        return { json: {} };
      },
    ],
  ])('that %s without asking stops the program, and nothing is done', async (_what, handler) => {
    const { ask, journal } = served(handler);
    expect((await ask())?.statusCode).toBe(500);
    expect(broken).toMatchObject([{ message: expect.stringContaining('/v1/things') }]);
    expect(journal.entries.filter(({ result }) => result === 'done')).toEqual([]);
  });
});
