import type { FastifyRequest } from 'fastify';

/** Browsers say so when somebody follows a link; programs and scripts do not. */
export function wantsPage({ headers, method }: FastifyRequest): boolean {
  return ['GET', 'HEAD'].includes(method) && (headers.accept ?? '').startsWith('text/html');
}

/** The media type of a body, without its parameters; empty: none is stated. */
export function mediaTypeOf(request: FastifyRequest): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
