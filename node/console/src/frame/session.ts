import {
  forgetAnswers,
  isLoggedOut,
  type OwnSession,
  whenLoggedOut,
  whenUsedAgain,
} from '@mingjing/console-kit';
import { useCallback, useEffect, useState } from 'react';
import { ask } from '../api.ts';

/** Says to later visits that there may be a session; it opens nothing. */
const MARK = 'mingjing-session';

export type SessionState =
  | { readonly at: 'reading' }
  | { readonly at: 'out'; readonly fault?: unknown }
  | { readonly at: 'in'; readonly session: OwnSession };

/** Who is logged in, as the node says; asked again after a page was left alone or refused. */
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
    const readAgain = () => {
      if (localStorage.getItem(MARK) !== null) void read();
    };
    const stops = [whenUsedAgain(readAgain), whenLoggedOut(readAgain)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [read]);
  const [stuck, setStuck] = useState<unknown>();
  const logOut = useCallback(async () => {
    setStuck(undefined);
    try {
      await ask({ path: '/v1/session', method: 'DELETE' });
      leave();
      setState({ at: 'out' });
    } catch (fault) {
      setStuck(fault);
    }
  }, []);
  return { state, read, logOut, stuck };
}

function leave(): void {
  localStorage.removeItem(MARK);
  forgetAnswers();
}
