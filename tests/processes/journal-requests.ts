// Requests made from a table of routes: of each route a good one, refused ones and malformed ones.
import { connect } from 'node:net';
import type { AnyRoute } from '@mingjing/service';

export interface WalkedRequest {
  readonly route: AnyRoute;
  readonly method: string;
  readonly path: string;
  readonly body?: Uint8Array<ArrayBuffer>;
  /** Of the program's own machine: only a good request knows the word. */
  readonly control?: string;
}

/** What stands for a parameter: each is tried, until one gives an answer that is no refusal. */
export interface Examples {
  /** Values that a good request may have in the place of a parameter. */
  readonly values: readonly string[];
  /** Bodies that a route with a binary body may take, each used once. */
  readonly bodies: readonly Uint8Array<ArrayBuffer>[];
  /** The same for a route that takes a form. */
  readonly forms: readonly object[];
  readonly control: string;
}

/** Well formed for every kind of id there is, and nobody has it. */
const UNKNOWN = ['999999', 'f'.repeat(64), 'f'.repeat(72), 'nobody', '0/999'];
const MALFORMED = ['%25%25', 'A B'];

/** Requests that may be good, in the order in which to try them until one is. */
export function goodRequests(route: AnyRoute, examples: Examples): WalkedRequest[] {
  const { values, control } = examples;
  const base = { ...plain(route), control };
  if (route.method !== 'GET') return bodiesOf(route, examples).map((body) => ({ ...base, body }));
  const queries = [requiredQuery(route), ...searchQuery(route)];
  return pathsOf(route, values).flatMap((path) =>
    queries.map((query) => ({ ...base, path: path + query })),
  );
}

function bodiesOf(route: AnyRoute, { bodies, forms }: Examples): Examples['bodies'] {
  if (route.schema?.body === undefined) return bodies;
  return forms.map((form) => Uint8Array.from(Buffer.from(JSON.stringify(form))));
}

/** Requests that are refused whatever the chain holds. */
export function badRequests(route: AnyRoute): WalkedRequest[] {
  const base = plain(route);
  if (route.method !== 'GET') {
    return [
      { ...base, body: Uint8Array.of(1, 2, 3) },
      { ...base, path: `${route.path}?wait=for-ever`, body: Uint8Array.of(0) },
    ];
  }
  const unknown = parameters(route).length === 0 ? [] : pathsOf(route, UNKNOWN);
  const malformed = parameters(route).length === 0 ? [] : pathsOf(route, MALFORMED);
  const query = route.schema?.query === undefined ? [] : [`${route.path}?limit=many&cursor=`];
  return [...unknown, ...malformed, ...query].map((path) => ({ ...base, path }));
}

/** What a route cannot be asked without; the first height is a number like any other. */
function requiredQuery({ schema }: AnyRoute): string {
  const required = (schema?.query as { required?: string[] } | undefined)?.required ?? [];
  return required.length === 0 ? '' : `?${required.map((name) => `${name}=1`).join('&')}`;
}

/** A route that looks for words wants one. */
function searchQuery({ schema }: AnyRoute): string[] {
  const known = (schema?.query as { properties?: object } | undefined)?.properties ?? {};
  return 'text' in known ? ['?limit=1&text=heartbeat'] : [];
}

function plain(route: AnyRoute): WalkedRequest {
  return { route, method: route.method, path: route.path };
}

function parameters({ path }: AnyRoute): string[] {
  return path.match(/:\w+|\*/g) ?? [];
}

/** The path with every combination of values in the places of its parameters. */
function pathsOf({ path }: AnyRoute, values: readonly string[]): string[] {
  const first = /:\w+|\*/.exec(path)?.[0];
  if (first === undefined) return [path];
  return values.flatMap((value) =>
    pathsOf({ path: path.replace(first, value) } as AnyRoute, values),
  );
}

/** Sends a request; an endless answer is left after its head. The status of the answer. */
export async function send(baseUrl: string, request: WalkedRequest): Promise<number> {
  const leave = new AbortController();
  const { method, path, body, control, route } = request;
  const type = route.schema?.body === undefined ? 'application/x-protobuf' : 'application/json';
  const answer = await fetch(`${baseUrl}${path}`, {
    method,
    signal: leave.signal,
    headers: {
      ...(control === undefined ? {} : { 'mingjing-control': control }),
      ...(body === undefined ? {} : { 'content-type': type }),
    },
    ...(body === undefined ? {} : { body }),
  });
  if (answer.headers.get('content-type')?.startsWith('text/event-stream')) leave.abort();
  else await answer.arrayBuffer();
  return answer.status;
}

/** Sends bytes that may be no request, and waits for the end. */
export function sendRaw(baseUrl: string, bytes: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(baseUrl).port), '127.0.0.1');
    socket.on('error', () => undefined).on('close', () => resolve());
    socket.resume().end(bytes);
  });
}
