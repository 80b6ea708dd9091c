import { Link, Refused, rolesText, useText } from '@mingjing/console-kit';
import type { RoleName } from '@mingjing/protocol';
import type { Room } from '../rooms/room.ts';
import { ROOMS } from '../rooms/rooms.ts';

/** Whether an officer of this role may enter a room. */
export function mayEnter({ roles }: Room, role: RoleName): boolean {
  return roles === undefined || roles.includes(role);
}

export interface SideBarProps {
  readonly role: RoleName;
  readonly current: string;
}

/** The rooms. One that a role may not enter stays, grey, and names the role that may. */
export function SideBar({ role, current }: SideBarProps) {
  const say = useText();
  return (
    <nav className="side-bar" aria-label={say('frame.rooms')}>
      <ul>
        {ROOMS.map((room) => (
          <li key={room.id}>
            {mayEnter(room, role) ? (
              <Link path={room.id} isCurrent={room.id === current}>
                {say(`${room.id}.name`)}
                <kbd title={say('frame.keys', { letter: room.letter })}>g {room.letter}</kbd>
              </Link>
            ) : (
              <span className="closed">
                {say(`${room.id}.name`)}
                <small>
                  {say('frame.only', { roles: rolesText(room.roles ?? [], say('kit.comma')) })}
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
