import type { Replica } from '@mingjing/replica';
import { componentLogger } from '@mingjing/telemetry';
import type { Host, HostOptions } from '../host.ts';
import type { Closers, OpenParts } from '../open-parts.ts';
import type { Own } from '../own.ts';
import { JournalSearch } from './journal-search.ts';
import { openRecordSearch } from './records/open-record-search.ts';
import type { RecordSearch } from './records/record-search.ts';

/** Indexes of the journals and, where they are searched, of the records. */
export async function openSearches(
  options: HostOptions,
  parts: OpenParts,
  own: Own,
  { closers, replica }: { readonly replica: Replica; readonly closers: Closers },
): Promise<Pick<Host, 'search' | 'records'>> {
  const search = await openSearch(options, parts, replica);
  closers.add(() => search.close());
  const records = await openRecords(options, parts, own, replica);
  if (records !== undefined) closers.add(() => records.close());
  return { search, records };
}

async function openRecords(
  { events, nodeId, openIndex, searchesRecords }: HostOptions,
  parts: OpenParts,
  own: Own,
  replica: Replica,
): Promise<RecordSearch | undefined> {
  if (searchesRecords !== true) return undefined;
  const place = { nodeId, events: events.searchIndex ?? {}, openIndex };
  const records = await openRecordSearch(parts, replica, place);
  own.records = records;
  return records;
}

function openSearch(
  { events, nodeId, openIndex }: HostOptions,
  parts: OpenParts,
  replica: Replica,
): Promise<JournalSearch> {
  const { chainId, journal, paths, personKeys } = parts;
  const log = componentLogger(parts.logger, 'search');
  const organisation = replica.chain.state.registry.get('node', nodeId)?.organisation ?? '';
  const isRestricted = (person: string) =>
    replica.chain.state.registry.get('erasure', person) !== undefined;
  return JournalSearch.open({
    path: paths.search,
    events: events.searchIndex ?? {},
    ...(openIndex === undefined ? {} : { openIndex }),
    own: { journal, keys: personKeys, chainId, nodeId, organisation, isRestricted },
    onError: (error) => log.error({ err: error }, 'the search index does not follow the journal'),
  });
}
