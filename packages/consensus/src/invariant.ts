/** What this package guarantees, or asks of its host, does not hold: the node must stop. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
  readonly code = 'INVARIANT';
}

/**
 * Stops on a broken invariant. It is never reached by anything that a peer sends; peer input is
 * ignored or answered with effects.
 *
 * @throws InvariantError when `condition` is false
 */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}
