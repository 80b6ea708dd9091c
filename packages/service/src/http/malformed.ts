import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from '../text/language.ts';
import type { Texts } from '../text/texts.ts';
import { ActRecord, outcomeOf } from './act-record.ts';
import type { FloodGate } from './flood-gate.ts';
import { codeOf, problemOf, problemOfConnection } from './framework-errors.ts';
import type { JournalPort } from './journal-port.ts';
import { PROBLEM_MEDIA_TYPE, type Problem, problemBody } from './problem.ts';
import { endsOfSocket, type ProxyRefusal } from './proxied-sockets.ts';
import { DEFAULT_CACHE_CONTROL, SECURITY_HEADERS } from './security-headers.ts';

// What never became a request of a route meets no hook: it is counted, journalled, answered here.

/** What refusals of the shell need that have no route. */
export interface Refusal {
  readonly journal: JournalPort;
  /** Counts them by source; undefined: nobody does. */
  readonly floods: Pick<FloodGate, 'refused'> | undefined;
  readonly texts: Texts;
  /** Sockets with a request that is being answered, which has an entry of its own. */
  readonly busySockets: WeakSet<Socket>;
}

const MALFORMED_ACT = { source: 'access', event: 'request-malformed' } as const;
const CONNECTION_ACT = { source: 'access', event: 'connection-refused' } as const;
const MALFORMED_RESOURCE = '(malformed)';
/** What breaks the body of a request whose head was in order: its route journals that. */
const BODY_FAULTS = ['HPE_INVALID_EOF_STATE', 'ERR_HTTP_REQUEST_TIMEOUT'];
/** Past this, a caller who does not read the refusal is cut off. */
const LINGER_MS = 1000;

/** An address that no router can read, such as `/%zz`. */
export function answerBadUrl(
  refusal: Refusal,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  reply.hijack();
  const problem = problemOf(error, '');
  const language = languageOf(request.headers['accept-language']);
  recordRefusal(refusal, request.method, request.socket, problem, () => {
    const response: ServerResponse = reply.raw;
    const body = problemBody(refusal.texts, language, problem);
    response.writeHead(problem.status, refusalHeaders(body));
    response.end(body);
  });
}

/** Bytes that are no request, a request that does not arrive, headers without end. */
export function answerBadConnection(refusal: Refusal, error: Error, socket: Socket): void {
  const code = codeOf(error);
  if (code === 'ECONNRESET' || !socket.writable) {
    // The caller has gone; there is no request to speak of and nobody to answer.
    socket.destroy();
    return;
  }
  const problem = problemOfConnection(error);
  const answer = () => {
    const body = problemBody(refusal.texts, languageOf(undefined), problem);
    const headers = Object.entries(refusalHeaders(body));
    const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
    const status = `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n`;
    socket.setTimeout(LINGER_MS, () => socket.destroy());
    socket.end(`${status}${lines.join('')}\r\n${body}`, () => socket.destroy());
  };
  if (refusal.busySockets.has(socket) && BODY_FAULTS.includes(code)) answer();
  else recordRefusal(refusal, '', socket, problem, answer);
}

/** A connection around the proxies, from one that does not say for whom, without TLS; a flood. */
export function refuseConnection(
  { floods, journal }: Refusal,
  socket: Socket,
  reason: ProxyRefusal | 'tls-refused' | 'flood',
): void {
  // The others are turned away before TLS and HTTP whether or not they are a flood.
  if (reason === 'tls-refused') floods?.refused(endsOfSocket(socket).sourceAddress);
  const frame = { act: CONNECTION_ACT, method: '', resource: '', socket };
  const close = () => socket.destroy();
  socket.on('error', close);
  // A stranger's refusal is carried out whether or not its entry found room.
  new ActRecord(frame, journal).complete({ result: 'refused', reason }).then(close, close);
}

function recordRefusal(
  { floods, journal }: Refusal,
  method: string,
  socket: Socket,
  problem: Problem,
  answer: () => void,
): void {
  floods?.refused(endsOfSocket(socket).sourceAddress);
  const frame = { act: MALFORMED_ACT, method, resource: MALFORMED_RESOURCE, socket };
  const record = new ActRecord(frame, journal);
  // A stranger's refusal is answered whether or not its entry found room.
  record.complete(outcomeOf(problem.status, problem.code)).then(answer, answer);
}

function refusalHeaders(body: string): Record<string, string> {
  return {
    'content-length': String(Buffer.byteLength(body)),
    ...SECURITY_HEADERS,
    'cache-control': DEFAULT_CACHE_CONTROL,
    'content-type': PROBLEM_MEDIA_TYPE,
    connection: 'close',
  };
}
