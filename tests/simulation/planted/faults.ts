import { CONSENSUS_DEFECTS } from './consensus-defects.ts';
import type { PlantedDefect } from './defect.ts';
import { OTHER_DEFECTS } from './other-defects.ts';

/** All of them. */
export const PLANTED: readonly PlantedDefect[] = [...CONSENSUS_DEFECTS, ...OTHER_DEFECTS];
