import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import { InvariantError } from '@mingjing/crypto';
import {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
  type InjectOptions,
  type LightMyRequestResponse,
} from 'fastify';
import type { AccessTable } from '../accounts/access.ts';
import type { Gate } from '../accounts/gate.ts';
import { ServiceError } from '../errors.ts';
import { type Catalogue, createTexts, type Texts } from '../text/texts.ts';
import type { TlsFiles } from '../tls/tls-files.ts';
import { TlsListener } from '../tls/tls-listener.ts';
import { outcomeOf } from './act-record.ts';
import { clearAnswer, EVENT_STREAM_MEDIA_TYPE, problemPayload, sendAnswer } from './answer.ts';
import { Call } from './call.ts';
import { drain } from './drain.ts';
import type { FloodGate } from './flood-gate.ts';
import { codeOf, problemOf } from './framework-errors.ts';
import { guardConnections } from './guard-connections.ts';
import type { JournalPort } from './journal-port.ts';
import { defaultLimits, type HttpLimits } from './limits.ts';
import { answerBadConnection, answerBadUrl, type Refusal, refuseConnection } from './malformed.ts';
import { OpenStreams } from './open-streams.ts';
import { type OpenApiOptions, openApiRoute } from './openapi.ts';
import { Problem } from './problem.ts';
import { acceptProxied, endsOfSocket, proxyList, type TrustedProxies } from './proxied-sockets.ts';
import type { ProxiedEnds } from './proxy-header.ts';
import type { ReadLimiter } from './read-limiter.ts';
import { type AnyRoute, checkRoutes, routeName } from './route.ts';
import { DEFAULT_CACHE_CONTROL, securityHeaders } from './security-headers.ts';
import { serverOptions } from './server-options.ts';
import type { StaticPage } from './static-pages.ts';
import { type RequestPart, validatorOf } from './validation.ts';
import { mediaTypeOf, wantsPage } from './what-is-asked.ts';

/** The program log as this package needs it. */
export interface ServiceLogger {
  error(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** One line for each route that is an act, and the gate that holds callers to it. */
export interface ServiceAccess {
  readonly table: AccessTable;
  readonly gate: Pick<Gate, 'admit' | 'attend'>;
}

export interface HttpServiceOptions {
  /** The service as an operator knows it, in messages. */
  readonly name: string;
  readonly listen: { readonly host: string; readonly port: number };
  /** TLS 1.3 with this certificate; absent: in the clear, for loopback alone. */
  readonly tls?: TlsFiles;
  /** Takes connections from these proxies only, each with a PROXY protocol header; absent: none. */
  readonly trustedProxies?: TrustedProxies;
  readonly routes: readonly AnyRoute[];
  /** Who may call which route, and what says who calls; absent: all routes are public. */
  readonly access?: ServiceAccess;
  /** Bounds what strangers read of public routes; absent: nothing does. */
  readonly reads?: ReadLimiter;
  /** Closes connections of whoever is refused without end; absent: all are taken. */
  readonly floods?: FloodGate;
  /** What a browser is shown at an address that there is not; absent: the problem alone. */
  readonly notFoundPage?: Pick<StaticPage, 'bytes' | 'mediaType'>;
  readonly journal: JournalPort;
  readonly logger?: ServiceLogger;
  /** Texts of the program's own problems: `problems.<code>.title` and `.detail`. */
  readonly catalogues?: readonly Catalogue[];
  /** Serves `/v1/openapi.json` made from the routes. */
  readonly openApi?: OpenApiOptions;
  readonly limits?: Partial<HttpLimits>;
  /**
   * Takes a request that another program answers, before anything of it is read; false: it is this
   * program's. What is passed on leaves no entry here.
   */
  readonly passOn?: (
    request: IncomingMessage,
    answer: ServerResponse,
    ends: ProxiedEnds,
  ) => boolean;
  /** Called when a handler met a broken invariant: the program must stop. */
  readonly onInvariantBroken?: (error: InvariantError) => void;
}

export interface HttpService {
  /** Every route it answers, with the act that each is. */
  readonly routes: readonly AnyRoute[];
  /** Resolves with the address once connections are taken. */
  start(): Promise<{ host: string; port: number }>;
  /** Ends event streams and idle connections at once, others after their answer or the grace. */
  stop(): Promise<void>;
  /** A request without a socket, for tests of a program's routes. */
  inject(request: InjectOptions): Promise<LightMyRequestResponse>;
}

const BINARY_MEDIA_TYPES = ['application/octet-stream', 'application/x-protobuf'];
const JSON_MEDIA_TYPES = ['application/json'];
/** One for all visitors: a stack for each of a flood costs a third of its answer. */
const NOT_FOUND = new Problem(404, 'not-found');

/** The HTTP shell around the routes of a program. */
export function createHttpService(options: HttpServiceOptions): HttpService {
  const shell = new Shell(options);
  return {
    routes: shell.routes,
    start: () => shell.start(),
    stop: () => shell.stop(),
    inject: (request) => shell.inject(request),
  };
}

class Shell {
  readonly routes: readonly AnyRoute[];
  readonly #options: HttpServiceOptions;
  readonly #limits: HttpLimits;
  readonly #texts: Texts;
  readonly #securityHeaders: Readonly<Record<string, string>>;
  readonly #app: FastifyInstance;
  readonly #calls = new WeakMap<FastifyRequest, Call>();
  readonly #streams: OpenStreams;
  readonly #refusal: Refusal;
  #tls: TlsListener | undefined;

  constructor(options: HttpServiceOptions) {
    this.#options = options;
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#streams = new OpenStreams(options.access?.gate, this.#limits.streamGraceMs);
    this.#texts = createTexts(...(options.catalogues ?? []));
    this.#securityHeaders = securityHeaders(options.tls !== undefined);
    const { floods, journal } = options;
    this.#refusal = { floods, journal, texts: this.#texts, busySockets: new WeakSet() };
    this.#app = this.#createApp();
    const document = options.openApi && openApiRoute(options.openApi, options.routes);
    const routes = document === undefined ? options.routes : [...options.routes, document];
    checkRoutes(routes, options.access?.table);
    this.routes = routes;
    for (const route of routes) this.#register(route);
  }

  #createApp(): FastifyInstance {
    const limits = this.#limits;
    const refusal = this.#refusal;
    const app = fastify({
      bodyLimit: limits.bodyBytesMax,
      requestTimeout: limits.requestTimeoutMs,
      keepAliveTimeout: limits.keepAliveTimeoutMs,
      ...serverOptions(limits, this.#options.tls !== undefined),
      routerOptions: { maxParamLength: limits.paramCharsMax },
      forceCloseConnections: 'idle',
      // A request that arrives while stopping still gets its answer and its entry.
      return503OnClosing: false,
      frameworkErrors: (error, request, reply) => answerBadUrl(refusal, error, request, reply),
      clientErrorHandler: (error, socket) => answerBadConnection(refusal, error, socket),
    });
    app.server.maxConnections = limits.connectionsMax;
    const { floods } = this.#options;
    const onFlood = (socket: Socket) => refuseConnection(refusal, socket, 'flood');
    if (floods !== undefined) guardConnections(app.server, floods, onFlood);
    this.#acceptProxied(app, (socket, reason) => refuseConnection(refusal, socket, reason));
    app.removeContentTypeParser('text/plain');
    app.addContentTypeParser(BINARY_MEDIA_TYPES, { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    app.addHook('onRequest', (request, reply, done) => {
      const { passOn } = this.#options;
      const isPassed = passOn?.(request.raw, reply.raw, endsOfSocket(request.socket)) === true;
      if (isPassed) reply.hijack();
      else done(this.#open(request, reply));
    });
    app.addHook('onSend', (request, reply, payload, done) => {
      this.#close(request, reply, payload).then(
        (final) => done(null, final),
        (error) => {
          // An answer that cannot be put on the wire: nothing more can be said to this caller.
          this.#options.logger?.error({ err: error }, 'answer could not be sent');
          reply.raw.destroy();
        },
      );
    });
    app.setErrorHandler((error, request, reply) => {
      const isUnread = codeOf(error) === 'FST_ERR_CTP_BODY_TOO_LARGE';
      if (!isUnread) this.#sendProblem(request, reply, error);
      else void drain(request.raw).then(() => this.#sendProblem(request, reply, error));
    });
    app.setNotFoundHandler((request, reply) => this.#sendProblem(request, reply, NOT_FOUND));
    return app;
  }

  #acceptProxied(app: FastifyInstance, onRefused: Parameters<typeof acceptProxied>[2]): void {
    const { name, trustedProxies = [] } = this.#options;
    if (trustedProxies.length === 0) return;
    const list = proxyList(trustedProxies);
    if (list === undefined) {
      const fields = { name, proxies: trustedProxies.join(', ') };
      throw new ServiceError('PROXY_ADDRESS', this.#texts.both('service.PROXY_ADDRESS', fields));
    }
    acceptProxied(app.server, list, onRefused);
  }

  #register(route: AnyRoute): void {
    const { schema, binaryBody } = route;
    const timeoutMs = route.timeoutMs ?? this.#limits.handlerTimeoutMs;
    this.#app.route<{ Querystring: unknown; Body: unknown; Params: unknown }>({
      method: route.method,
      url: route.path,
      config: { route } as object,
      bodyLimit: route.bodyBytesMax ?? this.#limits.bodyBytesMax,
      // A stream that nobody reads would never end.
      exposeHeadRoute: route.method === 'GET' && route.answerMediaType !== EVENT_STREAM_MEDIA_TYPE,
      schema: {
        ...(schema?.params === undefined ? {} : { params: schema.params }),
        ...(schema?.query === undefined ? {} : { querystring: schema.query }),
        ...(schema?.body === undefined || binaryBody ? {} : { body: schema.body }),
      },
      validatorCompiler: ({ schema: part, httpPart }) =>
        validatorOf(this.#texts, partOf(httpPart), part as object),
      handler: async (request, reply) => {
        const call = this.#callOf(request, reply);
        const onLate = (error: unknown) => this.#report(problemOf(error, ''), call);
        const answer = await call.run(route, timeoutMs, onLate);
        if ('events' in answer) this.#streams.track(call.identity.session, answer);
        sendAnswer(reply, call, answer);
        return reply;
      },
    });
  }

  /** The first thing that happens to a request; a returned problem is its answer. */
  #open(request: FastifyRequest, reply: FastifyReply): Problem | undefined {
    const call = this.#callOf(request, reply);
    const { route } = call;
    this.#refusal.busySockets.add(request.socket);
    if (route === undefined) {
      reply.header('connection', 'close'); // its body, if any, is never read
      return NOT_FOUND;
    }
    const refused = this.#admit(call, route, request);
    if (refused !== undefined) {
      if (route.method !== 'GET') reply.header('connection', 'close');
      return refused;
    }
    if (route.method === 'GET' || route.method === 'DELETE') return undefined;
    const accepted = route.binaryBody ? BINARY_MEDIA_TYPES : JSON_MEDIA_TYPES;
    const isBodyless = !route.binaryBody && route.schema?.body === undefined;
    if (isBodyless || accepted.includes(mediaTypeOf(request))) return undefined;
    reply.header('connection', 'close');
    const fields = { accepted: accepted.join(', ') };
    return new Problem(415, 'unsupported-media-type', { fields });
  }

  /** Learns who calls, and why he may not; machines and files have no line in the table. */
  #admit(call: Call, route: AnyRoute, { headers, method, socket }: FastifyRequest) {
    const { access } = this.#options;
    const rule = access?.table[routeName(route)];
    if (access === undefined || rule === undefined) return undefined;
    const arrival = { rule, method, headers, ...endsOfSocket(socket) };
    const { identity, problem } = access.gate.admit(arrival);
    call.rule = rule;
    call.identify(identity);
    return problem ?? this.#overRead(call, route);
  }

  /** Refuses a stranger who has read his share; who is known acts in his own name. */
  #overRead(call: Call, { method, policy }: AnyRoute): Problem | undefined {
    const { reads, logger } = this.#options;
    const isCounted = method === 'GET' && policy === 'public' && call.identity.caller === 'nobody';
    if (reads === undefined || !isCounted) return undefined;
    const { waitMs, isAlarm } = reads.take(call.sourceAddress);
    if (waitMs === 0) return undefined;
    if (isAlarm) {
      call.record?.alarm('bulk-read', 'too-many-reads').catch((error) => {
        logger?.warn({ err: error }, 'a bulk read was not journalled as an alarm');
      });
    }
    const seconds = Math.ceil(waitMs / 1000);
    const headers = { 'retry-after': String(seconds) };
    return new Problem(429, 'too-many-reads', { headers, fields: { seconds } });
  }

  /** The last thing that happens to an answer: its entry is durable before it leaves. */
  async #close(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
    const call = this.#callOf(request, reply);
    const verdict = await call.record?.complete(outcomeOf(reply.statusCode, call.problemCode));
    this.#refusal.busySockets.delete(request.socket);
    this.#countRefusal(call, reply);
    let final = payload;
    if (verdict instanceof Problem) {
      if (verdict.status >= 500) this.#report(verdict, call);
      clearAnswer(reply, payload);
      final = problemPayload(reply, call, this.#texts, verdict);
    } else if (verdict === 'stranger-lost') {
      this.#options.logger?.warn(
        { route: call.route?.path },
        'refusal of a stranger not journalled',
      );
    }
    reply.headers(this.#securityHeaders);
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', DEFAULT_CACHE_CONTROL);
    return final;
  }

  /** A flood has no second request on a connection. */
  #countRefusal({ identity, sourceAddress }: Call, reply: FastifyReply): void {
    const { floods } = this.#options;
    const isRefusal = reply.statusCode >= 400 && reply.statusCode < 500;
    if (floods === undefined || !isRefusal || identity.caller !== 'nobody') return;
    if (floods.refused(sourceAddress)) reply.header('connection', 'close');
  }

  #callOf(request: FastifyRequest, reply: FastifyReply): Call {
    const known = this.#calls.get(request);
    if (known !== undefined) return known;
    const { route } = request.routeOptions.config as { route?: AnyRoute };
    const call = new Call(request, reply.raw, route, this.#options.journal);
    this.#calls.set(request, call);
    return call;
  }

  #sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
    const call = this.#callOf(request, reply);
    const problem = problemOf(error, JSON_MEDIA_TYPES.join(', '));
    // A problem that a handler chose without a cause is an answer like any other.
    if (problem.status >= 500 && problem.cause !== undefined) this.#report(problem, call);
    if (error instanceof InvariantError) this.#options.onInvariantBroken?.(error);
    const page = problem === NOT_FOUND ? this.#options.notFoundPage : undefined;
    if (page === undefined || !wantsPage(request)) {
      reply.send(problemPayload(reply, call, this.#texts, problem));
      return;
    }
    call.problemCode = problem.code;
    reply.status(problem.status).header('content-type', page.mediaType).send(page.bytes);
  }

  #report(problem: Problem, call: Call): void {
    const fields = { err: problem.cause, code: problem.code, route: call.route?.path };
    this.#options.logger?.error(fields, 'request failed');
  }

  async start(): Promise<{ host: string; port: number }> {
    const { name, listen } = this.#options;
    await this.#openTls();
    try {
      await this.#app.listen({ host: listen.host, port: listen.port });
    } catch (cause) {
      const fields = { ...listen, name, cause: codeOf(cause) };
      const code = codeOf(cause) === 'EADDRINUSE' ? 'PORT_IN_USE' : 'LISTEN_FAILED';
      throw new ServiceError(code, this.#texts.both(`service.${code}`, fields), cause);
    }
    const address = this.#app.server.address();
    const port = typeof address === 'object' && address !== null ? address.port : listen.port;
    return { host: listen.host, port };
  }

  /** The certificate is read before anything listens; a renewed one is taken while it runs. */
  async #openTls(): Promise<void> {
    const { tls, logger, name } = this.#options;
    if (tls === undefined) return;
    this.#tls = await TlsListener.open(tls, {
      renewed: ({ validTo }) => logger?.warn({ name, validTo }, 'certificate renewed'),
      notRenewed: (err) => logger?.error({ err, name }, 'a new certificate cannot be used'),
      refused: (socket) => refuseConnection(this.#refusal, socket, 'tls-refused'),
    });
    this.#tls.attach(this.#app.server as unknown as HttpsServer);
  }

  async stop(): Promise<void> {
    this.#tls?.stop();
    this.#streams.end();
    const { server } = this.#app;
    const grace = setTimeout(() => server.closeAllConnections(), this.#limits.stopGraceMs);
    try {
      await this.#app.close();
    } finally {
      clearTimeout(grace);
    }
  }

  async inject(request: InjectOptions): Promise<LightMyRequestResponse> {
    return this.#app.inject(request);
  }
}

function partOf(httpPart: string | undefined): RequestPart {
  if (httpPart === 'querystring') return 'query';
  return httpPart === 'params' ? 'params' : 'body';
}
