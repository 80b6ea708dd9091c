import { findText, PageFault } from '@mingjing/console-kit';

/**
 * What is wrong with a set of rules and where, as the program says it, in the page's words;
 * anything else is what it was.
 */
export function ruleFaultOf(error: unknown): unknown {
  const { problem } = (error ?? {}) as { readonly problem?: Readonly<Record<string, unknown>> };
  const { fault, place } = problem ?? {};
  if (typeof fault !== 'string') return error;
  const titleNow = () => findText(`rules.refusedFor.${fault}`, { place: String(place ?? '') });
  return titleNow() === undefined ? error : new PageFault('rules-refused', titleNow, error);
}
