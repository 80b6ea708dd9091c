import type { Host } from '@mingjing/host';
import type { Shelf } from '@mingjing/storage';

/** What the areas of the management service work on. */
export interface ManagementContext {
  readonly host: Host;
  /** What this organisation keeps for itself. */
  readonly shelf: Shelf;
  /** This machine's clock, ms: what is due is due by the wall. */
  now(): number;
}
