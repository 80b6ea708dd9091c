import { backupDrill } from './backup-drill.ts';
import type { Finders } from './collecting.ts';
import { consensus } from './consensus-drill.ts';
import { INFRASTRUCTURE } from './infrastructure.ts';
import { INTEGRITY } from './integrity.ts';
import { MANAGEMENT } from './management.ts';
import { OTHER } from './other.ts';
import { PREVENTION } from './prevention.ts';
import { RETENTION } from './retention.ts';
import { SUPERVISION } from './supervision.ts';
import { USERS } from './users.ts';

/** How each item that a machine can find anything of is found out. Items on paper are not here. */
export const ALL_ITEMS: Finders = {
  ...INFRASTRUCTURE,
  'consensus-and-fault-tolerance': consensus,
  'backup-and-restore-drill': backupDrill,
  ...MANAGEMENT,
  ...SUPERVISION,
  ...PREVENTION,
  ...INTEGRITY,
  ...USERS,
  ...RETENTION,
  ...OTHER,
};
