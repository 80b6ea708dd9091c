import { concatBytes } from '@mingjing/crypto';
import { ClientError } from './client-error.ts';

export interface TransportOptions {
  /** Such as `http://127.0.0.1:20200`; a path in it is kept in front of every route. */
  readonly baseUrl: string;
  /** The global one when absent. */
  readonly fetch?: typeof globalThis.fetch;
  /** For the whole of an answer, its body included. */
  readonly timeoutMs?: number;
  /** Language of problem texts; the node's default when absent. */
  readonly language?: 'zh-CN' | 'en';
  /** Word of the node's home, for who may read it. */
  readonly control?: string;
  /** Cookie of a session. */
  readonly cookie?: string;
  /** Site that calls come from: a node takes no act in a session from elsewhere. */
  readonly origin?: string;
}

export interface Call {
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** Bytes of a POST; a call without a body is a GET unless it says otherwise. */
  readonly body?: Uint8Array;
  /** The same as a form. */
  readonly json?: unknown;
  readonly method?: 'DELETE' | 'PATCH' | 'PUT';
  /** Time beyond the usual that the node may take by the caller's own wish. */
  readonly extraMs?: number;
}

export interface RawAnswer {
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  readonly status: number;
}

export type Transport = (call: Call) => Promise<RawAnswer>;

const TIMEOUT_MS = 10_000;
/** Above the largest attachment and the largest page; more is no answer of this API. */
export const ANSWER_BYTES_MAX = 32 * 1024 * 1024;
const decoder = new TextDecoder('utf-8', { fatal: true });

/** One call, one answer with a status of success; everything else is a `ClientError`. */
export function createTransport(options: TransportOptions): Transport {
  const base = options.baseUrl.replace(/\/+$/, '');
  return async (call) => {
    const url = base + call.path + queryText(call.query);
    const timeoutMs = (options.timeoutMs ?? TIMEOUT_MS) + (call.extraMs ?? 0);
    const signal = AbortSignal.timeout(timeoutMs);
    const send = options.fetch ?? globalThis.fetch;
    const method = methodOf(call);
    let answer: RawAnswer;
    try {
      const response = await send(url, requestOf(call, options, signal));
      const bytes = await readBody(response, method);
      answer = { headers: response.headers, status: response.status, bytes };
    } catch (cause) {
      if (cause instanceof ClientError) throw cause;
      if (signal.aborted) {
        throw new ClientError('TIMEOUT', `no answer within ${timeoutMs} ms: ${url}`, {
          cause,
          method,
        });
      }
      throw new ClientError('UNREACHABLE', `cannot reach ${url}`, { cause, method });
    }
    if (answer.status < 200 || answer.status > 299) throw problemOf(answer, method);
    return answer;
  };
}

/** The method that a call is sent with. */
export function methodOf({ body, json, method }: Call): string {
  if (method !== undefined) return method;
  return body === undefined && json === undefined ? 'GET' : 'POST';
}

/** The text of an answer; undefined when it is no UTF-8. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The JSON of an answer; undefined when it is none. */
export function jsonOf(bytes: Uint8Array): unknown {
  const text = textOf(bytes);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function requestOf(call: Call, options: TransportOptions, signal: AbortSignal): RequestInit {
  const headers: Record<string, string> = {};
  if (options.language !== undefined) headers['accept-language'] = options.language;
  if (options.control !== undefined) headers['mingjing-control'] = options.control;
  if (options.cookie !== undefined) headers['cookie'] = options.cookie;
  if (options.origin !== undefined) headers['origin'] = options.origin;
  // A node answers itself; following it elsewhere would show that place what was asked.
  const request: RequestInit = { headers, method: methodOf(call), signal, redirect: 'error' };
  if (call.json !== undefined) {
    headers['content-type'] = 'application/json';
    return { ...request, body: JSON.stringify(call.json) };
  }
  if (call.body === undefined) return request;
  headers['content-type'] = 'application/x-protobuf';
  return { ...request, body: call.body as Uint8Array<ArrayBuffer> };
}

function queryText(query: Call['query'] = {}): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) given.set(name, String(value));
  }
  return given.size === 0 ? '' : `?${given}`;
}

/** By a reader: not every browser iterates a stream. */
async function readBody(response: Response, method: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) {
    length += read.value.length;
    if (length > ANSWER_BYTES_MAX) {
      await reader?.cancel();
      const { status } = response;
      throw new ClientError('BAD_ANSWER', 'the answer is too large', { status, method });
    }
    chunks.push(read.value);
  }
  return chunks.length === 1 ? (chunks[0] as Uint8Array) : concatBytes(...chunks);
}

function problemOf({ status, headers, bytes }: RawAnswer, method: string): ClientError {
  const isProblem = headers.get('content-type')?.startsWith('application/problem+json') === true;
  const problem = isProblem ? jsonOf(bytes) : undefined;
  const code = memberOf(problem, 'code');
  if (code === undefined) {
    return new ClientError('BAD_ANSWER', `status ${status} without a problem`, { status, method });
  }
  const [title, detail] = [memberOf(problem, 'title'), memberOf(problem, 'detail')];
  return new ClientError(code, `${code}${title === undefined ? '' : `: ${title}`}`, {
    ...{ status, method },
    problem: problem as Record<string, unknown>,
    ...(title === undefined ? {} : { title }),
    ...(detail === undefined ? {} : { detail }),
  });
}

function memberOf(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const member: unknown = Reflect.get(value, name);
  return typeof member === 'string' ? member : undefined;
}
