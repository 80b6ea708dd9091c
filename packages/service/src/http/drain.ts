import type { IncomingMessage } from 'node:http';

/** More than the largest body of any route: a caller slightly over a limit is still told so. */
const DRAINED_BYTES_MAX = 64 * 1024 * 1024;
/** A caller that sends slowly is cut off instead: its connection is worth no more of our time. */
const DRAIN_MS = 5000;

/**
 * Reads and throws away what is left of a refused body, within bounds. Closing a connection with
 * unread bytes resets it, and a caller that is still sending would never see why.
 */
export function drain(request: IncomingMessage): Promise<void> {
  if (request.readableEnded || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let bytes = 0;
    const timer = setTimeout(finish, DRAIN_MS);
    function finish(): void {
      clearTimeout(timer);
      request.off('data', count).off('end', finish).off('close', finish).off('error', finish);
      request.pause();
      resolve();
    }
    function count(chunk: Uint8Array): void {
      bytes += chunk.length;
      if (bytes > DRAINED_BYTES_MAX) finish();
    }
    request.on('data', count).once('end', finish).once('close', finish).once('error', finish);
    request.resume();
  });
}
