import type { RoleName } from '@mingjing/protocol';
import { type ComponentType, lazy } from 'react';
import type { OwnSession } from '../account/session.ts';
import type { Catalogue } from '../text/texts.ts';

/** What every room is given. */
export interface RoomProps {
  readonly session: OwnSession;
  /** The path below the room: `new` of `approvals/new`. */
  readonly path: string;
  /** Ids of all rooms there are. */
  readonly rooms: readonly string[];
}

/** A room of a console: its line in the menu, its address, its texts, its page. */
export interface Room {
  /** Path below the console's own, and the name of its texts: `<id>.name` stands in the menu. */
  readonly id: string;
  /** `g` and this letter open it. */
  readonly letter: string;
  /** Who may enter; absent: every officer who can log in here. */
  readonly roles?: readonly RoleName[];
  readonly texts: Catalogue;
  readonly Page: ComponentType<RoomProps>;
}

/** Whether an officer of this role may enter a room. */
export function mayEnter({ roles }: Pick<Room, 'roles'>, role: RoleName): boolean {
  return roles === undefined || roles.includes(role);
}

/** A page that is loaded when its room is first opened; what cannot be loaded says so in words. */
export function pageOf(
  load: () => Promise<{ readonly default: ComponentType<RoomProps> }>,
): ComponentType<RoomProps> {
  return lazy(() =>
    load().catch((cause: unknown) => {
      const code = 'UNREACHABLE';
      throw Object.assign(new Error('the page of a room was not loaded', { cause }), { code });
    }),
  );
}
