import { type FieldTable, shown } from '@mingjing/service';

/** Personal fields that a supervision node shows of its own. */
export type DeskField = 'entry-address' | 'entry-subject' | 'opened-content';

const READERS = ['home', 'supervision-officer'] as const;

/**
 * Who sees which personal field how: the one place where it is decided. Whether he sees the thing
 * at all say the access table, his scope and his purpose.
 */
export const DESK_FIELDS: FieldTable<DeskField> = {
  // From where a colleague worked is nobody's business but who watches over the machine.
  'entry-address': { home: 'clear', 'supervision-officer': 'masked' },
  // Who read what and why is for all of the authority's officers alike.
  'entry-subject': shown('clear', ...READERS),
  // Number and name of a person, or a private record: under an access order, after its entry.
  'opened-content': shown('clear', ...READERS),
};
