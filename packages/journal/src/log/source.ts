import { JournalSource, type JournalSourceName } from '@mingjing/protocol';

/** Suite of the cryptography fixed at genesis; a log of another suite is another log. */
const SUITE = 1;

/** All sources in the order of their numbers. */
export const SOURCE_NAMES = (Object.keys(JournalSource) as JournalSourceName[]).sort(
  (a, b) => JournalSource[a] - JournalSource[b],
);

/** Origin line of a log's checkpoints, and the name of its key: chain, node, source, suite. */
export function logOrigin(chainId: string, nodeId: string, source: JournalSourceName): string {
  return `${chainId}/${nodeId}/${source}/suite${SUITE}`;
}
