/**
 * What both programs share of their assembly: a home is opened, its stores, journal, network and
 * replica are put together on the real clock, disk and sockets.
 *
 *     const host = await startHost({ home, nodeId, listen, dial, isSupervision: false, ... });
 */
export { HostError, type HostErrorCode } from './errors.ts';
export { type HomePaths, homePaths, NODE_KEYS, openHome, readGenesis } from './home.ts';
export { type Host, type HostEvents, type HostOptions, startHost } from './host.ts';
export { serviceJournal } from './journal-ports.ts';
export { NODE_FLAGS } from './node-flags.ts';
export {
  JournalSearch,
  type JournalSearchOptions,
  type JournalSearchResult,
  type ProvedHit,
} from './search/journal-search.ts';
export type { OwnJournal } from './search/searchable-log.ts';
export { ChainWitness } from './witness/chain-witness.ts';
export { Witness, type WitnessOptions } from './witness/witness.ts';
