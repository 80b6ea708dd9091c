import { type AccessTable, only } from '@mingjing/service';
import { BY_SCOPE } from '../reads/access.ts';

export const SEARCH_ACCESS: AccessTable = {
  'GET /v1/desk/search/records': BY_SCOPE,
  // What is beyond the scope is left out of a drawing.
  'GET /v1/desk/search/trace': only('home', 'supervision-officer'),
  'GET /v1/desk/search/trace/bundle': only('home', 'supervision-officer'),
};
