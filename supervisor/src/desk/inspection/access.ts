import { type AccessTable, anyone, only } from '@mingjing/service';

/** Officers of a visit inspect: the routes see to which; who stands at the machine looks on. */
const LOOKING = () => only('home', 'supervision-officer');

export const INSPECTION_ACCESS: AccessTable = {
  // A chain node signs its ask; whose signature holds is answered.
  'POST /v1/inspection/statements': anyone(),
  'GET /v1/desk/inspections': LOOKING(),
  'GET /v1/desk/inspections/:id': LOOKING(),
  'POST /v1/desk/inspections': only('supervision-officer'),
  'POST /v1/desk/inspections/:id/operator-record': only('supervision-officer'),
  'POST /v1/desk/inspections/:id/confirmations': only('supervision-officer'),
  'POST /v1/desk/inspections/:id/seal': only('supervision-officer'),
  'GET /v1/desk/inspections/:id/bundle': LOOKING(),
  'GET /v1/desk/inspections/:id/pdf': LOOKING(),
  'GET /v1/desk/inspections/:id/html': LOOKING(),
};
