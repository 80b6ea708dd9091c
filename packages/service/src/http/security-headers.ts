/**
 * Sent with every answer. Nothing from elsewhere is loaded, framed or told where it came from, and
 * nothing is kept by caches unless a route says otherwise. No banner names the program's version.
 */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; " +
    "object-src 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
export const DEFAULT_CACHE_CONTROL = 'no-store';

/** A year: whoever was here once comes by TLS (RFC 6797). */
const STRICT_TRANSPORT = { 'strict-transport-security': 'max-age=31536000' };

/** Headers of every answer of a listener with or without TLS. */
export function securityHeaders(hasTls: boolean): Readonly<Record<string, string>> {
  return hasTls ? { ...SECURITY_HEADERS, ...STRICT_TRANSPORT } : SECURITY_HEADERS;
}
