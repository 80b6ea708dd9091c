import { type AccessTable, only } from '@mingjing/service';
import { BY_SCOPE } from '../reads/access.ts';

/** Officers of the authority; the commands of this machine ask as whoever may read the home. */
const officers = () => only('home', 'supervision-officer');

export const LOOK_THROUGH_ACCESS: AccessTable = {
  // Signed by the officer himself, and refused when he is not the one of the session.
  'POST /v1/look-through/acts': only('supervision-officer'),
  'GET /v1/look-through/orders': officers(),
  'GET /v1/look-through/orders/:id': officers(),
  'GET /v1/look-through/orders/:id/answers': officers(),
  // Signed by the officer himself: who carries it here decides nothing.
  'POST /v1/look-through/orders/:id/contributions': officers(),
  // Whose the subject is, shows when it is opened: the desk asks for the scope then.
  'POST /v1/look-through/orders/:id/opening': officers(),
  'GET /v1/look-through/orders/:id/evidence': officers(),
  'GET /v1/look-through/identities/:user/proof': BY_SCOPE,
  // Asked by whoever holds the authority's key to sealed copies, before he opens one.
  'POST /v1/look-through/orders/:id/sealed-copies': BY_SCOPE,
};
