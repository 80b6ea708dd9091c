// Every route with every kind of caller, against a running program over its real socket.
import {
  type AccessTable,
  type AnyRoute,
  CALLERS,
  type Caller,
  CONTROL_HEADER,
  mayEnter,
  routeName,
} from '@mingjing/service';

/** Codes of those who are not let in; every other answer is the route's own. */
const KEPT_OUT = [
  ...['login-required', 'role-required', 'session-over', 'control-word'],
  ...['origin-refused', 'address-refused'],
];

/** Headers that make a caller who he is; absent: nobody of this kind can have an account here. */
export type Callers = Partial<Record<Caller, Readonly<Record<string, string>>>>;

export interface Cell {
  readonly route: string;
  readonly caller: Caller;
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

/** The code of the problem that was answered; empty when it was none. */
export async function codeOf(
  baseUrl: string,
  { method, path, binaryBody }: Pick<AnyRoute, 'method' | 'path' | 'binaryBody'>,
  headers: Readonly<Record<string, string>>,
): Promise<string> {
  const leave = new AbortController();
  const type = binaryBody ? 'application/x-protobuf' : 'application/json';
  const hasBody = method === 'POST';
  const answer = await fetch(
    baseUrl + path.replace(/:id/, '0'.repeat(24)).replace(/:\w+|\*/, '1'),
    {
      ...{ method, signal: leave.signal },
      headers: { ...headers, ...(hasBody ? { 'content-type': type } : {}) },
      ...(hasBody ? { body: binaryBody ? Uint8Array.of(1) : '{}' } : {}),
    },
  );
  const media = answer.headers.get('content-type') ?? '';
  if (media.startsWith('application/problem+json')) {
    return ((await answer.json()) as { code: string }).code;
  }
  leave.abort();
  return '';
}
