import type { IncomingHttpHeaders } from 'node:http';
import {
  type Answer,
  CONTROL_HEADER,
  PROBLEM_MEDIA_TYPE,
  Problem,
  type ProxiedEnds,
} from '@mingjing/service';
import { askFollower, type FollowerPlace, headersFor } from './ask-follower.ts';

/** What an officer signed for a chain, and where he showed both factors. */
export interface CarriedLogin {
  readonly from: string;
  readonly officer: string;
  readonly challenge: string;
  readonly signature: string;
}

export interface CarriedCall {
  readonly headers: IncomingHttpHeaders;
  readonly ends: ProxiedEnds;
}

interface Answered {
  readonly status: number;
  readonly cookie: string | undefined;
  readonly bytes: Buffer;
}

const ANSWER_MS = 30_000;
/** A session or a problem. */
const ANSWER_BYTES_MAX = 64 * 1024;

/**
 * Carries a login from one chain to another. The first answers only to his own session there and
 * journals that it vouched; the other one asks for his key itself and journals the login. `word`
 * is that of the other one's home: it takes no word of anybody else's.
 */
export async function carryLogin(
  { from, to, word }: { from: FollowerPlace; to: FollowerPlace; word: string },
  { officer, challenge, signature }: CarriedLogin,
  { headers, ends }: CarriedCall,
): Promise<Answer> {
  const at = (place: FollowerPlace) => ({
    ...pick(headersFor(place.name, headers), ['host', 'origin', 'accept-language', 'cookie']),
    'content-type': 'application/json',
  });
  const told = await post(from, '/v1/session/vouched', { chain: to.name }, at(from), ends);
  if (told.status !== 200) return relayed(told);
  const { age_ms, public_key } = JSON.parse(told.bytes.toString('utf8'));
  const body = {
    ...{ officer, challenge, signature },
    vouched: { chain: from.name, public_key, age_ms },
  };
  const { cookie: _, ...plain } = at(to) as IncomingHttpHeaders;
  const shown = { ...plain, [CONTROL_HEADER]: word };
  return relayed(await post(to, '/v1/session/carried', body, shown, ends));
}

function relayed({ bytes, cookie, status }: Answered): Answer {
  const mediaType = status < 400 ? 'application/json; charset=utf-8' : PROBLEM_MEDIA_TYPE;
  const headers: Record<string, string> = cookie === undefined ? {} : { 'set-cookie': cookie };
  return { status, headers, bytes, mediaType };
}

function post(
  place: FollowerPlace,
  path: string,
  body: object,
  headers: IncomingHttpHeaders,
  ends: ProxiedEnds,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const fail = (cause: Error) => {
      const fields = { chain: place.name };
      reject(new Problem(503, 'chain-not-running', { fields, cause }));
    };
    const call = askFollower(place, ends, { method: 'POST', path, headers });
    const late = setTimeout(() => call.destroy(new Error('no answer')), ANSWER_MS);
    call.once('close', () => clearTimeout(late));
    call.on('error', fail);
    call.once('response', (answer) => {
      const chunks: Buffer[] = [];
      let length = 0;
      answer.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > ANSWER_BYTES_MAX) call.destroy(new Error('the answer is too long'));
        chunks.push(chunk);
      });
      answer.on('error', fail);
      answer.once('end', () => {
        const [cookie] = answer.headers['set-cookie'] ?? [];
        const bytes = Buffer.concat(chunks);
        resolve({ status: answer.statusCode ?? 502, cookie, bytes });
      });
    });
    call.end(JSON.stringify(body));
  });
}

function pick(headers: IncomingHttpHeaders, names: readonly string[]): IncomingHttpHeaders {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
