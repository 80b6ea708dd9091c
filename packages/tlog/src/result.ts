/** Outcome of a check on untrusted input: nothing but a yes, or a no with its reason. */
export type Verdict<Reason extends string> =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: Reason };

/** Outcome of parsing or opening untrusted input: a value, or a reason from a closed union. */
export type Result<Value, Reason extends string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: Reason };

/** A typed refusal; narrower than `Result`, so that it fits every one of them. */
export function refuse<Reason extends string>(reason: Reason): { ok: false; reason: Reason } {
  return { ok: false, reason };
}

/** The accepting counterpart of `refuse`. */
export function accept<Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value };
}
