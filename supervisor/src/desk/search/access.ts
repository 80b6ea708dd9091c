import { type AccessTable, only } from '@mingjing/service';

export const SEARCH_ACCESS: AccessTable = {
  'GET /v1/desk/search/records': only('home', 'supervision-officer'),
  'GET /v1/desk/search/trace': only('home', 'supervision-officer'),
  'GET /v1/desk/search/trace/bundle': only('home', 'supervision-officer'),
};
