import type { OwnSession } from '@mingjing/console-kit';
import type { Purpose } from '../../desk/reading.ts';

/** What each page of the room is given. */
export interface PlaceProps {
  /** Of the order; empty: the page is of none. */
  readonly id: string;
  readonly session: OwnSession;
  /** What is read for, as it stands in the entry of each read. */
  readonly purpose: Purpose;
}
