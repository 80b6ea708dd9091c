/** A broken invariant: a programming error, never bad input. The program must stop. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/**
 * Throws `InvariantError` when `condition` is false. On in production: a node that has met a state
 * it believed impossible must not sign or store anything more.
 * Never use it on what a peer or user sent: bad input returns a typed refusal instead.
 */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}
