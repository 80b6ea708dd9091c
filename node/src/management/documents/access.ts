import { type AccessTable, byRelation, only } from '@mingjing/service';

const READERS = [
  ...['system-admin', 'security-admin', 'audit-admin', 'disclosure', 'reviewer', 'duty'],
] as const;
const KEEPERS = ['system-admin', 'security-admin'] as const;
const ATTESTERS = ['system-admin', 'security-admin', 'audit-admin', 'disclosure'] as const;

/** Who keeps documents hands them in; another officer than he attests what they are. */
export const DOCUMENT_ACCESS: AccessTable = {
  'GET /v1/management/documents': only('home', ...READERS),
  'GET /v1/management/documents/versions': only('home', ...READERS),
  'GET /v1/management/documents/:id': only('home', ...READERS),
  'GET /v1/management/documents/:id/file': only(...ATTESTERS),
  'POST /v1/management/documents': only(...KEEPERS),
  // Own: handed in by the caller.
  'POST /v1/management/documents/:id/attest': byRelation(
    { organisation: ATTESTERS },
    { own: 'document-own' },
  ),
  'POST /v1/management/documents/:id/withdraw': only(...KEEPERS),
  'POST /v1/management/documents/:id/check': only(...ATTESTERS),
};
