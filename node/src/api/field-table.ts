import { ROLE_NAMES } from '@mingjing/protocol';
import { type FieldTable, shown } from '@mingjing/service';

const STAFF = ROLE_NAMES.filter((role) => role !== 'supervision-officer');
const HANDLERS = ['duty', 'reviewer', 'security-admin'] as const;
const WATCHERS = ['security-admin', 'audit-admin'] as const;

/** Personal fields that this node shows. */
export type NodeField =
  | 'user-number'
  | 'user-name'
  | 'complaint-text'
  | 'complaint-contact'
  | 'duty-phone'
  | 'person-name'
  | 'person-phone'
  | 'person-email'
  | 'reveal-reason'
  | 'entry-address'
  | 'entry-subject';

/**
 * Who sees which personal field how, on lists and pages: the one place where it is decided. Whether
 * he sees the thing at all says the access table.
 */
export const NODE_FIELDS: FieldTable<NodeField> = {
  // Whoever runs the machine has no business with who people are.
  'user-number': shown('masked', ...STAFF.filter((role) => role !== 'system-admin')),
  'user-name': shown('masked', ...STAFF.filter((role) => role !== 'system-admin')),
  'complaint-text': shown('masked', ...HANDLERS, 'audit-admin'),
  // Who watches how complaints go reaches nobody.
  'complaint-contact': shown('masked', ...HANDLERS),
  // Everybody may know that somebody is on duty, and no more of his number.
  'duty-phone': shown('masked', 'nobody', 'home', ...STAFF),
  'person-name': shown('masked', ...STAFF),
  'person-phone': shown('masked', ...STAFF),
  'person-email': shown('masked', ...STAFF),
  // Read by who allows it; who asked for it himself knows what he wrote.
  'reveal-reason': shown('clear', ...WATCHERS),
  // Whoever judges what was retained sees of whom it is; who answers for security, the network.
  'entry-address': { ...shown('clear', 'home', 'audit-admin'), 'security-admin': 'masked' },
  'entry-subject': { ...shown('clear', 'home', 'audit-admin'), 'security-admin': 'masked' },
};

/** The same of a reveal: an act with a reason, whose entry is durable before the answer. */
export const REVEALED_FIELDS: FieldTable<Exclude<NodeField, `entry-${string}` | 'reveal-reason'>> =
  {
    'user-number': shown('clear', 'security-admin', 'reviewer', 'disclosure'),
    'user-name': shown('clear', 'security-admin', 'reviewer', 'disclosure'),
    'complaint-text': shown('clear', ...HANDLERS),
    'complaint-contact': shown('clear', ...HANDLERS),
    'duty-phone': shown('clear', 'duty', 'security-admin'),
    'person-name': shown('clear', ...WATCHERS),
    'person-phone': shown('clear', ...WATCHERS),
    'person-email': shown('clear', ...WATCHERS),
  };
