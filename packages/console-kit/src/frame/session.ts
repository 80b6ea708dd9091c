import { useCallback, useEffect, useState } from 'react';
import type { Ask, OwnSession } from '../account/session.ts';
import { isLoggedOut } from '../states/fault.ts';
import { whenUsedAgain } from '../states/in-use.ts';
import { forgetAnswers, whenLoggedOut } from '../states/pane.tsx';

/** Says to later visits that there may be a session; it opens nothing. */
const MARK = 'mingjing-session';

export type SessionState =
  | { readonly at: 'reading' }
  | { readonly at: 'out'; readonly fault?: unknown }
  | { readonly at: 'in'; readonly session: OwnSession };

/** Who is logged in, as the program says; asked again after a page was left alone or refused. */
export function useSession(ask: Ask) {
  const [state, setState] = useState<SessionState>({ at: 'reading' });
  const read = useCallback(async () => {
    try {
      const session = (await ask('GET', '/v1/session')) as OwnSession;
      setState({ at: 'in', session });
      localStorage.setItem(MARK, 'yes');
    } catch (fault) {
      if (isLoggedOut(fault)) leave();
      setState(isLoggedOut(fault) ? { at: 'out' } : { at: 'out', fault });
    }
  }, [ask]);
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
      await ask('DELETE', '/v1/session');
      leave();
      setState({ at: 'out' });
    } catch (fault) {
      setStuck(fault);
    }
  }, [ask]);
  return { state, read, logOut, stuck };
}

function leave(): void {
  localStorage.removeItem(MARK);
  forgetAnswers();
}
