/** Why entries do not reach the receiver; stable codes. */
export type ForwardReason =
  | 'unresolved'
  | 'unreachable'
  | 'timeout'
  | 'unknown-issuer'
  | 'certificate-expired'
  | 'wrong-host-name'
  | 'client-certificate-refused'
  | 'tls-failed'
  /** The receiver closed, or broke, a connection of its own accord. */
  | 'closed'
  /** The receiver took no byte for too long. */
  | 'stalled'
  /** The receiver did not answer the end of the connection with its own. */
  | 'not-confirmed'
  /** The journal cannot be read, or the cursor not be written. */
  | 'storage-failed';

/** Entries were not, or may not have been, received; they are sent again. */
export class ForwardFailure extends Error {
  override readonly name = 'ForwardFailure';
  readonly reason: ForwardReason;

  constructor(reason: ForwardReason, cause?: unknown) {
    const detail = cause instanceof Error ? `: ${cause.message}` : '';
    super(`${reason}${detail}`, { cause });
    this.reason = reason;
  }
}

const REASONS: Readonly<Record<string, ForwardReason>> = {
  ENOTFOUND: 'unresolved',
  EAI_AGAIN: 'unresolved',
  ECONNREFUSED: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
  CERT_HAS_EXPIRED: 'certificate-expired',
  CERT_NOT_YET_VALID: 'certificate-expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-host-name',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown-issuer',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown-issuer',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown-issuer',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'unknown-issuer',
  CERT_SIGNATURE_FAILURE: 'unknown-issuer',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'client-certificate-refused',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: 'client-certificate-refused',
  'ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE': 'client-certificate-refused',
};

/** The failure behind an error of a socket. */
export function connectionFailure(error: unknown): ForwardFailure {
  if (error instanceof ForwardFailure) return error;
  const { code = '', syscall } = error as NodeJS.ErrnoException;
  // What comes from no system call comes from the handshake: verification, versions, refusals.
  const otherwise = syscall === undefined && code !== 'ECONNRESET' ? 'tls-failed' : 'closed';
  return new ForwardFailure(REASONS[code] ?? otherwise, error);
}
