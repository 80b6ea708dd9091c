import { LANGUAGES, type Language } from '../text/language.ts';
import type { TextFields, Texts } from '../text/texts.ts';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';

export interface ProblemOptions {
  readonly fields?: TextFields;
  /** Further members of the answer (RFC 9457, 3.2), such as the reference of an order. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/**
 * An answer that is no success. `code` is stable and names the texts `problems.<code>.title` and
 * `.detail` of the catalogue.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly options: ProblemOptions;
  /** Says the same members in the caller's language. */
  readonly localise: ((language: Language) => Readonly<Record<string, unknown>>) | undefined;

  constructor(
    status: number,
    code: string,
    options: ProblemOptions = {},
    localise?: (language: Language) => Readonly<Record<string, unknown>>,
  ) {
    super(code, { cause: options.cause });
    this.status = status;
    this.code = code;
    this.options = options;
    this.localise = localise;
  }
}

/**
 * The body of a problem (RFC 9457) in one language, with its texts in both beside: a terminal shows
 * both, and a page may be in another language by the time it is read.
 */
export function problemBody(texts: Texts, language: Language, problem: Problem): string {
  const { status, code, options, localise } = problem;
  return JSON.stringify({
    type: `urn:mingjing:problem:${code}`,
    ...textsIn(texts, language, problem),
    status,
    code,
    texts: Object.fromEntries(LANGUAGES.map((each) => [each, textsIn(texts, each, problem)])),
    ...options.members,
    ...localise?.(language),
  });
}

function textsIn(texts: Texts, language: Language, { code, options }: Problem) {
  const text = (part: string) => texts.find(language, `problems.${code}.${part}`, options.fields);
  // A code without a text still says what happened, to a program at least.
  return { title: text('title') ?? code, detail: text('detail') };
}
