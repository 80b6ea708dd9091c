import type { Host } from '@mingjing/host';

/** What the routes of the node's API work on. */
export interface ApiContext {
  readonly host: Host;
}
