import type { Catalogue, OwnSession } from '@mingjing/console-kit';
import type { RoleName } from '@mingjing/protocol';
import type { ComponentType } from 'react';

/** What every room is given. */
export interface RoomProps {
  readonly session: OwnSession;
  /** The path below the room: `new` of `approvals/new`. */
  readonly path: string;
}

/** A room of the console: its line in the menu, its address, its texts, its page. */
export interface Room {
  /** Path below `/console/`, and the name of its texts: `<id>.name` stands in the menu. */
  readonly id: string;
  /** `g` and this letter open it. */
  readonly letter: string;
  /** Who may enter; absent: every officer who can log in here. */
  readonly roles?: readonly RoleName[];
  readonly texts: Catalogue;
  readonly Page: ComponentType<RoomProps>;
}
