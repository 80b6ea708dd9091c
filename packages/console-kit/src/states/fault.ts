import { findText, type Say, spoken } from '../text/texts.ts';

/** Code of an act that may have taken effect: nobody answered what came of it. */
export const OUTCOME_UNKNOWN = 'outcome-unknown';

/**
 * Codes of a call that may have done what it asked: nobody answered, or not as a program of ours
 * does; the program gave up waiting for its own work, or failed within it.
 */
const UNANSWERED = [
  ...['UNREACHABLE', 'TIMEOUT', 'BAD_ANSWER'],
  ...['timeout', 'internal', 'access-nobody'],
];

/** What a failed call says of itself, whichever client made it (RFC 9457 problems, transport). */
export interface Fault {
  readonly code: string;
  readonly status: number;
  readonly title: string | undefined;
  readonly detail: string | undefined;
  /** Roles that may, when the call was refused for the caller's role. */
  readonly roles: readonly string[];
}

/**
 * Reads a thrown value; one that is no fault of a call has the code `UNEXPECTED`. Its texts are in
 * the language that the page speaks now, where it has them: a problem carries both, and an error of
 * a page has a `title` that looks its text up when it is read.
 */
export function faultOf(error: unknown): Fault {
  const { code, message, status, title, detail, problem } = (error ?? {}) as Record<
    string,
    unknown
  >;
  const { roles, texts } = (problem ?? {}) as {
    readonly roles?: unknown;
    readonly texts?: unknown;
  };
  const told = textsIn(texts) ?? { title, detail };
  return {
    code: textIn(code) ?? (findText(`kit.fault.${message}`) ? String(message) : 'UNEXPECTED'),
    status: typeof status === 'number' ? status : 0,
    title: textIn(told.title),
    detail: textIn(told.detail),
    roles: Array.isArray(roles) ? roles.map(String) : [],
  };
}

/**
 * True where an act may have taken effect although it failed. A call that reads changed nothing.
 * Whether a call that got no answer ever left cannot be told, so it counts.
 */
export function isOutcomeUnknown(error: unknown): boolean {
  const { code } = faultOf(error);
  const { method } = (error ?? {}) as { readonly method?: unknown };
  const isAct = method !== undefined && method !== 'GET';
  return code === OUTCOME_UNKNOWN || (isAct && UNANSWERED.includes(code));
}

/** One line that says what failed, in the language of the page. */
export function faultText(say: Say, error: unknown): string {
  const { code, title, detail } = faultOf(error);
  const own = findText(`kit.fault.${code}`);
  if (own !== undefined) return own;
  if (title === undefined) return say('kit.fault.other', { code });
  return detail === undefined ? title : say('kit.fault.refused', { title, detail });
}

/** True where the person must log in again. */
export function isLoggedOut(error: unknown): boolean {
  return ['session-over', 'login-required'].includes(faultOf(error).code);
}

/** What a problem says in the language of the page; undefined where it does not say it in that. */
function textsIn(texts: unknown): { title?: unknown; detail?: unknown } | undefined {
  const said: unknown = Object(texts)[spoken()];
  return textIn(Object(said).title) === undefined ? undefined : Object(said);
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
