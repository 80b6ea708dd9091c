import type { Room } from '@mingjing/console-kit';
import { approvals } from './approvals/room.ts';
import { complaints } from './complaints/room.ts';
import { content } from './content/room.ts';
import { documents } from './documents/room.ts';
import { journal } from './journal/room.ts';
import { nodes } from './nodes/room.ts';
import { security } from './security/room.ts';
import { settings } from './settings/room.ts';
import { today } from './today/room.ts';
import { users } from './users/room.ts';

/** The rooms in the order of the menu. A room that is not built has no line. */
export const ROOMS: readonly Room[] = [
  ...[today, approvals, nodes, users, content, journal, complaints, documents],
  ...[security, settings],
];
