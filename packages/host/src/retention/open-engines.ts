import { logOrigin } from '@mingjing/protocol';
import type { Replica } from '@mingjing/replica';
import { componentLogger } from '@mingjing/telemetry';
import type { OpenParts } from '../open-parts.ts';
import type { JournalSearch } from '../search/journal-search.ts';
import { DisposalEngine } from './disposal-engine.ts';
import { ErasureEngine } from './erasure-engine.ts';

/** What of a node is at work when data has to go. */
export interface Keepers {
  readonly replica: Replica;
  readonly search: JournalSearch;
}

/** The engine that disposes of bodies of a chain node's own journal. */
export function disposalEngine(
  nodeId: string,
  { chainId, journal, logger }: OpenParts,
  { replica, search }: Keepers,
): DisposalEngine {
  const log = componentLogger(logger, 'retention');
  return new DisposalEngine({
    ...{ nodeId, journal, state: () => stateOf(replica) },
    submit: (value) => replica.submitOwn({ type: 'retentionDisposal', value }),
    disposed: (source, from, to) => {
      log.info({ source, from, to }, 'bodies disposed of');
      search.indexer.refresh(logOrigin(chainId, nodeId, source), from, to);
    },
    onError: (error) => log.error({ err: error }, 'retention is not carried out'),
  });
}

/** The engine that destroys the keys of persons whose data is erased. */
export function erasureEngine(
  nodeId: string,
  { journal, logger, personKeys }: OpenParts,
  { replica, search }: Keepers,
): ErasureEngine {
  const log = componentLogger(logger, 'retention');
  return new ErasureEngine({
    ...{ nodeId, journal, keys: personKeys, state: () => stateOf(replica) },
    restricted: (person) => search.indexer.withdraw(person),
    onError: (error) => log.error({ err: error }, 'erasure is not carried out'),
  });
}

function stateOf({ chain }: Replica) {
  const { registry, time } = chain.state;
  return { registry, time, height: chain.height };
}
