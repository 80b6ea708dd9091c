import type { RoleName } from '@mingjing/protocol';
import { Link } from '../place/link.tsx';
import { Refused, rolesText } from '../states/page-states.tsx';
import { useText } from '../text/texts.ts';
import { mayEnter, type Room } from './room.ts';

export interface SideBarProps {
  readonly rooms: readonly Room[];
  readonly role: RoleName;
  readonly current: string;
}

/** The rooms. One that a role may not enter stays, grey, and names the role that may. */
export function SideBar({ rooms, role, current }: SideBarProps) {
  const say = useText();
  return (
    <nav className="side-bar" aria-label={say('kit.frame.rooms')}>
      <ul>
        {rooms.map((room) => (
          <li key={room.id}>
            {mayEnter(room, role) ? (
              <Link path={room.id} isCurrent={room.id === current}>
                {say(`${room.id}.name`)}
                <kbd title={say('kit.frame.keys', { letter: room.letter })}>g {room.letter}</kbd>
              </Link>
            ) : (
              <span className="closed">
                {say(`${room.id}.name`)}
                <small>
                  {say('kit.frame.only', { roles: rolesText(room.roles ?? [], say('kit.comma')) })}
                </small>
              </span>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** What an officer sees who follows a link to a room that is not his. */
export function RoomRefused({ room }: { readonly room: Room }) {
  const say = useText();
  return (
    <>
      <header className="page-head">
        <h1>{say(`${room.id}.name`)}</h1>
      </header>
      <Refused roles={room.roles ?? []} />
    </>
  );
}
