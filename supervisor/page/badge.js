import { h, icon } from './dom.js';
import { t } from './text.js';

/** The proof badge: state as colour, icon and word; opens the drawer of the same address. */
export function proofBadge(state, address, subject, word = t(`badge.${state}`)) {
  return h(
    'a',
    {
      class: `badge badge-${state}`,
      href: `#${address}`,
      'data-key': address,
      'aria-label': `${word}: ${subject}. ${t('badge.open')}`,
    },
    icon(state, 16),
    h('span', {}, word),
  );
}

/** The mark of a state without a proof of its own. */
export function mark(state, text) {
  return h('span', { class: `mark mark-${state}` }, icon(state, 16), h('span', {}, text));
}
