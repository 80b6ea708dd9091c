import { oneOf, said } from '@mingjing/host/desk';
import type { Alarm } from '@mingjing/oversight';
import { type AnyRoute, defineRoute, Problem } from '@mingjing/service';
import Type from 'typebox';
import { alarmView } from '../../reading/situation.ts';
import type { DeskContext } from '../context.ts';
import { ownOfficer } from '../own-officer.ts';
import type { AlarmDesk } from './alarm-desk.ts';
import { ALARM_ACTIONS, afterStep, type Handling, isOverdue, newHandling } from './handling.ts';

const PATH = '/v1/desk/alarms';
const REASON_CHARS_MAX = 500;
const params = Type.Object({ id: Type.String({ pattern: '^alarm-[1-9][0-9]{0,14}$' }) });

/** Open alarms by their deadlines, and what officers do about them. */
export function alarmDeskRoutes(context: DeskContext, desk: AlarmDesk): AnyRoute[] {
  return [listRoute(context, desk), readRoute(context, desk), stepRoute(context, desk)];
}

function listRoute({ now }: DeskContext, desk: AlarmDesk): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: PATH,
    policy: 'bound',
    act: { source: 'supervision', event: 'alarm-deadlines-read' },
    summary: 'Open alarms, the next deadline first, with what was done about each',
    async handler({ act }) {
      const at = now();
      const found = await Promise.all(
        desk.alarms.open().map(async (alarm) => {
          return view(alarm, (await desk.handlings.get(alarm.id)) ?? newHandling(alarm, at), at);
        }),
      );
      act.counts = [found.length];
      return { json: { time: at, items: found.sort((a, b) => a.deadline - b.deadline) } };
    },
  });
}

function readRoute({ now }: DeskContext, desk: AlarmDesk): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/:id`,
    policy: 'bound',
    act: { source: 'supervision', event: 'alarm-read' },
    summary: 'An alarm with every step that was taken about it',
    schema: { params },
    async handler({ act, params: { id } }) {
      act.object = id;
      const at = now();
      const alarm = known(desk, id);
      const handling = (await desk.handlings.get(id)) ?? newHandling(alarm, at);
      return { json: view(alarm, handling, at) };
    },
  });
}

function stepRoute({ host, now, shelf }: DeskContext, desk: AlarmDesk): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${PATH}/:id/steps`,
    policy: 'bound',
    act: { source: 'supervision', event: 'alarm-step-taken' },
    summary: 'Acknowledges, notes, or disposes of an alarm, with a reason; nothing is taken back',
    schema: {
      params,
      body: Type.Object(
        { action: oneOf(ALARM_ACTIONS), reason: said(REASON_CHARS_MAX) },
        { additionalProperties: false },
      ),
    },
    handler: ({ act, body, identity, params: { id }, recordActs }) =>
      shelf.inTurn(async () => {
        act.object = id;
        const { officer: by } = ownOfficer(host, identity);
        const alarm = known(desk, id);
        const at = now();
        const before = (await desk.handlings.get(id)) ?? newHandling(alarm, at);
        const after = afterStep(before, { ...body, by, at });
        if (typeof after === 'string') throw new Problem(409, after);
        const event = `alarm-${body.action}`;
        await recordActs([{ result: 'done', event, subject: body.reason }]);
        await desk.keepStep(alarm, before, after, at);
        return { json: view(known(desk, id), after, at) };
      }),
  });
}

function known(desk: AlarmDesk, id: string): Alarm {
  const alarm = desk.find(id);
  if (alarm === undefined) throw new Problem(404, 'alarm-unknown');
  return alarm;
}

function view(alarm: Alarm, handling: Handling, now: number) {
  const { deadline, disposedAt, escalations, steps } = handling;
  return {
    ...alarmView(alarm),
    ...{ deadline, overdue: isOverdue(handling, now), escalations, steps },
    disposed_at: disposedAt,
  };
}
