import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { assert } from '@mingjing/crypto';
import type { FastifyRequest } from 'fastify';
import { type AccessRule, isByRelation, mayAsk, type Relation } from '../accounts/access.ts';
import { type Identity, NOBODY, relationProblem } from '../accounts/gate.ts';
import { type Language, languageOf } from '../text/language.ts';
import { ActRecord } from './act-record.ts';
import type { EntryPosition, JournalPort, OwnAct } from './journal-port.ts';
import { Problem } from './problem.ts';
import { endsOfSocket } from './proxied-sockets.ts';
import {
  type ActDeclaration,
  type Answer,
  type AnyRoute,
  actOf,
  type CallContext,
} from './route.ts';

const NO_BYTES = new Uint8Array();
/** Acts of callers who found no route; the pattern stands for all of them. */
const UNMATCHED_ACT: ActDeclaration = { source: 'access', event: 'request-unmatched' };
const UNMATCHED_RESOURCE = '(no route)';

/** One request from its first hook to its answer; what a handler sees is `CallContext`. */
export class Call implements CallContext {
  readonly route: AnyRoute | undefined;
  readonly record: ActRecord | undefined;
  readonly language: Language;
  /** Code of the problem that will be answered; the entry's reason. */
  problemCode: string | undefined;
  identity: Identity = NOBODY;
  /** The line of the access table; absent where the service has no gate. */
  rule: AccessRule | undefined;
  readonly #request: FastifyRequest;
  readonly #response: ServerResponse;
  #abort: AbortController | undefined;
  /** Whether the handler said whose the thing is that it is asked about. */
  #isRelated = false;

  constructor(
    request: FastifyRequest,
    response: ServerResponse,
    route: AnyRoute | undefined,
    journal: JournalPort,
  ) {
    this.route = route;
    this.language = languageOf(request.headers['accept-language']);
    this.#request = request;
    this.#response = response;
    const act = route === undefined ? UNMATCHED_ACT : actOf(route);
    if (act === undefined) return;
    const resource = route?.path ?? UNMATCHED_RESOURCE;
    const { method, socket } = request;
    this.record = new ActRecord({ act, method, resource, socket }, journal);
  }

  get params(): unknown {
    return this.#request.params;
  }
  get query(): unknown {
    return this.#request.query;
  }
  get body(): unknown {
    return this.route?.binaryBody ? undefined : this.#request.body;
  }
  get bytes(): Uint8Array {
    return this.#request.body instanceof Uint8Array ? this.#request.body : NO_BYTES;
  }
  get headers(): IncomingHttpHeaders {
    return this.#request.headers;
  }
  get act() {
    return this.record?.notes ?? {};
  }
  get sourceAddress(): string {
    return endsOfSocket(this.#request.socket).sourceAddress;
  }
  get sourcePort(): number {
    return endsOfSocket(this.#request.socket).sourcePort;
  }

  /** Whoever is known acts in his own name from here on. */
  identify(identity: Identity): void {
    this.identity = identity;
    const { actor, session } = identity;
    if (actor !== undefined) this.act.actor = actor;
    if (session !== undefined) this.act.session = session.id;
  }

  /** Bound, since handlers take a call apart. */
  readonly may = (relation: Relation): boolean => {
    this.#isRelated = true;
    return this.rule === undefined || mayAsk(this.rule, this.identity.caller, relation);
  };

  /** Bound, since handlers take a call apart. */
  readonly assertMay = (relation: Relation): void => {
    if (this.rule === undefined || this.may(relation)) return;
    throw relationProblem(this.rule, relation);
  };

  /** Made when first asked for: few handlers wait for anything. */
  get signal(): AbortSignal {
    if (this.#abort === undefined) {
      const abort = new AbortController();
      this.#abort = abort;
      this.#response.once('close', () => abort.abort());
    }
    return this.#abort.signal;
  }

  /** Bound, since handlers take a call apart. */
  readonly recordActs = async (acts: readonly OwnAct[]): Promise<readonly EntryPosition[]> => {
    if (acts.some(({ result }) => result === 'done')) this.#assertRelated();
    return (await this.record?.recordOwn(acts)) ?? [];
  };

  /**
   * The handler's answer, or the problem `timeout` when its time is over first; a failure after
   * that goes to `onLate`, since nobody waits for it any more.
   */
  async run(route: AnyRoute, timeoutMs: number, onLate: (error: unknown) => void): Promise<Answer> {
    // The route was checked against its own schemas; a list of routes no longer knows them.
    const answer = route.handler(this as unknown as CallContext<never, never, never>);
    const final =
      answer instanceof Promise ? await this.#inTime(answer, timeoutMs, onLate) : answer;
    this.#assertRelated();
    return final;
  }

  async #inTime(
    answer: Promise<Answer>,
    timeoutMs: number,
    onLate: (error: unknown) => void,
  ): Promise<Answer> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        answer.catch(onLate);
        const cause = new Error(`no answer within ${timeoutMs} ms`);
        reject(new Problem(503, 'timeout', { cause }));
        this.#abort?.abort();
      }, timeoutMs);
    });
    try {
      return await Promise.race([answer, timeout]);
    } finally {
      clearTimeout(timer);
    }
  }

  // A handler that forgot to ask would let everybody to everything.
  #assertRelated(): void {
    const isAsked = this.#isRelated || this.rule === undefined || !isByRelation(this.rule);
    assert(isAsked, `${this.route?.path} is answered whosever the thing is`);
  }
}
