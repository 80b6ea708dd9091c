import { assert } from '@mingjing/crypto';
import type { FastifyReply } from 'fastify';
import type { Texts } from '../text/texts.ts';
import type { Call } from './call.ts';
import { PROBLEM_MEDIA_TYPE, type Problem, problemBody } from './problem.ts';
import type { Answer } from './route.ts';

export const EVENT_STREAM_MEDIA_TYPE = 'text/event-stream';
const JSON_MEDIA_TYPE = 'application/json; charset=utf-8';
const BYTES_MEDIA_TYPE = 'application/octet-stream';
const TEXT_MEDIA_TYPE = 'text/plain; charset=utf-8';

/** Hands a handler's answer to the framework. */
export function sendAnswer(reply: FastifyReply, call: Call, answer: Answer): void {
  if (answer.status !== undefined) reply.code(answer.status);
  if (answer.headers !== undefined) reply.headers(answer.headers);
  if ('events' in answer) {
    const isDeclared = call.route?.answerMediaType === EVENT_STREAM_MEDIA_TYPE;
    assert(isDeclared, `${call.route?.path} answers with events without declaring it`);
    // Proxies that hold answers back would hold back every event.
    reply.headers({ 'content-type': EVENT_STREAM_MEDIA_TYPE, 'x-accel-buffering': 'no' });
    reply.send(answer.events);
  } else if ('json' in answer) {
    reply.header('content-type', JSON_MEDIA_TYPE);
    reply.send(JSON.stringify(answer.json));
  } else if ('text' in answer) {
    reply.header('content-type', answer.mediaType ?? TEXT_MEDIA_TYPE);
    reply.send(answer.text);
  } else {
    reply.header('content-type', answer.mediaType ?? BYTES_MEDIA_TYPE);
    reply.send(answer.bytes);
  }
}

/** Makes the reply that of a problem: status, headers and, returned, the body. */
export function problemPayload(
  reply: FastifyReply,
  call: Call,
  texts: Texts,
  problem: Problem,
): string {
  call.problemCode = problem.code;
  reply.code(problem.status);
  reply.headers({
    ...problem.options.headers,
    'content-type': PROBLEM_MEDIA_TYPE,
    'content-language': call.language,
    vary: 'accept-language',
  });
  return problemBody(texts, call.language, problem);
}

/** Takes back all that a handler had put into the reply: headers may carry data, too. */
export function clearAnswer(reply: FastifyReply, payload: unknown): void {
  for (const name of Object.keys(reply.getHeaders())) reply.removeHeader(name);
  const destroy = typeof payload === 'object' && payload !== null && 'destroy' in payload;
  if (destroy && typeof payload.destroy === 'function') payload.destroy();
}
