import { useCallback, useEffect, useRef, useState } from 'react';
import type { Ask, OwnSession } from '../account/session.ts';
import { dropDraftsOfOthers, keepDrafts } from '../act/drafts.ts';
import { isLoggedOut } from '../states/fault.ts';
import { whenUsedAgain } from '../states/in-use.ts';
import { forgetAnswers } from '../states/pane.tsx';
import { whenSessionMayBeOver } from '../states/session-over.ts';

/** Says to later visits that there may be a session; it opens nothing. */
const MARK = 'mingjing-session';

export type SessionState =
  | { readonly at: 'reading' }
  /** `isOver`: it was a session that ended, and the place is kept for the next one. */
  | { readonly at: 'out'; readonly fault?: unknown; readonly isOver?: boolean }
  | { readonly at: 'in'; readonly session: OwnSession };

/** Who is logged in, as the program says; asked again after a page was left alone or refused. */
export function useSession(ask: Ask) {
  const [state, setState] = useState<SessionState>({ at: 'reading' });
  const officer = useRef('');
  const isReading = useRef(false);
  const read = useCallback(async () => {
    isReading.current = true;
    try {
      const session = (await ask('GET', '/v1/session')) as OwnSession;
      officer.current = session.officer;
      dropDraftsOfOthers(session.officer);
      setState({ at: 'in', session });
      localStorage.setItem(MARK, 'yes');
    } catch (fault) {
      keepDrafts(officer.current);
      if (isLoggedOut(fault)) leave();
      setState(isLoggedOut(fault) ? { at: 'out', isOver: true } : { at: 'out', fault });
    }
    isReading.current = false;
  }, [ask]);
  useEffect(() => {
    // Asking without a session is refused, and a refusal would stand on the browser's console.
    if (localStorage.getItem(MARK) === null) setState({ at: 'out' });
    else void read();
    const readAgain = () => {
      if (localStorage.getItem(MARK) !== null && !isReading.current) void read();
    };
    const stops = [whenUsedAgain(readAgain), whenSessionMayBeOver(readAgain)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [read]);
  const [stuck, setStuck] = useState<unknown>();
  const logOut = useCallback(async () => {
    setStuck(undefined);
    try {
      await ask('DELETE', '/v1/session');
      dropDraftsOfOthers(undefined);
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
