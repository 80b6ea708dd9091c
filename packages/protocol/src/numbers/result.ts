/** A number in its canonical form, or why the text is none. Good form never means a true number. */
export type NumberResult<R extends string> =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly reason: R };

/** A refusal with its reason. */
export function refused<R extends string>(reason: R): { readonly ok: false; readonly reason: R } {
  return { ok: false, reason };
}
