import { logOrigin } from '@mingjing/protocol';
import type { Replica } from '@mingjing/replica';
import { componentLogger } from '@mingjing/telemetry';
import type { OpenParts } from '../open-parts.ts';
import type { JournalSearch } from '../search/journal-search.ts';
import { DisposalEngine } from './disposal-engine.ts';

/** The engine that disposes of bodies of a chain node's own journal. */
export function disposalEngine(
  nodeId: string,
  { chainId, journal, logger }: OpenParts,
  replica: Replica,
  search: JournalSearch,
): DisposalEngine {
  const log = componentLogger(logger, 'retention');
  return new DisposalEngine({
    ...{ nodeId, journal },
    state: () => {
      const { registry, time } = replica.chain.state;
      return { registry, time, height: replica.chain.height };
    },
    submit: (value) => replica.submitOwn({ type: 'retentionDisposal', value }),
    disposed: (source, from, to) => {
      log.info({ source, from, to }, 'bodies disposed of');
      search.indexer.refresh(logOrigin(chainId, nodeId, source), from, to);
    },
    onError: (error) => log.error({ err: error }, 'retention is not carried out'),
  });
}
