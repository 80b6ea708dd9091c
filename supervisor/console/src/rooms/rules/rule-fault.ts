import { findText } from '@mingjing/console-kit';

/** What is wrong with a set of rules and where, as the program says it, in the page's words. */
class RuleFault extends Error {
  override readonly name = 'RuleFault';
  readonly code = 'rules-refused';
  readonly title: string;

  constructor(title: string, cause: unknown) {
    super(title, { cause });
    this.title = title;
  }
}

/** A refusal with its reason in words; anything else is what it was. */
export function ruleFaultOf(error: unknown): unknown {
  const { problem } = (error ?? {}) as { readonly problem?: Readonly<Record<string, unknown>> };
  const { fault, place } = problem ?? {};
  if (typeof fault !== 'string') return error;
  const title = findText(`rules.refusedFor.${fault}`, { place: String(place ?? '') });
  return title === undefined ? error : new RuleFault(title, error);
}
