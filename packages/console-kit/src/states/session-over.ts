// Whatever is asked, an answer may show that the session is over: then the login is shown, and the
// place stays in the address.

const listeners = new Set<() => void>();

/** Calls when the session may be over; the answer stops it. */
export function whenSessionMayBeOver(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Says that a call or a stream was refused as one without a session is. */
export function sessionMayBeOver(): void {
  for (const listener of listeners) listener();
}

/** `fetch` for calls in a session. */
export const sessionFetch: typeof fetch = async (input, init) => {
  const answer = await fetch(input, init);
  if (answer.status === 401) sessionMayBeOver();
  return answer;
};
