export type NetworkErrorCode =
  | 'PEER_NOT_CONNECTED'
  | 'REQUEST_TIMEOUT'
  | 'CONNECTION_LOST'
  | 'REQUEST_REFUSED'
  | 'REQUEST_QUEUE_FULL'
  | 'MESSAGE_TOO_LARGE'
  | 'HANDLER_FAILED'
  | 'LISTEN_FAILED';

export interface NetworkErrorContext {
  readonly peer?: string;
  /** With REQUEST_REFUSED: a `RefusalCode`. */
  readonly refusalCode?: number;
  readonly cause?: unknown;
}

/** An operating failure of the network; `code` says which. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  readonly code: NetworkErrorCode;
  readonly peer: string | undefined;
  readonly refusalCode: number | undefined;

  constructor(code: NetworkErrorCode, context: NetworkErrorContext = {}) {
    const about = context.peer === undefined ? '' : ` (peer ${context.peer})`;
    const refusal = context.refusalCode === undefined ? '' : `, code ${context.refusalCode}`;
    super(`${code}${about}${refusal}`, { cause: context.cause });
    this.code = code;
    this.peer = context.peer;
    this.refusalCode = context.refusalCode;
  }
}
