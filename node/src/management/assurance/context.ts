import type { FloodGate } from '@mingjing/service';
import type { ManagementContext } from '../context.ts';
import type { AssuranceConfig } from './assurance-config.ts';

/** What the assurance of a management node works on. */
export interface AssuranceContext extends ManagementContext {
  readonly bounds: AssuranceConfig;
  readonly floods: Pick<FloodGate, 'counts'>;
}
