import { maskName } from '@mingjing/protocol/numbers';
import {
  type AnyRoute,
  type CallContext,
  defineRoute,
  Problem,
  pageOf,
  pageQueryProperties,
  parseCursor,
  type Seeing,
  seeing,
} from '@mingjing/service';
import Type, { type TSchema } from 'typebox';
import { NODE_FIELDS, type NodeField, REVEALED_FIELDS } from '../../api/field-table.ts';
import { type Day, dayOf, isDay } from '../calendar/shanghai-days.ts';
import type { ManagementContext } from '../context.ts';
import { entryName } from '../entry-name.ts';
import { maskedNumber, maskedText } from '../mask.ts';
import { newId } from '../new-id.ts';
import { documentId, revealForm } from '../stored-shapes.ts';
import { isTrainingPossible, type PeopleDesk, personRefusal } from './people-desk.ts';
import {
  leavingForm,
  letterForm,
  type Person,
  personForm,
  TRAININGS_MAX,
  trainingForm,
} from './person.ts';
import { isAppointed, type PostStanding } from './staffing.ts';

const PATH = '/v1/management/people';
const params = Type.Object({ id: documentId });

/** What the routes of people work on. */
export interface PeopleArea {
  readonly context: ManagementContext;
  readonly desk: PeopleDesk;
}

export function peopleRoutes(area: PeopleArea): AnyRoute[] {
  return [
    listRoute(area),
    postsRoute(area),
    readRoute(area),
    registerRoute(area),
    changeRoute(area),
    trainingRoute(area),
    letterRoute(area),
    leaveRoute(area),
    revealRoute(area),
  ];
}

function listRoute({ context, desk }: PeopleArea): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: PATH,
    policy: 'bound',
    act: { source: 'access', event: 'people-listed' },
    summary: 'Appointed people and those who left, names and telephones hidden in part',
    schema: { query: Type.Object(pageQueryProperties, { additionalProperties: false }) },
    handler({ act, identity: { caller }, query }) {
      const past = parseCursor(query.cursor) ?? '';
      const found = desk.all.filter(({ id }) => id > past).slice(0, query.limit + 1);
      const { items, nextCursor } = pageOf(found, query.limit, ({ id }) => id);
      act.counts = [items.length];
      const read = { today: dayOf(context.now()), see: seeing(NODE_FIELDS, caller) };
      const lines = items.map(({ id, value }) => personView(id, value, read));
      return { json: { items: lines, next_cursor: nextCursor } };
    },
  });
}

function postsRoute({ context, desk }: PeopleArea): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/posts`,
    policy: 'bound',
    act: { source: 'access', event: 'posts-read' },
    summary: 'Every post, who has it and what lacks; and where people and chain differ',
    handler() {
      const now = context.now();
      return { json: { posts: desk.posts(now).map(postView), chain: desk.differences(now) } };
    },
  });
}

function readRoute({ context, desk }: PeopleArea): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/:id`,
    policy: 'bound',
    act: { source: 'access', event: 'person-read' },
    summary: 'One person, name and telephone hidden in part',
    schema: { params },
    handler({ act, identity: { caller }, params: { id } }) {
      act.object = id;
      const read = { today: dayOf(context.now()), see: seeing(NODE_FIELDS, caller) };
      return { json: personView(id, known(desk, id), read) };
    },
  });
}

function registerRoute({ context, desk }: PeopleArea): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: PATH,
    policy: 'bound',
    act: { source: 'admin', event: 'person-registered' },
    summary: 'Registers somebody who is appointed',
    schema: { body: personForm },
    handler: ({ body, identity: { caller }, recordActs }) =>
      context.shelf.inTurn(async () => {
        const now = context.now();
        if (desk.isFull) throw new Problem(409, 'people-full');
        const reason = personRefusal(body, desk.all, dayOf(now));
        if (reason !== undefined) throw new Problem(409, reason);
        const id = newId(now);
        await recordActs([{ result: 'done', object: id }]);
        const person: Person = { form: body, trainings: [], leftOn: null };
        await desk.keep(id, person);
        const read = { today: dayOf(now), see: seeing(NODE_FIELDS, caller) };
        return { status: 201, json: personView(id, person, read) };
      }),
  });
}

function changeRoute(area: PeopleArea): AnyRoute {
  return changingRoute(area, {
    name: 'change',
    event: 'person-changed',
    summary: 'Puts right what is registered of somebody',
    body: personForm,
    judge(person, form, { id, today }) {
      const others = area.desk.all.filter((each) => each.id !== id);
      const reason = personRefusal(form, others, today);
      if (reason !== undefined) throw new Problem(409, reason);
      return { ...person, form };
    },
  });
}

function trainingRoute(area: PeopleArea): AnyRoute {
  return changingRoute(area, {
    name: 'trainings',
    event: 'training-recorded',
    summary: 'Records a training of somebody',
    body: trainingForm,
    judge(person, training, { today }) {
      if (!isTrainingPossible(training, today)) throw new Problem(409, 'training-dates');
      if (person.trainings.length >= TRAININGS_MAX) throw new Problem(409, 'trainings-full');
      return { ...person, trainings: [...person.trainings, training] };
    },
  });
}

function letterRoute(area: PeopleArea): AnyRoute {
  return changingRoute(area, {
    name: 'letter',
    event: 'person-letter-named',
    summary: 'Names the document that is the letter of an appointment',
    body: letterForm,
    // Whether it is in force is asked each day: it may run out, or wait to be attested.
    judge: (person, { letter }) => ({ ...person, form: { ...person.form, letter } }),
  });
}

function leaveRoute(area: PeopleArea): AnyRoute {
  return changingRoute(area, {
    name: 'leave',
    event: 'person-left',
    summary: 'Ends an appointment; what was registered stays',
    body: leavingForm,
    judge(person, { left_on: leftOn }) {
      if (person.leftOn !== null) throw new Problem(409, 'person-left');
      const isPossible = isDay(leftOn) && leftOn >= person.form.appointed_on;
      if (!isPossible) throw new Problem(409, 'person-dates');
      return { ...person, leftOn };
    },
  });
}

function revealRoute({ context, desk }: PeopleArea): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${PATH}/:id/reveal`,
    policy: 'bound',
    act: { source: 'access', event: 'person-revealed' },
    summary: 'Name, telephone and address in full, for a reason that is journalled',
    schema: { params, body: revealForm },
    async handler({ act, body, identity: { caller }, params: { id }, recordActs }) {
      act.object = id;
      const { form } = known(desk, id);
      const entry = entryName(await recordActs([{ result: 'done', subject: body.reason }]));
      const shown = reachOf(form, seeing(REVEALED_FIELDS, caller));
      return { json: { id, ...shown, revealed_at: context.now(), entry } };
    },
  });
}

interface Changing<T> {
  readonly name: string;
  readonly event: string;
  readonly summary: string;
  readonly body: TSchema;
  /** The person afterwards; throws the problem of what cannot be. */
  judge(person: Person, body: T, asked: { readonly id: string; readonly today: Day }): Person;
}

// biome-ignore lint/suspicious/noExplicitAny: the schema of each route says what its body is.
function changingRoute({ context, desk }: PeopleArea, changing: Changing<any>): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${PATH}/:id/${changing.name}`,
    policy: 'bound',
    act: { source: 'admin', event: changing.event },
    summary: changing.summary,
    schema: { params, body: changing.body },
    handler: ({ act, body, identity, params: { id }, recordActs }: CallContext<{ id: string }>) =>
      context.shelf.inTurn(async () => {
        act.object = id;
        const today = dayOf(context.now());
        const after = changing.judge(known(desk, id), body, { id, today });
        await recordActs([{ result: 'done' }]);
        await desk.keep(id, after);
        const see = seeing(NODE_FIELDS, identity.caller);
        return { json: personView(id, after, { today, see }) };
      }),
  });
}

function known(desk: PeopleDesk, id: string): Person {
  const person = desk.find(id);
  if (person === undefined) throw new Problem(404, 'person-unknown');
  return person;
}

function personView(
  id: string,
  person: Person,
  { see, today }: { readonly see: Seeing<NodeField>; readonly today: Day },
) {
  const { form, leftOn, trainings } = person;
  return {
    ...{ id, ...form, ...reachOf(form, see) },
    ...{ trainings, left_on: leftOn, appointed: isAppointed(person, today) },
  };
}

/** Who somebody is and how he is reached, as far as its reader sees it. */
function reachOf({ email, name, phone }: Person['form'], see: Seeing<PersonField>) {
  return {
    name: see('person-name', name, maskName),
    phone: see('person-phone', phone, maskedNumber),
    email: see('person-email', email, maskedText),
  };
}

type PersonField = Extract<NodeField, `person-${string}`>;

function postView({ endsOn, faults, holders, post }: PostStanding) {
  const { en, id, minimum, 'zh-CN': zh } = post;
  return {
    ...{ post: id, title: { 'zh-CN': zh, en }, minimum, holders, faults, ends_on: endsOn },
    level: faults.length === 0 ? 'green' : 'red',
  };
}
