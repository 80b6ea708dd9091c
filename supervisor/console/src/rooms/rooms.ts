import type { Room } from '@mingjing/console-kit';
import { access } from './access/room.ts';
import { accountability } from './accountability/room.ts';
import { alarms } from './alarms/room.ts';
import { chains } from './chains/room.ts';
import { interventions } from './interventions/room.ts';
import { journals } from './journals/room.ts';
import { rules } from './rules/room.ts';
import { search } from './search/room.ts';
import { situation } from './situation/room.ts';
import { visits } from './visits/room.ts';

/** The rooms in the order of the menu. A room that is not built has no line. */
export const ROOMS: readonly Room[] = [
  ...[situation, alarms, search, access, interventions, journals],
  ...[rules, visits, accountability, chains],
];
