import { TLS_OPTIONS } from '../tls/tls-listener.ts';
import type { HttpLimits } from './limits.ts';

const CHECKING_MS = 30_000;

/** Options of the server below the framework; a certificate follows before it listens. */
export function serverOptions({ requestTimeoutMs }: HttpLimits, hasTls: boolean) {
  const options = {
    headersTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.min(CHECKING_MS, requestTimeoutMs),
  };
  // Both kinds of server answer to the same calls; the framework types them apart.
  const tls: object = { https: { ...options, ...TLS_OPTIONS } };
  return hasTls ? tls : { http: options };
}
