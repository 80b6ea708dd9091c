import { Fragment, type ReactNode, Suspense, useCallback, useEffect } from 'react';
import { LoginPage, type LoginPageProps } from '../account/login-page.tsx';
import type { Ask, OwnSession } from '../account/session.ts';
import { useKeyboard } from '../keys/keyboard.ts';
import { Link } from '../place/link.tsx';
import { go, usePlace } from '../place/place.ts';
import { Guard } from '../states/guard.tsx';
import { Failed, Loading, NoSuchPage } from '../states/page-states.tsx';
import type { Language } from '../text/language.ts';
import { speak, useText } from '../text/texts.ts';
import { Themed } from '../theme/themed.tsx';
import { HeadBar } from './head-bar.tsx';
import { mayEnter, type Room } from './room.ts';
import { useSession } from './session.ts';
import { RoomRefused, SideBar } from './side-bar.tsx';

export interface ConsoleProps {
  /** In the order of the menu; the first one also stands at the console's own address. */
  readonly rooms: readonly Room[];
  /** Places without head bar and menu, for screens that nobody sits at. */
  readonly bare?: readonly Room[];
  /** Calls of the program that serves the console. */
  readonly ask: Ask;
  /** Stands in the head of every page, such as what chooses what the page is about. */
  readonly choice?: ReactNode;
  /** Where an enrolment link is answered. */
  readonly enrolment?: string;
  /** Done with the officer's key after each login, before the rooms open. */
  readonly alsoLogIn?: LoginPageProps['alsoLogIn'];
}

/** A whole console: who is not logged in sees the login, everybody else his rooms. */
export function Console(props: ConsoleProps) {
  const { language } = usePlace();
  useLanguage(language);
  return (
    <Themed language={language}>
      <Inside {...props} />
    </Themed>
  );
}

function Inside({ rooms, bare = [], ask, choice, ...login }: ConsoleProps) {
  const say = useText();
  const { path } = usePlace();
  const [first = '', ...rest] = path.split('/');
  const wall = bare.find(({ id }) => id === first);
  const { state, read, enter, logOut, stuck } = useSession(ask, wall !== undefined);
  const goToLetter = useCallback(
    (letter: string) => {
      const named = rooms.find((each) => each.letter === letter);
      if (named !== undefined) go(named.id);
    },
    [rooms],
  );
  useKeyboard({ room: goToLetter });
  const session = state.at === 'in' ? state.session : undefined;
  if (state.at === 'reading') return <Loading />;
  if (session === undefined) {
    return (
      <>
        <HeadBar choice={choice} />
        {state.at === 'out' && state.fault !== undefined && (
          <Failed error={state.fault} retry={read} />
        )}
        <LoginPage
          ask={ask}
          enrolment="/account/"
          isOver={state.at === 'out' && state.isOver === true}
          {...login}
          onDone={enter}
        />
      </>
    );
  }
  const shown = { session, path: rest.join('/'), rooms: rooms.map(({ id }) => id) };
  // What stands in open fields is of the officer who typed it: another one has pages of his own.
  const { officer } = session;
  if (wall !== undefined) return <Entered key={officer} room={wall} {...shown} />;
  const start = rooms[0] as Room;
  const room = first === '' ? start : rooms.find(({ id }) => id === first);
  return (
    <Fragment key={officer}>
      <HeadBar session={session} logOut={logOut} choice={choice} />
      <div className="body">
        <SideBar rooms={rooms} role={session.role} current={room?.id ?? ''} />
        <main className="page" aria-label={say(room ? `${room.id}.name` : 'kit.noSuchPage.what')}>
          {stuck !== undefined && <Failed error={stuck} unchanged={say('kit.frame.notEnded')} />}
          {room === undefined ? (
            <NoSuchPage home={<Link path={start.id}>{say(`${start.id}.name`)}</Link>} />
          ) : (
            <Entered room={room} {...shown} />
          )}
        </main>
      </div>
    </Fragment>
  );
}

interface EnteredProps {
  readonly room: Room;
  readonly session: OwnSession;
  readonly path: string;
  readonly rooms: readonly string[];
}

/** The page of a room, or who may see it. */
function Entered({ room, ...shown }: EnteredProps) {
  const { id, Page } = room;
  if (!mayEnter(room, shown.session.role)) return <RoomRefused room={room} />;
  return (
    <Guard key={id}>
      <Suspense fallback={<Loading />}>
        <Page {...shown} />
      </Suspense>
    </Guard>
  );
}

function useLanguage(language: Language): void {
  const say = useText();
  const title = say('frame.title');
  useEffect(() => speak(language), [language]);
  useEffect(() => {
    document.title = title;
  }, [title]);
}
