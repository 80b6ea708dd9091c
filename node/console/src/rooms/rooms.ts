import type { Room } from './room.ts';
import { today } from './today/room.ts';

/** The rooms in the order of the menu. A room that is not built has no line. */
export const ROOMS: readonly Room[] = [today];
