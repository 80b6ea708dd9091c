// Every route with every kind of caller, and where it matters with a thing of every relation,
// against a running program over its real socket.
import {
  type AccessTable,
  type AnyRoute,
  CALLERS,
  type Caller,
  CONTROL_HEADER,
  isByRelation,
  mayAsk,
  mayEnter,
  RELATIONS,
  type Relation,
  routeName,
} from '@mingjing/service';

/** Codes of those who are not let in; every other answer is the route's own. */
const KEPT_OUT = [
  ...['login-required', 'role-required', 'session-over', 'control-word'],
  ...['origin-refused', 'address-refused'],
];

/** Headers that make a caller who he is; absent: nobody of this kind can have an account here. */
export type Callers = Partial<Record<Caller, Readonly<Record<string, string>>>>;

/** What a caller asks about a thing; undefined: to him there is none of this relation. */
export type RelationFixtures = Readonly<
  Record<
    string,
    (
      relation: Relation,
      caller: Caller,
    ) => { readonly path: string; readonly body?: object | undefined } | undefined
  >
>;

export interface Cell {
  readonly route: string;
  readonly caller: Caller;
  /** Absent where the line is the same for all. */
  readonly relation?: Relation;
  readonly expected: boolean;
  readonly entered: boolean;
  readonly code: string;
}

/** Headers of an officer who is logged in, of the home, and of nobody. */
export function headersOf(baseUrl: string, control: string, cookies: Map<Caller, string>): Callers {
  const origin = new URL(baseUrl).origin;
  const officers = [...cookies].map(([role, cookie]) => [role, { cookie, origin }] as const);
  return {
    nobody: { origin },
    home: { [CONTROL_HEADER]: control },
    ...Object.fromEntries(officers),
  };
}

/**
 * Asks every route that is an act as every caller, with a request that changes nothing: ids that
 * nobody has, forms without their fields. Routes in `apart` are asked by the test itself.
 */
export async function askAll(
  baseUrl: string,
  routes: readonly AnyRoute[],
  table: AccessTable,
  callers: Callers,
  apart: readonly string[],
): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const route of routes) {
    const rule = table[routeName(route)];
    if (rule === undefined || apart.includes(routeName(route))) continue;
    for (const caller of CALLERS) {
      const headers = callers[caller];
      if (headers === undefined) continue;
      const code = await codeOf(baseUrl, route, headers);
      const entered = !KEPT_OUT.includes(code);
      const expected = mayEnter(rule, caller);
      cells.push({ route: routeName(route), caller, expected, entered, code });
    }
  }
  return cells;
}

/** Routes of a table to which it matters whose a thing is. */
export function routesByRelation(table: AccessTable): string[] {
  return Object.keys(table).filter((name) => isByRelation(table[name] as AccessTable[string]));
}

/**
 * Asks every route by relation as every caller about his own thing, a colleague's, and one that he
 * has no part in. What was let in is refused afterwards where it can be: it is over, unsigned, or
 * decided. A thing that is another node's is not found here, which lets nobody in either.
 */
export async function askRelations(
  baseUrl: string,
  table: AccessTable,
  fixtures: RelationFixtures,
  callers: Callers,
): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const [route, fixture] of Object.entries(fixtures)) {
    const rule = table[route];
    const [method = ''] = route.split(' ');
    if (rule === undefined) continue;
    const refused = [...KEPT_OUT, ...Object.values(rule.refusals ?? {})];
    for (const [caller, headers] of Object.entries(callers) as [Caller, object][]) {
      for (const relation of RELATIONS) {
        const asked = fixture(relation, caller);
        if (asked === undefined) continue;
        const code = await problemIn(baseUrl + asked.path, method, { ...headers }, asked.body);
        const isElsewhere = relation === 'foreign' && code.endsWith('-unknown');
        const entered = !refused.includes(code) && !isElsewhere;
        const expected = mayAsk(rule, caller, relation);
        cells.push({ route, caller, relation, expected, entered, code });
      }
    }
  }
  return cells;
}

/** The code of the problem that was answered; empty when it was none. */
export async function codeOf(
  baseUrl: string,
  { method, path, binaryBody }: Pick<AnyRoute, 'method' | 'path' | 'binaryBody'>,
  headers: Readonly<Record<string, string>>,
): Promise<string> {
  const url = baseUrl + path.replace(/:id/, '0'.repeat(24)).replace(/:\w+|\*/, '1');
  const body = binaryBody ? Uint8Array.of(1) : {};
  return problemIn(url, method, headers, method === 'POST' ? body : undefined);
}

async function problemIn(
  url: string,
  method: string,
  headers: Readonly<Record<string, string>>,
  body: object | undefined,
): Promise<string> {
  const leave = new AbortController();
  const isBytes = body instanceof Uint8Array;
  const type = isBytes ? 'application/x-protobuf' : 'application/json';
  const answer = await fetch(url, {
    ...{ method, signal: leave.signal },
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': type }) },
    ...(body === undefined ? {} : { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
  });
  const media = answer.headers.get('content-type') ?? '';
  if (media.startsWith('application/problem+json')) {
    return ((await answer.json()) as { code: string }).code;
  }
  leave.abort();
  return '';
}
