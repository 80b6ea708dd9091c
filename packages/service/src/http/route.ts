import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { assert } from '@mingjing/crypto';
import type { JournalSourceName } from '@mingjing/protocol';
import type { Static, TObject, TSchema } from 'typebox';
import { type AccessTable, mayEnter, type Relation } from '../accounts/access.ts';
import type { Identity } from '../accounts/gate.ts';
import type { Language } from '../text/language.ts';
import type { ActNotes, EntryPosition, OwnAct } from './journal-port.ts';

/**
 * Who may call a route: anybody, or `bound` to whom the program's access table names. `probe` and
 * `static` are for machines and files and are no acts; every other route is one.
 */
export type RoutePolicy = 'public' | 'bound' | 'probe' | 'static';

/** What the journal says of a call. */
export interface ActDeclaration {
  readonly source: JournalSourceName;
  readonly event: string;
}

/** Said of what tells nothing of anybody: why the journal has no entry of it. */
export interface NotAnAct {
  readonly notAnAct: string;
}

/** The act that a route is, if it is one. */
export function actOf({ act }: Pick<Route, 'act'>): ActDeclaration | undefined {
  return 'notAnAct' in act ? undefined : act;
}

/**
 * A stream of server-sent events; see `createEventFeed`. It ends with the session of its caller.
 * What tells nothing of a person may outlive a session that nobody used.
 */
export interface EventAnswer {
  readonly events: Readable;
  readonly outlivesIdle?: boolean;
}

/** An answer that is a success; refusals are thrown as `Problem`. */
export type Answer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
} & (
  | { readonly json: unknown }
  | { readonly text: string; readonly mediaType?: string }
  | { readonly bytes: Uint8Array; readonly mediaType?: string }
  | EventAnswer
);

export interface CallContext<P = unknown, Q = unknown, B = unknown> {
  readonly params: P;
  readonly query: Q;
  /** The JSON body; undefined on a route without one. */
  readonly body: B;
  /** The body of a route with `binaryBody`; empty on others. */
  readonly bytes: Uint8Array;
  readonly headers: IncomingHttpHeaders;
  readonly language: Language;
  /** Who calls; nobody where the service has no gate. */
  readonly identity: Identity;
  /** The caller's address, as its proxy told it where there is one. */
  readonly sourceAddress: string;
  readonly sourcePort: number;
  /** Whether the access table gives the caller a right to things of this relation. */
  may(relation: Relation): boolean;
  /** Refuses a caller to whom it gives none; a line that differs by relation has to be asked. */
  assertMay(relation: Relation): void;
  /** Aborted when the caller goes away or the time of the route is over. */
  readonly signal: AbortSignal;
  /** What the entry of this act shall say beyond what the shell sees. */
  readonly act: ActNotes;
  /**
   * Writes the entries of this act in place of the one the shell would write, in one append; to be
   * awaited. Answers where they stand; a stranger's refusal may be summed up, and stands nowhere.
   * Throws the problem to answer with when they cannot be written.
   */
  recordActs(acts: readonly OwnAct[]): Promise<readonly EntryPosition[]>;
}

export interface Route<
  P extends TObject = TObject,
  Q extends TObject = TObject,
  B extends TSchema = TSchema,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Pattern such as `/v1/records/:id`. */
  readonly path: string;
  readonly policy: RoutePolicy;
  /** What the journal says of each call, or the reason why it says nothing. */
  readonly act: ActDeclaration | NotAnAct;
  /** One line for the OpenAPI document. */
  readonly summary: string;
  readonly schema?: {
    readonly params?: P;
    readonly query?: Q;
    readonly body?: B;
    /** JSON of the answer with status 200, for the OpenAPI document. */
    readonly answer?: TSchema;
  };
  /** Media type of an answer that is not JSON, for the OpenAPI document. */
  readonly answerMediaType?: string;
  /** Takes bytes (`application/octet-stream`, `application/x-protobuf`) instead of JSON. */
  readonly binaryBody?: boolean;
  readonly bodyBytesMax?: number;
  /** Time the handler has; the service's own when absent. */
  readonly timeoutMs?: number;
  handler(call: CallContext<Static<P>, Static<Q>, Static<B>>): Answer | Promise<Answer>;
}

/** Any route, as a list of them holds it. */
export type AnyRoute = Route;

/** A route whose handler sees the types of its schemas. */
export function defineRoute<
  P extends TObject = TObject,
  Q extends TObject = TObject,
  B extends TSchema = TSchema,
>(route: Route<P, Q, B>): AnyRoute {
  return route as unknown as AnyRoute;
}

const EVENT = /^[a-z][a-z0-9.-]*$/;

/** The name of a route in an access table. */
export function routeName({ method, path }: Pick<Route, 'method' | 'path'>): string {
  return `${method} ${path}`;
}

/** Routes are code: a wrong one stops the program before it listens. */
export function checkRoutes(routes: readonly AnyRoute[], table?: AccessTable): void {
  const seen = new Set<string>();
  for (const route of routes) {
    const { method, policy, act, binaryBody, schema } = route;
    const name = routeName(route);
    assert(!seen.has(name), `${name} is declared twice`);
    seen.add(name);
    const isMachine = policy === 'probe' || policy === 'static';
    assertAct(name, act, isMachine);
    assert(!binaryBody || schema?.body === undefined, `${name}: a body is bytes or JSON`);
    assert(method !== 'GET' || (!binaryBody && schema?.body === undefined), `${name} has a body`);
    if (!isMachine) assertAccess(name, policy, table);
  }
  for (const name of Object.keys(table ?? {})) {
    assert(seen.has(name), `${name} has a line in the access table and is no route`);
  }
}

/** Who may call a route is said twice, at the route and in the table: they have to agree. */
function assertAccess(name: string, policy: RoutePolicy, table: AccessTable | undefined): void {
  if (table === undefined) {
    assert(policy === 'public', `${name} is bound, and the service has no gate`);
    return;
  }
  const rule = Object.hasOwn(table, name) ? table[name] : undefined;
  assert(rule !== undefined, `${name} has no line in the access table`);
  const isOpen = mayEnter(rule, 'nobody');
  assert(isOpen === (policy === 'public'), `${name}: its policy and the access table differ`);
}

function assertAct(name: string, act: ActDeclaration | NotAnAct | undefined, isMachine: boolean) {
  assert(typeof act === 'object', `${name} says neither its act nor why it is none`);
  const isAct = !('notAnAct' in act);
  assert(isMachine !== isAct, `${name}: all but probes and static files are acts`);
  if (isAct) assert(EVENT.test(act.event), `${name}: an event is an identifier`);
  else assert(act.notAnAct !== '', `${name} is no act for a reason`);
}
