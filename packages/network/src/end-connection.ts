import type { Connection } from '@libp2p/interface';

/**
 * Ends a connection at once, whatever state it is in. The muxer says good-bye first, and that
 * throws where the socket has just been closed under it: then the muxer is over, and a second call
 * passes it by and frees the rest. A peer's network must not be able to stop this program.
 */
export function endConnection(connection: Pick<Connection, 'abort'>, reason: string): void {
  const error = new Error(reason);
  try {
    connection.abort(error);
  } catch (cause) {
    if (!isStreamState(cause)) throw cause;
    connection.abort(error);
  }
}

/** Whether a stream refused to be used since it is closed or closing. */
export function isStreamState(error: unknown): boolean {
  return error instanceof Error && error.name === 'StreamStateError';
}
