import type { Room } from '@mingjing/console-kit';
import { search } from './search/room.ts';
import { situation } from './situation/room.ts';

/** The rooms in the order of the menu. A room that is not built has no line. */
export const ROOMS: readonly Room[] = [situation, search];
