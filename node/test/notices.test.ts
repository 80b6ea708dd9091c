// Notices of the operator over HTTP: who may say something in public, and what is kept of it.
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { StaffedNode } from './staffed-node.ts';

const form = {
  title: { 'zh-CN': '系统维护', en: 'Maintenance' },
  text: { 'zh-CN': '今晚十点起暂停受理。', en: 'No submissions from ten tonight.' },
};
let node: StaffedNode;

beforeAll(async () => {
  node = await StaffedNode.start('notices');
});
afterAll(() => node?.stop());

const list = async (query = '') =>
  (await node.ask('nobody', 'GET', `/v1/notices${query}`)).body as {
    items: { id: string; title: object }[];
    next_cursor: string | null;
  };

describe('notices', () => {
  it('are published by the security administrator, read by everybody, and removed', async () => {
    const made = await node.ask('security-admin', 'POST', '/v1/notices', form);
    expect(made).toMatchObject({ status: 201, body: { title: form.title, text: form.text } });
    const second = await node.ask('security-admin', 'POST', '/v1/notices', form);
    expect((await list()).items.map(({ id }) => id)).toEqual([second.body.id, made.body.id]);
    const first = await list('?limit=1');
    expect(first.items.map(({ id }) => id)).toEqual([second.body.id]);
    const rest = await list(`?limit=1&cursor=${first.next_cursor}`);
    expect(rest).toMatchObject({ items: [{ id: made.body.id }], next_cursor: null });
    const path = `/v1/notices/${made.body.id}`;
    expect((await node.ask('security-admin', 'DELETE', path)).status).toBe(200);
    expect((await list()).items).toHaveLength(1);
    expect(await node.ask('security-admin', 'DELETE', path)).toMatchObject({
      ...{ status: 404, body: { code: 'notice-unknown' } },
    });
  });

  test.each([
    ['one language', { ...form, title: { 'zh-CN': '维护' } }],
    ['nothing but blanks', { ...form, text: { 'zh-CN': ' ', en: 'x' } }],
    ['too much', { ...form, title: { 'zh-CN': '维'.repeat(121), en: 'x' } }],
    ['a field that nobody knows', { ...form, author: 'jia-system-admin' }],
  ])('are refused with %s', async (_name, body) => {
    const before = await list();
    const answer = await node.ask('security-admin', 'POST', '/v1/notices', body);
    expect(answer.status).toBe(400);
    expect(await list()).toEqual(before);
  });

  it('wait for nobody: the agenda of an officer has none', async () => {
    const answer = await node.ask('duty', 'GET', '/v1/management/agenda');
    expect(answer.status).toBe(200);
    const areas = (answer.body.items as { area: string }[]).map(({ area }) => area);
    expect(areas).not.toContain('notices');
  });

  it('stand after a restart', async () => {
    const before = await list();
    await node.restart();
    expect(await list()).toEqual(before);
  });
});
