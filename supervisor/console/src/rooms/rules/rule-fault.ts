import { findText } from '@mingjing/console-kit';

/** What is wrong with a set of rules and where, as the program says it, in the page's words. */
class RuleFault extends Error {
  override readonly name = 'RuleFault';
  readonly code = 'rules-refused';
  readonly #titleNow: () => string | undefined;

  constructor(titleNow: () => string | undefined, cause: unknown) {
    super('rules-refused', { cause });
    this.#titleNow = titleNow;
  }

  /** Looked up when it is read: the page may speak another language by then. */
  get title(): string | undefined {
    return this.#titleNow();
  }
}

/** A refusal with its reason in words; anything else is what it was. */
export function ruleFaultOf(error: unknown): unknown {
  const { problem } = (error ?? {}) as { readonly problem?: Readonly<Record<string, unknown>> };
  const { fault, place } = problem ?? {};
  if (typeof fault !== 'string') return error;
  const titleNow = () => findText(`rules.refusedFor.${fault}`, { place: String(place ?? '') });
  return titleNow() === undefined ? error : new RuleFault(titleNow, error);
}
