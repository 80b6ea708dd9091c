import { type AccessTable, anyone, only } from '@mingjing/service';

/** Numbers are for everybody; who read what is for the authority, all of its officers alike. */
export const ACCOUNTABILITY_ACCESS: AccessTable = {
  'GET /v1/accountability/counts': anyone(),
  'GET /v1/desk/accountability/days': only('home', 'supervision-officer'),
  'GET /v1/desk/accountability/reads': only('home', 'supervision-officer'),
  'GET /v1/desk/accountability/witnesses': only('home', 'supervision-officer'),
};
