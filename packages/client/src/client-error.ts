/** Failures of the way to the node; every other code is the `code` of the node's problem. */
export type TransportErrorCode =
  /** No connection, or it broke off. */
  | 'UNREACHABLE'
  /** No complete answer in time; what was asked may have happened. */
  | 'TIMEOUT'
  /** An answer that is not what the API says, or larger than it may be. */
  | 'BAD_ANSWER';

export interface ClientErrorDetails {
  /** HTTP status; 0 when there was no answer. */
  readonly status?: number;
  /** Method of the call that failed; absent where none was made. */
  readonly method?: string | undefined;
  readonly title?: string;
  readonly detail?: string;
  /** All members of the node's problem (RFC 9457). */
  readonly problem?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** A call that brought no answer, or a problem the node answered with. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  readonly code: TransportErrorCode | (string & {});
  readonly status: number;
  /** Method of the call: what a GET asked for changes nothing, whatever became of the answer. */
  readonly method: string | undefined;
  readonly title: string | undefined;
  readonly detail: string | undefined;
  readonly problem: Readonly<Record<string, unknown>> | undefined;

  constructor(code: string, message: string, details: ClientErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.status = details.status ?? 0;
    this.method = details.method;
    this.title = details.title;
    this.detail = details.detail;
    this.problem = details.problem;
  }
}
