// What officers do about alarms, by when, and who is told when nobody does anything.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  afterStep,
  escalated,
  type Handling,
  newHandling,
  STEPS_MAX,
} from '../src/desk/alarms/handling.ts';
import { TestDesk } from './test-desk.ts';

const HOUR = 60 * 60_000;
const step = (action: Handling['steps'][number]['action'], at = 1) => {
  return { action, by: 'inspector-1', at, reason: '已核实' };
};
const after = (...actions: Parameters<typeof step>[0][]) =>
  actions.reduce<Handling | string>(
    (before, action) => (typeof before === 'string' ? before : afterStep(before, step(action))),
    newHandling({ severity: 'major' }, 0),
  );

describe('the handling of an alarm', () => {
  it.each([
    ['critical', 2],
    ['major', 24],
    ['minor', 72],
  ] as const)('of %s is due within %i hours', (severity, hours) => {
    expect(newHandling({ severity }, 5).deadline).toBe(5 + hours * HOUR);
  });

  it.each([
    [['acknowledge', 'note'], null],
    [['acknowledge', 'resolve'], 1],
    [['false-alarm'], 1],
    [['refer', 'note'], 1],
    [['resolve', 'resolve'], 'alarm-disposed'],
    [['resolve', 'acknowledge'], 'alarm-disposed'],
  ] as const)('through %j', (actions, disposed) => {
    const handled = after(...actions);
    expect(typeof handled === 'string' ? handled : handled.disposedAt).toBe(disposed);
  });

  it('only grows, to a bound', () => {
    const full = after(...Array(STEPS_MAX).fill('note'));
    expect(full).toMatchObject({ steps: { length: STEPS_MAX } });
    expect(afterStep(full as Handling, step('note'))).toBe('alarm-steps-full');
    expect(afterStep(full as Handling, step('acknowledge'))).toBe('alarm-steps-full');
    // Whatever was noted before: it can always be disposed of.
    const disposed = afterStep(full as Handling, step('resolve'));
    expect(disposed).toMatchObject({ disposedAt: 1, steps: { length: STEPS_MAX + 1 } });
    expect(afterStep(disposed as Handling, step('note'))).toBe('alarm-steps-full');
  });

  it('is told on at its deadline and after the same time again, three times at most', () => {
    let handled = newHandling({ severity: 'critical' }, 0);
    const times: number[] = [];
    for (let hour = 0; hour < 12; hour += 1) {
      const next = escalated(handled, hour * HOUR);
      if (next !== undefined) times.push(hour);
      handled = next ?? handled;
    }
    expect(times).toEqual([2, 4, 6]);
    expect(escalated({ ...handled, escalations: [], disposedAt: 1 }, 99 * HOUR)).toBeUndefined();
  });
});

describe('the desk', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await TestDesk.open();
    const reason = { kind: 'reason', reason: 'x' } as const;
    desk.alarms.raise({ rule: 'fork', subject: 'n', nodes: ['jia'], since: 1, evidence: reason });
    const finding = { rule: 'fast', kind: 'rate', severity: 'major', subject: 'user-1' } as const;
    desk.alarms.raise({
      ...{ rule: 'watch-rule', subject: 'v1/fast/user-1@7', nodes: [], since: 2 },
      evidence: {
        ...{ kind: 'finding', version: 1 },
        finding: { ...finding, organisation: 'jia', height: 7, time: 2, count: 4, reasons: [] },
      },
    });
  });
  afterAll(() => desk.stop());
  const take = (action: string, reason = '已核实', id = 'alarm-2') =>
    desk.ask('inspector-1', 'POST', `/v1/desk/alarms/${id}/steps`, { action, reason });

  it('tells of new alarms once, without any person in them', async () => {
    await desk.pass(0);
    await desk.pass(1);
    const told = desk.told.toSorted((a, b) => (a.alarm.id < b.alarm.id ? -1 : 1));
    expect(told.map(({ alarm, event }) => [alarm.id, alarm.severity, event])).toEqual([
      ['alarm-1', 'critical', 'raised'],
      ['alarm-2', 'major', 'raised'],
    ]);
    expect(JSON.stringify(desk.told)).not.toContain('user-1');
    expect(told[1]?.alarm.watch_rule).toBe('fast');
    const seenAt = desk.now - 60_000;
    expect(desk.alarms.dues).toEqual([
      ['alarm-1', seenAt + 2 * HOUR],
      ['alarm-2', seenAt + 24 * HOUR],
    ]);
  });

  it('shows open alarms by their deadlines', async () => {
    const { body } = await desk.ask('home', 'GET', '/v1/desk/alarms');
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual(['alarm-1', 'alarm-2']);
    expect(body.items[0]).toMatchObject({ overdue: false, steps: [], disposed_at: null });
  });

  it('keeps who did what and why, and ends what a rule found', async () => {
    expect((await take('acknowledge', '我来处理')).body.steps).toHaveLength(1);
    const { body } = await take('resolve');
    expect(body).toMatchObject({
      ...{ state: 'cleared', disposed_at: desk.now },
      steps: [{ action: 'acknowledge', by: 'inspector-1' }, { reason: '已核实' }],
    });
    expect(desk.alarms.dues.at(-1)).toEqual(['alarm-2', null]);
    expect((await take('resolve')).body.code).toBe('alarm-disposed');
    expect((await take('note', '补充')).status).toBe(200);
    expect(await desk.events()).toEqual(
      expect.arrayContaining(['alarm-acknowledge', 'alarm-resolve', 'alarm-note']),
    );
  });

  it('tells on who let the deadline pass, through a restart', async () => {
    await desk.pass(121);
    await desk.restart();
    await desk.pass(0);
    const overdue = (await desk.events()).filter((event) => event === 'alarm-overdue');
    expect(overdue).toHaveLength(1);
    await desk.pass(0);
    expect(desk.told.at(-1)).toMatchObject({ event: 'overdue', alarm: { id: 'alarm-1' } });
    expect((await desk.ask('home', 'GET', '/v1/desk/alarms')).body.items[0].overdue).toBe(true);
  });

  it.each([
    ['an alarm that there is not', () => take('note', 'x', 'alarm-9'), 404, 'alarm-unknown'],
    ['another action', () => take('delete'), 400, 'bad-request'],
    ['no reason', () => take('note', ' '), 400, 'bad-request'],
  ])('refuses %s', async (_, ask, status, code) => {
    const answer = await ask();
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('keeps nothing that has no entry', async () => {
    desk.journalFailure = Object.assign(new Error('disk'), { code: 'JOURNAL_UNWRITABLE' });
    expect((await take('resolve', 'x', 'alarm-1')).status).toBe(503);
    desk.journalFailure = undefined;
    const { body } = await desk.ask('home', 'GET', '/v1/desk/alarms/alarm-1');
    expect(body).toMatchObject({ steps: [], disposed_at: null });
  });
});
