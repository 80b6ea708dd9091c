import { Problem } from './problem.ts';

/** What the framework refuses on its own, by the code of its error. */
const PROBLEMS: Readonly<Record<string, readonly [status: number, code: string]>> = {
  FST_ERR_BAD_URL: [400, 'malformed-request'],
  FST_ERR_MAX_PARAM_LENGTH: [404, 'not-found'],
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'body-too-large'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'malformed-body'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'malformed-body'],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'malformed-body'],
  // Nothing was changed, and the operator reads in the program log why.
  ACCOUNTS_UNWRITABLE: [503, 'accounts-unwritable'],
  // The caller went away before the body was complete; the entry says so, nobody reads the answer.
  ECONNRESET: [400, 'malformed-body'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'request-timeout'],
  HPE_HEADER_OVERFLOW: [431, 'headers-too-large'],
  ERR_HTTP_HEADERS_OVERFLOW: [431, 'headers-too-large'],
};

/** The problem an error is answered with; what nobody foresaw is `internal`, without detail. */
export function problemOf(error: unknown, media: string): Problem {
  if (error instanceof Problem) return error;
  const code = codeOf(error);
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new Problem(415, 'unsupported-media-type', { fields: { accepted: media } });
  }
  const known = Object.hasOwn(PROBLEMS, code) ? PROBLEMS[code] : undefined;
  if (known === undefined) {
    return new Problem(500, 'internal', { cause: error ?? new Error('nothing was thrown') });
  }
  return new Problem(known[0], known[1], { cause: error });
}

/** The problem of bytes that never became a request. */
export function problemOfConnection(error: unknown): Problem {
  const problem = problemOf(error, '');
  return problem.code === 'internal' ? new Problem(400, 'malformed-request') : problem;
}

export function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : '';
}
