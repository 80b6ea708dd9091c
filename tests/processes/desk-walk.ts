// The routes of the management service in the walk: its people at their desks, in order.
import { join } from 'node:path';
import { type AnyRoute, routeName } from '@mingjing/service';
import type { TestNetwork } from './network.ts';
import { ASSURANCE_STEPS } from './walks/assurance.ts';
import { CONTENT_STEPS } from './walks/content.ts';
import { IDENTITY_STEPS } from './walks/identity.ts';
import { INSPECTION_STEPS } from './walks/inspection.ts';
import { INSPECTION_PAPER_STEPS } from './walks/inspection-papers.ts';
import { LOOK_THROUGH_STEPS } from './walks/look-through.ts';
import { NOTICE_STEPS } from './walks/notices.ts';
import { OFFICE_STEPS } from './walks/offices.ts';
import type { Known, WalkStep } from './walks/step.ts';
import { SUPERVISION_STEPS } from './walks/supervision.ts';
import { startVerification, USER_STEPS } from './walks/users.ts';
import { VISIT_INSPECTION_STEPS } from './walks/visit-inspection.ts';

/** Steps of all areas; a route that is here is not asked well by the walk itself. */
const STEPS: readonly WalkStep[] = [
  ...NOTICE_STEPS,
  ...ASSURANCE_STEPS,
  ...IDENTITY_STEPS,
  ...OFFICE_STEPS,
  ...CONTENT_STEPS,
  ...USER_STEPS,
  ...INSPECTION_STEPS,
  ...INSPECTION_PAPER_STEPS,
  ...SUPERVISION_STEPS,
  ...VISIT_INSPECTION_STEPS,
  ...LOOK_THROUGH_STEPS,
];

/** Asked by a step, and well by the walk itself besides; one is for officers elsewhere. */
const ALSO_WALKED = ['POST /v1/transactions', 'GET /v1/records'];

/** Where the desks are, who sits there, and what was asked. */
interface Office {
  readonly routes: readonly AnyRoute[];
  readonly baseUrl: string;
  readonly control: string;
  /** Of the trial network: its genesis and the keys of its people. */
  readonly folder: string;
  /** Cookies of the officers by their roles. */
  readonly cookies: ReadonlyMap<string, string>;
  readonly asked: { readonly route: AnyRoute | undefined; readonly status: number }[];
}

/** A network with what its desks ask outside of it, before any of its programs runs. */
export async function withServices(created: Promise<TestNetwork>): Promise<TestNetwork> {
  const network = await created;
  await startVerification(network);
  return network;
}

export function isOfDesks(route: AnyRoute): boolean {
  const name = routeName(route);
  return !ALSO_WALKED.includes(name) && STEPS.some((step) => step.route === name);
}

/** Asks each step's route; one that is refused ends the walk with what was answered. */
export async function walkDesks(office: Office): Promise<void> {
  const { folder } = office;
  const { origin } = new URL(office.baseUrl);
  const officers = join(folder, 'officers');
  const known: Known = new Map(Object.entries({ folder, officers, origin }));
  for (const step of STEPS) {
    const route = office.routes.find((each) => routeName(each) === step.route);
    // A step of the other program.
    if (route === undefined || (step.as === 'nobody' && route.policy !== 'public')) continue;
    const answer = await fetch(office.baseUrl + pathOf(step, route, known), {
      method: route.method,
      ...(await contentOf(step, office, known)),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${step.route} answers ${answer.status}: ${text}`);
    step.keep?.(text.startsWith('{') ? JSON.parse(text) : text, known);
    office.asked.push({ route, status: answer.status });
  }
}

function pathOf({ parameters = [], query = '' }: WalkStep, { path }: AnyRoute, known: Known) {
  const values = [...parameters];
  const filled = path.replace(/:\w+|\*/g, () => {
    const value = values.shift() ?? '';
    return encodeURIComponent(known.get(value) ?? value);
  });
  return filled + query;
}

async function contentOf({ as, body }: WalkStep, office: Office, known: Known) {
  const form = await body?.(known);
  const isBytes = form instanceof Uint8Array;
  const type = isBytes ? 'application/x-protobuf' : 'application/json';
  const cookie = office.cookies.get(as);
  const headers = {
    origin: new URL(office.baseUrl).origin,
    ...(as === 'home' ? { 'mingjing-control': office.control } : {}),
    ...(cookie === undefined ? {} : { cookie }),
    ...(form === undefined ? {} : { 'content-type': type }),
  };
  const content = isBytes ? Uint8Array.from(form) : JSON.stringify(form);
  return form === undefined ? { headers } : { headers, body: content };
}
