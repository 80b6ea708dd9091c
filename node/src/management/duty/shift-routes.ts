import { maskName } from '@mingjing/protocol/numbers';
import {
  type AnyRoute,
  defineRoute,
  Problem,
  pageOf,
  pageQueryProperties,
  parseCursor,
  seeing,
} from '@mingjing/service';
import { LISTED_MAX } from '@mingjing/storage';
import Type from 'typebox';
import { NODE_FIELDS, REVEALED_FIELDS } from '../../api/field-table.ts';
import { restsAhead } from '../calendar/working-days.ts';
import { entryName } from '../entry-name.ts';
import { maskedNumber } from '../mask.ts';
import { idFloor, newId } from '../new-id.ts';
import { ownOfficer } from '../officers.ts';
import { documentId, revealForm, time } from '../stored-shapes.ts';
import type { DutyArea } from './duty-area.ts';
import { shiftView } from './duty-views.ts';
import { gapsIn, onDuty, uncoveredRests } from './roster.ts';
import { removalRefusal, SHIFT_MS_MAX, shiftForm, shiftRefusal } from './shift.ts';

const PATH = '/v1/management/duty';
const DAY_MS = 24 * 60 * 60 * 1000;
/** The overview looks so far ahead. */
const AHEAD_DAYS = 30;
/** Shifts that have not ended: more than a year of three a day would not be looked through. */
const ROSTER_MAX = LISTED_MAX - 100;
const params = Type.Object({ id: documentId });

/** The roster: who is on duty, who will be, and where nobody is. */
export function shiftRoutes(area: DutyArea): AnyRoute[] {
  return [
    nowRoute(area),
    overviewRoute(area),
    listRoute(area),
    addRoute(area),
    removeRoute(area),
    revealRoute(area),
  ];
}

function nowRoute({ context, desk }: DutyArea): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: '/v1/duty/now',
    policy: 'public',
    act: { source: 'access', event: 'duty-now-read' },
    summary: 'Whether somebody is on duty now, until when, and his telephone, hidden in part',
    handler({ identity: { caller } }) {
      const now = context.now();
      const [first] = onDuty(desk.roster(now), now);
      const phone = seeing(NODE_FIELDS, caller)('duty-phone', first?.phone, maskedNumber);
      return { json: { time: now, covered: first !== undefined, until: first?.to ?? null, phone } };
    },
  });
}

function overviewRoute({ calendars, context, desk, nameOf }: DutyArea): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: PATH,
    policy: 'bound',
    act: { source: 'access', event: 'duty-read' },
    summary: 'Who is on duty now, times that nobody covers, and weekends and holidays among them',
    handler({ identity: { caller } }) {
      const now = context.now();
      const roster = desk.roster(now);
      const rests = restsAhead(calendars.current, now, AHEAD_DAYS);
      const see = seeing(NODE_FIELDS, caller);
      const present = onDuty(roster, now).map(({ officer, to, phone }) => ({
        ...{ officer, until: to, name: see('person-name', nameOf(officer), maskName) },
        phone: see('duty-phone', phone, maskedNumber),
      }));
      return {
        json: {
          ...{ time: now, now: present },
          gaps: gapsIn(roster, { from: now, to: now + AHEAD_DAYS * DAY_MS }).slice(0, LISTED_MAX),
          uncovered_rests: uncoveredRests(roster, rests),
        },
      };
    },
  });
}

function listRoute({ context, desk }: DutyArea): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/shifts`,
    policy: 'bound',
    act: { source: 'access', event: 'shifts-listed' },
    summary: 'Shifts by when they begin, from those that hold now on or from a time',
    schema: {
      query: Type.Object(
        { ...pageQueryProperties, from: Type.Optional(time) },
        { additionalProperties: false },
      ),
    },
    async handler({ act, identity: { caller }, query }) {
      const from = query.from ?? context.now();
      const past = parseCursor(query.cursor) ?? idFloor(Math.max(0, from - SHIFT_MS_MAX - 1));
      const limit = Math.min(query.limit + 1, LISTED_MAX);
      const found = await desk.shifts.list({ past, limit });
      const { items, nextCursor } = pageOf(found, query.limit, ({ id }) => id);
      const shown = items.filter(({ value }) => value.to > from);
      act.counts = [shown.length];
      const see = seeing(NODE_FIELDS, caller);
      const lines = shown.map(({ id, value }) => shiftView(id, value, see));
      return { json: { items: lines, next_cursor: nextCursor } };
    },
  });
}

function addRoute({ context, desk }: DutyArea): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${PATH}/shifts`,
    policy: 'bound',
    act: { source: 'admin', event: 'shift-added' },
    summary: 'Puts a shift on the roster',
    schema: { body: shiftForm },
    handler: ({ body, identity: { caller }, recordActs }) =>
      context.shelf.inTurn(async () => {
        const now = context.now();
        const roster = desk.roster(now);
        if (roster.length >= ROSTER_MAX) throw new Problem(409, 'roster-full');
        if (ownOfficer(context.host, body.officer) === undefined) {
          throw new Problem(409, 'officer-not-ours');
        }
        const reason = shiftRefusal(body, roster, now);
        if (reason !== undefined) throw new Problem(409, reason);
        const id = newId(body.from);
        await recordActs([{ result: 'done', object: `${id} ${body.officer}` }]);
        await desk.add(id, body);
        return { status: 201, json: shiftView(id, body, seeing(NODE_FIELDS, caller)) };
      }),
  });
}

function removeRoute({ context, desk }: DutyArea): AnyRoute {
  return defineRoute({
    method: 'DELETE',
    path: `${PATH}/shifts/:id`,
    policy: 'bound',
    act: { source: 'admin', event: 'shift-removed' },
    summary: 'Takes a shift off the roster that has not begun',
    schema: { params },
    handler: ({ act, params: { id }, recordActs }) =>
      context.shelf.inTurn(async () => {
        act.object = id;
        const shift = await desk.shifts.get(id);
        if (shift === undefined) throw new Problem(404, 'shift-unknown');
        const reason = removalRefusal(shift, context.now());
        if (reason !== undefined) throw new Problem(409, reason);
        await recordActs([{ result: 'done' }]);
        await desk.remove(id);
        return { json: { removed: id } };
      }),
  });
}

function revealRoute({ context, desk }: DutyArea): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${PATH}/shifts/:id/reveal`,
    policy: 'bound',
    act: { source: 'access', event: 'shift-revealed' },
    summary: 'The telephone of a shift in full, for a reason that is journalled',
    schema: { params, body: revealForm },
    async handler({ act, body, identity: { caller }, params: { id }, recordActs }) {
      act.object = id;
      const shift = await desk.shifts.get(id);
      if (shift === undefined) throw new Problem(404, 'shift-unknown');
      const written = await recordActs([{ result: 'done', subject: body.reason }]);
      const { officer } = shift;
      const phone = seeing(REVEALED_FIELDS, caller)('duty-phone', shift.phone, maskedNumber);
      return {
        json: { id, officer, phone, revealed_at: context.now(), entry: entryName(written) },
      };
    },
  });
}
