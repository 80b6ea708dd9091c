// The desks over HTTP: an incident and its drill, letters of authorities, announced tests.
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { StaffedNode } from '../staffed-node.ts';

const HOUR_MS = 3_600_000;
const INCIDENTS = '/v1/management/incidents';
const REQUESTS = '/v1/management/requests';
const WINDOWS = '/v1/management/test-windows';
let node: StaffedNode;

beforeAll(async () => {
  node = await StaffedNode.start('desks');
});
afterAll(() => node?.stop());

const agenda = async (role: 'duty' | 'disclosure' | 'audit-admin') =>
  (await node.ask(role, 'GET', '/v1/management/agenda')).body.items.filter(
    ({ area }: { area: string }) => ['incidents', 'requests'].includes(area),
  );

describe('the incident desk', () => {
  const form = (changed: object = {}) => ({
    ...{ kind: 'intrusion', level: 'larger', summary: '发现异常登录', critical: false },
    ...{ found_at: Date.now() - 5 * HOUR_MS, persons_affected: 3, drill: false, ...changed },
  });

  it('opens one with its timers, takes reports and closes it', async () => {
    const opened = await node.ask('duty', 'POST', INCIDENTS, form());
    expect(opened).toMatchObject({ status: 201, body: { level: 'larger', closed: false } });
    const { id, timers } = opened.body;
    expect(timers.map(({ breached }: { breached: boolean }) => breached)).toEqual([true, false]);
    expect(timers[0]).toMatchObject({ citation_verified: false, hours: 4 });
    const steps = `${INCIDENTS}/${id}/steps`;
    const close = { what: 'closed', text: '已处置' };
    expect(await node.ask('duty', 'POST', steps, close)).toMatchObject({
      ...{ status: 409, body: { code: 'incident-timers-open' } },
    });
    expect((await agenda('duty')).map(({ kind }: { kind: string }) => kind)).toEqual([
      ...['report', 'report-police'],
    ]);
    for (const timer of ['report', 'report-police']) {
      const report = { what: 'reported', timer, to: '网安支队', receipt: '0001' };
      expect((await node.ask('security-admin', 'POST', steps, report)).status).toBe(200);
    }
    expect((await node.ask('duty', 'POST', steps, close)).body.closed).toBe(true);
    expect(await agenda('duty')).toEqual([]);
    const shown = (await node.ask('audit-admin', 'GET', `${INCIDENTS}/${id}`)).body;
    expect(shown.steps).toHaveLength(3);
    expect(shown.notice['zh-CN']).toContain('发现异常登录');
    expect(shown.notice.en).toMatch(/^Report of an incident \(draft\)/);
    expect(shown.notice['zh-CN'] + shown.notice.en).not.toMatch(/[{}]/);
  });

  it('goes the same way in a drill, which says of itself that it is one', async () => {
    const { id } = (await node.ask('security-admin', 'POST', INCIDENTS, form({ drill: true })))
      .body;
    const { notice, drill } = (await node.ask('home', 'GET', `${INCIDENTS}/${id}`)).body;
    expect(drill).toBe(true);
    expect(notice['zh-CN']).toMatch(/^【演练/);
    expect(notice.en).toMatch(/^DRILL/);
  });

  test.each([
    ['found in the future', { found_at: Date.now() + HOUR_MS }, 400],
    ['of an unknown kind', { kind: 'fire' }, 400],
    ['of an unknown level', { level: 'huge' }, 400],
    ['without words', { summary: ' ' }, 400],
    ['with a field that nobody knows', { secret: 1 }, 400],
  ])('opens none %s', async (_name, changed, status) => {
    const before = (await node.ask('home', 'GET', INCIDENTS)).body;
    expect((await node.ask('duty', 'POST', INCIDENTS, form(changed))).status).toBe(status);
    expect((await node.ask('home', 'GET', INCIDENTS)).body.items).toHaveLength(before.items.length);
  });

  it('knows no other, and lets the reviewer see none', async () => {
    const path = `${INCIDENTS}/${'0'.repeat(24)}`;
    expect(await node.ask('duty', 'GET', path)).toMatchObject({ status: 404 });
    expect((await node.ask('reviewer', 'GET', INCIDENTS)).status).toBe(403);
    expect((await node.ask('system-admin', 'POST', INCIDENTS, form())).status).toBe(403);
  });
});

describe('the request desk', () => {
  const letter = (changed: object = {}) => ({
    ...{ number: '京公（网）调证字〔2026〕001号', authority: '北京市公安局', jurisdiction: 'CN' },
    ...{ basis: '网络安全法第三十条', scope: '记录 x 的发布日志', contact: '李警官' },
    ...{ received_at: 1, due_at: 2, letter: 'ab'.repeat(32), ...changed },
  });
  const step = (role: 'disclosure' | 'security-admin' | 'audit-admin', id: string, body: object) =>
    node.ask(role, 'POST', `${REQUESTS}/${id}/steps`, body);
  const reason = '属于职权范围';

  it('takes a letter from intake to receipt by two approvals of two roles', async () => {
    const taken = await node.ask('duty', 'POST', REQUESTS, letter());
    expect(taken).toMatchObject({ status: 201, body: { state: 'intake', stopped: null } });
    const { id } = taken.body;
    expect(await agenda('disclosure')).toMatchObject([
      { area: 'requests', kind: 'intake', due_at: 2 },
    ]);
    await step('disclosure', id, { what: 'verified', how: '回拨总机核实' });
    expect(
      await step('disclosure', id, { what: 'answered', answer: 'x', file: null }),
    ).toMatchObject({
      ...{ status: 409, body: { code: 'request-wrong-state' } },
    });
    expect((await step('security-admin', id, { what: 'approved', reason })).body.state).toBe(
      'verified',
    );
    expect((await step('security-admin', id, { what: 'approved', reason })).body.code).toBe(
      'request-approved-already',
    );
    expect((await step('audit-admin', id, { what: 'approved', reason })).body.state).toBe(
      'approved',
    );
    await step('disclosure', id, { what: 'answered', answer: '已导出', file: 'cd'.repeat(32) });
    const done = await step('disclosure', id, {
      what: 'received',
      by: '李警官',
      receipt: '回执 1',
    });
    expect(done.body).toMatchObject({ state: 'done', approvals: 2 });
    expect(done.body.steps).toHaveLength(5);
    expect(await agenda('disclosure')).toEqual([]);
  });

  it('stops a letter from abroad, which nothing carries on', async () => {
    const { body } = await node.ask('disclosure', 'POST', REQUESTS, letter({ jurisdiction: 'US' }));
    expect(body).toMatchObject({ state: 'stopped', stopped: 'foreign' });
    expect(await step('disclosure', body.id, { what: 'verified', how: 'x' })).toMatchObject({
      ...{ status: 409, body: { code: 'request-stopped' } },
    });
    expect(await step('security-admin', body.id, { what: 'approved', reason })).toMatchObject({
      ...{ status: 409, body: { code: 'request-stopped' } },
    });
  });

  test.each([
    ['due before it came', { due_at: 0 }],
    ['without a number', { number: '' }],
    ['of no place', { jurisdiction: 'China' }],
    ['without the hash of the letter', { letter: 'ab' }],
  ])('takes none in %s', async (_name, changed) => {
    expect((await node.ask('duty', 'POST', REQUESTS, letter(changed))).status).toBe(400);
  });

  it('is closed to whoever runs the machines', async () => {
    expect((await node.ask('system-admin', 'GET', REQUESTS)).status).toBe(403);
    expect((await node.ask('home', 'GET', REQUESTS)).status).toBe(403);
  });
});

describe('announced tests', () => {
  const at = (from: number, to: number) => ({
    ...{ authority: '网安支队', notice_number: '1', addresses: ['192.0.2.0/24'] },
    ...{ from: Date.now() + from, to: Date.now() + to },
  });

  it('are announced, label what they cause, and end early', async () => {
    const made = await node.ask('security-admin', 'POST', WINDOWS, at(60_000, 120_000));
    expect(made).toMatchObject({ status: 201, body: { open: false } });
    const labels = async (time: number, address: string) =>
      (await node.ask('duty', 'GET', `${WINDOWS}/labels?time=${time}&address=${address}`)).body
        .windows;
    expect(await labels(made.body.from, '192.0.2.9')).toEqual([made.body.id]);
    expect(await labels(made.body.from, '192.0.3.9')).toEqual([]);
    const end = `${WINDOWS}/${made.body.id}/end`;
    expect((await node.ask('security-admin', 'POST', end)).status).toBe(200);
    expect(await labels(made.body.from, '192.0.2.9')).toEqual([]);
    expect((await node.ask('security-admin', 'POST', end)).body.code).toBe('window-over');
    const { items } = (await node.ask('audit-admin', 'GET', WINDOWS)).body;
    expect(items).toMatchObject([{ id: made.body.id, announced_by: 'jia-security-admin' }]);
  });

  it('are refused afterwards, and by others', async () => {
    const late = await node.ask('security-admin', 'POST', WINDOWS, at(-60_000, 60_000));
    expect(late).toMatchObject({ status: 400, body: { code: 'window-past' } });
    expect((await node.ask('duty', 'POST', WINDOWS, at(60_000, 90_000))).status).toBe(403);
    const bad = await node.ask('duty', 'GET', `${WINDOWS}/labels?time=1&address=here`);
    expect(bad).toMatchObject({ status: 400, body: { code: 'window-address' } });
  });
});

it('keeps what the desks know in no file in clear', async () => {
  const { execFileSync } = await import('node:child_process');
  const found = () =>
    execFileSync('grep', ['-rlE', '李警官|发现异常登录|京公', node.home]).toString();
  expect(found).toThrow();
});
