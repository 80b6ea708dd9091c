import { ACCESS_DEFECTS } from './access-defects.ts';
import { CONSENSUS_DEFECTS } from './consensus-defects.ts';
import type { PlantedDefect } from './defect.ts';
import { ORDER_DEFECTS } from './order-defects.ts';
import { OTHER_DEFECTS } from './other-defects.ts';
import { POOL_DEFECTS } from './pool-defects.ts';

/** All of them. */
export const PLANTED: readonly PlantedDefect[] = [
  ...CONSENSUS_DEFECTS,
  ...OTHER_DEFECTS,
  ...ORDER_DEFECTS,
  ...ACCESS_DEFECTS,
  ...POOL_DEFECTS,
];
