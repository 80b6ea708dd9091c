import { forgetAnswers, isLoggedOut, type OwnSession } from '@mingjing/console-kit';
import { useCallback, useEffect, useState } from 'react';
import { ask } from '../api.ts';

/** Says to later visits that there may be a session; it opens nothing. */
const MARK = 'mingjing-session';
/** A session that ended elsewhere shows at once when the page is used, and else within this. */
const CHECK_MS = 60_000;

export type SessionState =
  | { readonly at: 'reading' }
  | { readonly at: 'out'; readonly fault?: unknown }
  | { readonly at: 'in'; readonly session: OwnSession };

/** Who is logged in here, as the node says: when the page asks, and from time to time. */
export function useSession() {
  const [state, setState] = useState<SessionState>({ at: 'reading' });
  const read = useCallback(async () => {
    try {
      setState({ at: 'in', session: await ask<OwnSession>({ path: '/v1/session' }) });
      localStorage.setItem(MARK, 'yes');
    } catch (fault) {
      if (isLoggedOut(fault)) leave();
      setState(isLoggedOut(fault) ? { at: 'out' } : { at: 'out', fault });
    }
  }, []);
  useEffect(() => {
    // Asking without a session is refused, and a refusal would stand on the browser's console.
    if (localStorage.getItem(MARK) === null) setState({ at: 'out' });
    else void read();
    const check = setInterval(() => {
      if (localStorage.getItem(MARK) !== null) void read();
    }, CHECK_MS);
    return () => clearInterval(check);
  }, [read]);
  const logOut = useCallback(async () => {
    await ask({ path: '/v1/session', method: 'DELETE' });
    leave();
    setState({ at: 'out' });
  }, []);
  return { state, read, logOut };
}

function leave(): void {
  localStorage.removeItem(MARK);
  forgetAnswers();
}
