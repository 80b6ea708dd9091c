import { type Host, journalSearchRoute } from '@mingjing/host';
import { type AnyRoute, type CallContext, Problem } from '@mingjing/service';
import { DESK_FIELDS } from './field-table.ts';
import type { Reader, SubjectReads } from './subject-reads.ts';

/** Search of the journals held here, for a purpose and within a scope. */
export function guardedSearchRoute(host: Host, reads: SubjectReads): AnyRoute {
  return reads.guard(journalSearchRoute(host, DESK_FIELDS), (reader, call) =>
    assertAsked(host, reader, call),
  );
}

// Journals are kept by organisation: what is asked of all of them is asked of those beyond, too.
function assertAsked(
  { nodeId, replica }: Host,
  reader: Reader,
  { assertMay, query }: CallContext,
): void {
  const asked = query as { readonly node?: string; readonly organisation?: string };
  const { registry } = replica.chain.state;
  const byNode = asked.node === undefined ? undefined : registry.get('node', asked.node);
  const organisation = byNode?.organisation ?? asked.organisation;
  if (organisation === undefined) {
    const isEverything = [...registry.all('organisation')].every(({ id }) => reader.maySee(id));
    if (!isEverything) throw new Problem(403, 'scope-organisation-needed');
    assertMay('organisation');
    return;
  }
  // The authority's own journal tells of its own officers.
  if (organisation === registry.get('node', nodeId)?.organisation) {
    assertMay('own');
    return;
  }
  reader.assertMaySee(organisation);
}
