import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { Ask, OwnSession } from '../account/session.ts';
import { dropDraftsOfOthers, keepDrafts } from '../act/drafts.ts';
import { isLoggedOut } from '../states/fault.ts';
import { whenUsedAgain } from '../states/in-use.ts';
import { forgetAnswers } from '../states/pane.tsx';
import { whenSessionMayBeOver } from '../states/session-over.ts';

/**
 * Says to later visits that there may be a session; it opens nothing. Each login writes it anew,
 * which tells the other tabs.
 */
const MARK = 'mingjing-session';

export type SessionState =
  | { readonly at: 'reading' }
  /** `isOver`: it was a session that ended, and the place is kept for the next one. */
  | { readonly at: 'out'; readonly fault?: unknown; readonly isOver?: boolean }
  | { readonly at: 'in'; readonly session: OwnSession };

/**
 * Who is logged in, as the program says. It is asked again after a page was left alone or refused,
 * and when another tab logs in or out: all tabs of a browser have one session. `isWall`: nobody
 * sits at the page.
 */
export function useSession(ask: Ask, isWall: boolean) {
  const { state, setState, officer, isReading, read, leave } = useReadSession(ask);
  useReadingAgain({ officer, isReading, read, isWall });
  useEffect(() => {
    // Asking without a session is refused, and a refusal would stand on the browser's console.
    if (localStorage.getItem(MARK) === null) setState({ at: 'out' });
    else read();
  }, [read, setState]);
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
  }, [ask, leave, setState]);
  const enter = useCallback(() => {
    localStorage.setItem(MARK, String(Date.now()));
    read();
  }, [read]);
  return { state, read, enter, logOut, stuck };
}

/** What the program said of the session last, and how it is asked. */
function useReadSession(ask: Ask) {
  const [state, setState] = useState<SessionState>({ at: 'reading' });
  /** Whose session was read last; nobody's: ''. */
  const officer = useRef('');
  const isReading = useRef(false);
  const leave = useCallback(() => {
    officer.current = '';
    localStorage.removeItem(MARK);
    forgetAnswers();
  }, []);
  const readNow = useCallback(async () => {
    isReading.current = true;
    try {
      const session = (await ask('GET', '/v1/session')) as OwnSession;
      // What an officer has read is not shown to the next one, also where the call is refused him.
      if (session.officer !== officer.current) forgetAnswers();
      officer.current = session.officer;
      dropDraftsOfOthers(session.officer);
      setState({ at: 'in', session });
    } catch (fault) {
      if (officer.current !== '') keepDrafts(officer.current);
      if (isLoggedOut(fault)) leave();
      setState(isLoggedOut(fault) ? { at: 'out', isOver: true } : { at: 'out', fault });
    }
    isReading.current = false;
  }, [ask, leave]);
  const last = useRef(Promise.resolve());
  /** One after the other: what was answered last is what stands. */
  const read = useCallback(() => {
    last.current = last.current.then(readNow);
  }, [readNow]);
  return { state, setState, officer, isReading, read, leave };
}

interface ReadingAgain {
  readonly officer: RefObject<string>;
  readonly isReading: RefObject<boolean>;
  readonly read: () => void;
  readonly isWall: boolean;
}

/** Reads the session again when it may have changed. */
function useReadingAgain({ officer, isReading, read, isWall }: ReadingAgain): void {
  useEffect(() => {
    // The mark may be gone: another tab saw the end first.
    const readAgain = () => {
      const mayBeIn = officer.current !== '' || localStorage.getItem(MARK) !== null;
      if (mayBeIn && !isReading.current) read();
    };
    const readOther = ({ key, newValue }: StorageEvent) => {
      // A wall goes on when a session gets idle; its stream says when it has to end.
      const isHeard = newValue !== null || !isWall;
      if (key === MARK && officer.current !== '' && isHeard) read();
    };
    window.addEventListener('storage', readOther);
    const stops = [whenUsedAgain(readAgain), whenSessionMayBeOver(readAgain)];
    return () => {
      window.removeEventListener('storage', readOther);
      for (const stop of stops) stop();
    };
  }, [officer, isReading, read, isWall]);
}
