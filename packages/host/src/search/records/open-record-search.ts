import type { Replica } from '@mingjing/replica';
import { Blinder } from '@mingjing/search';
import { componentLogger } from '@mingjing/telemetry';
import type { OpenParts } from '../../open-parts.ts';
import { noteRebuild } from '../journal-search.ts';
import { blindKeyOf, embeddedIndex, type IndexEvents, type IndexOpener } from '../open-index.ts';
import { RecordSearch } from './record-search.ts';

export interface RecordSearchPlace {
  readonly nodeId: string;
  readonly events: IndexEvents;
  readonly openIndex?: IndexOpener | undefined;
}

/** Opens the index of the records in a home and follows the chain from now on. */
export async function openRecordSearch(
  { chainId, journal, logger, paths, personKeys, store }: OpenParts,
  replica: Replica,
  { nodeId, events, openIndex = embeddedIndex }: RecordSearchPlace,
): Promise<RecordSearch> {
  const log = componentLogger(logger, 'search');
  const blindKey = blindKeyOf(personKeys.tagKey);
  const { index, replaced } = await openIndex({
    ...{ name: 'records', path: paths.recordSearch, chainId, blindKey },
  });
  const own = { journal, nodeId };
  const search = new RecordSearch({
    ...{ index, blinder: new Blinder(blindKey), replica, store },
    placesPath: paths.recordPlaces,
    onRebuild: (reason) => noteRebuild(own, 'records', reason, events),
    onRebuilt: () => events.rebuilt?.('records'),
    onError: (error) => log.error({ err: error }, 'the search index does not follow the chain'),
  });
  if (replaced !== undefined) await noteRebuild(own, 'records', replaced, events);
  search.start();
  if (replaced !== undefined) search.whenCaughtUp(() => events.rebuilt?.('records'));
  return search;
}
