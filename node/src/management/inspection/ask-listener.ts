import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import type { AskedCall, ServedAt, ToldAnswer } from './world.ts';

/** A page of this program has some megabytes; more is no answer of it. */
const ANSWER_BYTES_MAX = 16 * 1024 * 1024;
const ANSWER_MS = 20_000;
const ANY_ADDRESS = ['0.0.0.0', '::'];

/**
 * Asks a listener of this program over its real socket, so that the journal has the port that the
 * call came from. Its certificate is not judged here: it names a site, and this is loopback.
 */
export function askListener(at: ServedAt, call: AskedCall): Promise<ToldAnswer> {
  const host = ANY_ADDRESS.includes(at.host) ? '127.0.0.1' : at.host;
  const send = at.isTls ? requestTls : requestPlain;
  return new Promise((resolve, reject) => {
    const sent = send(
      {
        ...{ host, port: at.port, method: call.method, path: call.url, agent: false },
        headers: { host: `localhost:${at.port}`, ...call.headers },
        timeout: ANSWER_MS,
        rejectUnauthorized: false,
      },
      (answer) => {
        const parts: Buffer[] = [];
        let bytes = 0;
        answer.on('data', (part: Buffer) => {
          bytes += part.length;
          if (bytes > ANSWER_BYTES_MAX) sent.destroy(new Error('TOO_LARGE'));
          else parts.push(part);
        });
        answer.once('error', reject);
        answer.once('end', () => {
          const rawPayload = Buffer.concat(parts);
          const { headers, statusCode = 0 } = answer;
          resolve({ statusCode, headers, rawPayload, body: rawPayload.toString('utf8') });
        });
      },
    );
    sent.once('timeout', () => sent.destroy(new Error('TIMEOUT')));
    sent.once('error', reject);
    sent.end(call.payload);
  });
}
