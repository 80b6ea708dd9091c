import {
  Failed,
  Guard,
  go,
  type Language,
  Loading,
  LoginPage,
  speak,
  Themed,
  useKeyboard,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { Suspense, useCallback, useEffect } from 'react';
import { askAccount } from '../api.ts';
import type { Room } from '../rooms/room.ts';
import { ROOMS } from '../rooms/rooms.ts';
import { HeadBar } from './head-bar.tsx';
import { useSession } from './session.ts';
import { mayEnter, RoomRefused, SideBar } from './side-bar.tsx';

const ROOM_IDS = ROOMS.map(({ id }) => id);

/** The whole console: who is not logged in sees the login, everybody else his rooms. */
export function Console() {
  const { language } = usePlace();
  useLanguage(language);
  return (
    <Themed language={language}>
      <Inside />
    </Themed>
  );
}

function Inside() {
  const say = useText();
  const { state, read, logOut, stuck } = useSession();
  const { path } = usePlace();
  const [first = '', ...rest] = path.split('/');
  const room = ROOMS.find(({ id }) => id === first) ?? (ROOMS[0] as Room);
  useKeyboard({ room: useCallback(goToLetter, []) });
  const session = state.at === 'in' ? state.session : undefined;
  if (state.at === 'reading') return <Loading />;
  if (session === undefined) {
    return (
      <>
        <HeadBar />
        {state.at === 'out' && state.fault !== undefined && (
          <Failed error={state.fault} retry={() => void read()} />
        )}
        <LoginPage ask={askAccount} enrolment="/account/" onDone={() => void read()} />
      </>
    );
  }
  const { Page } = room;
  return (
    <>
      <HeadBar session={session} logOut={logOut} />
      <div className="body">
        <SideBar role={session.role} current={room.id} />
        <main className="page" aria-label={say(`${room.id}.name`)}>
          {stuck !== undefined && <Failed error={stuck} unchanged={say('frame.notEnded')} />}
          {mayEnter(room, session.role) ? (
            <Guard key={room.id}>
              <Suspense fallback={<Loading />}>
                <Page session={session} path={rest.join('/')} rooms={ROOM_IDS} />
              </Suspense>
            </Guard>
          ) : (
            <RoomRefused room={room} />
          )}
        </main>
      </div>
    </>
  );
}

function goToLetter(letter: string): void {
  const room = ROOMS.find((each) => each.letter === letter);
  if (room !== undefined) go(room.id);
}

function useLanguage(language: Language): void {
  const say = useText();
  const title = say('frame.title');
  useEffect(() => speak(language), [language]);
  useEffect(() => {
    document.title = title;
  }, [title]);
}
