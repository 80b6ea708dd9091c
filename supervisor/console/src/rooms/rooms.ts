import type { Room } from '@mingjing/console-kit';
import { alarms } from './alarms/room.ts';
import { chains } from './chains/room.ts';
import { journals } from './journals/room.ts';
import { situation } from './situation/room.ts';

/** The rooms in the order of the menu. A room that is not built has no line. */
export const ROOMS: readonly Room[] = [situation, alarms, journals, chains];
