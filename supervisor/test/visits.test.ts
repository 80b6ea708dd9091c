// Visits of two officers, purposes and scopes of reads, and the accounts that are given of them.
import { defineRoute } from '@mingjing/service';
import Type from 'typebox';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SubjectReads } from '../src/desk/reads/subject-reads.ts';
import { reading, TestDesk } from './test-desk.ts';

const HOUR = 60 * 60_000;
const PATH = '/v1/desk/visits';
let desk: TestDesk;

/** A read of a subject, as an area has it. */
const subjectRoutes = (reads: SubjectReads) => [
  defineRoute({
    method: 'GET',
    path: '/v1/test/subjects/:organisation',
    policy: 'bound',
    act: { source: 'supervision', event: 'subject-read' },
    summary: 'A subject of an organisation',
    schema: { params: Type.Object({ organisation: Type.String() }) },
    handler(call) {
      const reader = reads.of(call);
      reader.assertMaySee(call.params.organisation);
      reader.about('somebody');
      return { json: { seen: reader.organisations } };
    },
  }),
];

const open = async () => {
  desk = await TestDesk.open(subjectRoutes);
};
const stop = () => desk.stop();

const formOf = (officer: string, notice = 'N-1', organisation = 'jia', hours = 2) => {
  const form = { notice_number: notice, organisation, ends_at: desk.now + hours * HOUR };
  const facts = [
    ['notice', notice],
    ['organisation', organisation],
    ['ends_at', String(form.ends_at)],
  ] as const;
  return { ...form, signature: desk.state(officer, 'visit-begin', facts) };
};
const begin = (officer = 'inspector-1', ...rest: [string?, string?, number?]) =>
  desk.ask(officer, 'POST', PATH, formOf(officer, ...rest));
// biome-ignore lint/suspicious/noExplicitAny: an answer is looked at as a caller sees it
const join = (officer: string, visit: any, signer = officer) => {
  const facts = [
    ['visit', visit.id],
    ['notice', visit.notice_number],
    ['organisation', visit.organisation],
    ['ends_at', String(visit.ends_at)],
  ] as const;
  const signature = desk.state(signer, 'visit-join', facts);
  return desk.ask(officer, 'POST', `${PATH}/${visit.id}/join`, { signature });
};
const read = (officer: string, organisation: string, headers = reading('routine-supervision')) =>
  desk.ask(officer, 'GET', `/v1/test/subjects/${organisation}`, undefined, headers);

describe('a visit', () => {
  beforeEach(open);
  afterEach(stop);

  it('takes two officers with their own keys, and permits nothing before that', async () => {
    const begun = await begin();
    expect(begun).toMatchObject({ status: 201, body: { state: 'waiting', permits: [] } });
    expect((await read('inspector-1', 'jia', reading('visit'))).body.code).toBe(
      'purpose-visit-not-open',
    );
    expect((await join('inspector-1', begun.body)).body.code).toBe('visit-same-officer');
    expect((await join('inspector-2', begun.body, 'inspector-1')).body.code).toBe(
      'statement-signature',
    );
    const joined = await join('inspector-2', begun.body);
    expect(joined.body).toMatchObject({ state: 'open', permits: expect.arrayContaining(['copy']) });
    expect((await read('inspector-2', 'jia', reading('visit'))).body).toEqual({ seen: ['jia'] });
    expect((await read('inspector-1', 'yi', reading('visit'))).body.code).toBe('scope-subject');
    expect((await join('inspector-5', begun.body)).body.code).toBe('visit-not-waiting');
  });

  it.each([
    ['expires', 120, 'expired', 'visit-expired'],
    ['ends when nobody joins', 15, 'not-joined', 'visit-ended'],
  ])('%s by itself, with an entry', async (_, minutes, reason, event) => {
    const { body } = await begin();
    if (reason === 'expired') await join('inspector-2', body);
    await desk.pass(minutes - 1);
    expect((await desk.ask('inspector-1', 'GET', `${PATH}/${body.id}`)).body.ended).toBeNull();
    await desk.pass(1);
    const after = await desk.ask('inspector-1', 'GET', `${PATH}/${body.id}`);
    expect(after.body).toMatchObject({ state: 'ended', ended: { reason, by: null }, permits: [] });
    expect((await desk.events()).filter((each) => each === event)).toHaveLength(1);
  });

  it('is over at its time, before its entry is written', async () => {
    const { body } = await begin();
    await join('inspector-2', body);
    desk.now += 2 * HOUR;
    expect((await read('inspector-1', 'jia', reading('visit'))).body.code).toBe(
      'purpose-visit-not-open',
    );
  });

  it('ends with the session of either officer, and with the program', async () => {
    const { body } = await begin();
    await join('inspector-2', body);
    desk.ended.add('session-of-inspector-2');
    expect((await read('inspector-1', 'jia', reading('visit'))).status).toBe(403);
    await desk.restart();
    await desk.pass(0);
    const after = await desk.ask('inspector-1', 'GET', `${PATH}/${body.id}`);
    expect(after.body.ended).toMatchObject({ reason: 'session-ended' });
  });

  it('is ended by either of its officers and nobody else, once', async () => {
    const { body } = await begin();
    await join('inspector-2', body);
    const end = (officer: string) => desk.ask(officer, 'POST', `${PATH}/${body.id}/end`, {});
    expect((await end('inspector-5')).body.code).toBe('visit-of-others');
    expect((await end('inspector-2')).body).toMatchObject({ state: 'ended' });
    expect((await end('inspector-1')).body.code).toBe('visit-over');
    expect(await desk.events()).toEqual([
      ...['visit-begun', 'visit-joined', 'visit-ended', 'visit-ended', 'visit-ended'],
    ]);
  });

  it.each([
    ['an end in the past', () => begin('inspector-1', 'N-1', 'jia', -1), 'visit-past'],
    ['more than a day', () => begin('inspector-1', 'N-1', 'jia', 13), 'visit-too-long'],
    ['a notice in use', () => begin('inspector-2'), 'visit-notice-in-use'],
    ['a second visit', () => begin('inspector-5', 'N-2'), 'visit-busy'],
    ['another region', () => begin('inspector-4', 'N-3', 'jia'), 'scope-subject'],
    ['no such organisation', () => begin('inspector-1', 'N-3', 'nobody'), 'scope-subject'],
  ])('is refused with %s, and nothing is begun', async (_, ask, code) => {
    await begin('inspector-5');
    const { items } = (await desk.ask('home', 'GET', PATH)).body;
    expect((await ask()).body.code).toBe(code);
    expect((await desk.ask('home', 'GET', PATH)).body.items).toEqual(items);
  });

  it('is not begun when its entry cannot be written', async () => {
    desk.journalFailure = Object.assign(new Error('disk'), { code: 'JOURNAL_UNWRITABLE' });
    expect((await begin()).body.code).toBe('journal-unwritable');
    desk.journalFailure = undefined;
    expect((await desk.ask('home', 'GET', PATH)).body.items).toEqual([]);
  });
});

describe('a read of a subject', () => {
  beforeAll(open);
  afterAll(stop);

  it.each([
    ['no purpose', {}, 'purpose-missing'],
    ['an unknown one', { 'mingjing-purpose': 'curiosity' }, 'purpose-unknown'],
    ['the purpose of the machine', { 'mingjing-purpose': 'self-check' }, 'purpose-unknown'],
    ['no words of his own', { 'mingjing-purpose': 'case' }, 'purpose-note-missing'],
    ['too many words', reading('case', '字'.repeat(201)), 'purpose-note-malformed'],
    [
      'a broken header',
      { ...reading('case'), 'mingjing-purpose-note': '%E4' },
      'purpose-note-malformed',
    ],
    ['no order', reading('access-order'), 'purpose-order-missing'],
    ['no id of an order', reading('case', '核查', 'X'), 'purpose-order-malformed'],
    ['no visit', reading('visit'), 'purpose-visit-not-open'],
  ])('with %s is refused, and not counted', async (_, headers, code) => {
    const { status, body } = await read('inspector-1', 'jia', headers as never);
    expect([status, body.code]).toEqual([code === 'purpose-visit-not-open' ? 403 : 400, code]);
    expect(body.title).not.toBe(code);
    expect((await desk.ask('nobody', 'GET', '/v1/accountability/counts')).body.items).toEqual([]);
  });

  it.each([
    ['inspector-1', ['jia', 'yi', 'bing', 'ding'], []],
    ['inspector-3', ['jia', 'bing'], ['yi', 'ding', 'nobody']],
    ['inspector-4', ['yi'], ['jia', 'bing', 'ding']],
  ])('of %s lies within his jurisdiction', async (officer, seen, unseen) => {
    for (const organisation of seen) expect((await read(officer, organisation)).status).toBe(200);
    for (const organisation of unseen) {
      expect((await read(officer, organisation)).body.code).toBe('scope-subject');
    }
    expect((await read(officer, seen[0] ?? '')).body.seen.toSorted()).toEqual(seen.toSorted());
  });

  it('of an officer whom the chain does not name is refused', async () => {
    expect((await read('inspector-9', 'jia')).body.code).toBe('scope-not-appointed');
  });

  it('is not answered when its entry cannot be written', async () => {
    desk.journalFailure = Object.assign(new Error('disk'), { code: 'JOURNAL_UNWRITABLE' });
    const { status, body } = await read('inspector-1', 'jia');
    desk.journalFailure = undefined;
    expect([status, body.code, body.seen]).toEqual([503, 'journal-unwritable', undefined]);
  });
});

describe('accountability', () => {
  beforeEach(open);
  afterEach(stop);
  const order = 'ab'.repeat(32);

  it('counts reads from the journal alone: in public numbers, for officers by name', async () => {
    await read('inspector-1', 'jia', reading('case', '张三'));
    await read('inspector-3', 'bing', reading('access-order', '李四', order));
    await read('inspector-3', 'yi');
    await read('home', 'ding', {} as never);
    const counts = await desk.ask('nobody', 'GET', '/v1/accountability/counts');
    const byPurpose = { case: 1, 'access-order': 1, 'self-check': 1 };
    expect(counts.body.items).toEqual([
      { day: '2026-11-26', reads: 3, by_purpose: byPurpose, orders: 1 },
    ]);
    await desk.restart();
    const days = await desk.ask('inspector-2', 'GET', '/v1/desk/accountability/days');
    expect(days.body.items[0]).toMatchObject({
      by_officer: { 'inspector-1': 1, 'inspector-3': 1, '': 1 },
      by_order: { [order]: 1 },
    });
    expect(JSON.stringify(days.body)).not.toContain('张三');
  });

  it('lists reads one by one by officer, purpose and order, in pages', async () => {
    for (const officer of ['inspector-1', 'inspector-3', 'inspector-1']) await read(officer, 'jia');
    await read('inspector-1', 'jia', reading('access-order', '核查', order));
    const list = async (query: string) =>
      (await desk.ask('inspector-2', 'GET', `/v1/desk/accountability/reads${query}`)).body;
    const all = await list('');
    expect(all.items.map(({ entry }: { entry: string }) => entry)).toEqual([
      ...['supervision/3', 'supervision/2', 'supervision/1', 'supervision/0'],
    ]);
    expect(all.next_cursor).toBeNull();
    expect((await list('?officer=inspector-3')).items).toMatchObject([{ entry: 'supervision/1' }]);
    expect((await list(`?order=${order}`)).items).toMatchObject([
      { purpose: 'access-order', order },
    ]);
    expect((await list('?purpose=case')).items).toEqual([]);
    const first = await list('?limit=1&officer=inspector-1');
    const second = await list(`?limit=1&officer=inspector-1&cursor=${first.next_cursor}`);
    expect([...first.items, ...second.items]).toMatchObject([{ order }, { event: 'subject-read' }]);
    expect((await list('?cursor=bm8')).code).toBe('bad-cursor');
  });

  it('says that nobody has witnessed its journal yet, by name', async () => {
    const { body } = await desk.ask('home', 'GET', '/v1/desk/accountability/witnesses');
    expect(body.items).toHaveLength(4);
    for (const each of body.items) expect(each).toMatchObject({ state: 'unknown', time: null });
  });
});
