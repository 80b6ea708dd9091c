import { byRelation } from '@mingjing/service';

const READERS = ['home', 'supervision-officer'] as const;

/** Subjects of an organisation within the officer's scope; the home's has no bounds. */
export const BY_SCOPE = byRelation({ organisation: READERS }, { foreign: 'scope-subject' });

/** The same of journals; the authority's own tells of its own officers. */
export const OWN_OR_BY_SCOPE = byRelation(
  { own: READERS, organisation: READERS },
  { foreign: 'scope-subject' },
);
