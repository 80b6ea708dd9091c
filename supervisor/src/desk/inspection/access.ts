import { type AccessTable, anyone, byRelation, only } from '@mingjing/service';

const OFFICERS = ['supervision-officer'] as const;

/** Foreign: of a visit that the caller takes no part in. */
const AT_VISIT = byRelation(
  { own: OFFICERS, organisation: OFFICERS },
  { foreign: 'inspection-visit-of-others' },
);

/** Officers of a visit inspect; who stands at the machine looks on. */
const LOOKING = () => only('home', 'supervision-officer');

export const INSPECTION_ACCESS: AccessTable = {
  // A chain node signs its ask; whose signature holds is answered.
  'POST /v1/inspection/statements': anyone(),
  'GET /v1/desk/inspections': LOOKING(),
  'GET /v1/desk/inspections/:id': LOOKING(),
  'POST /v1/desk/inspections': AT_VISIT,
  'POST /v1/desk/inspections/:id/operator-record': AT_VISIT,
  'POST /v1/desk/inspections/:id/confirmations': AT_VISIT,
  // Own: begun by the caller. What one began another signs: nobody inspects alone.
  'POST /v1/desk/inspections/:id/seal': byRelation(
    { organisation: OFFICERS },
    { own: 'inspection-same-officer', foreign: 'inspection-visit-of-others' },
  ),
  'GET /v1/desk/inspections/:id/bundle': LOOKING(),
  'GET /v1/desk/inspections/:id/pdf': LOOKING(),
  'GET /v1/desk/inspections/:id/html': LOOKING(),
};
