import { ask } from '../api.ts';

/** Which chain and which supervision node the page is of: what is signed names both. */
export interface ChainPlace {
  readonly chain_id: string;
  readonly node_id: string;
  /** Time of the latest block, ms; null before the first. */
  readonly block_time: number | null;
}

export function readPlace(): Promise<ChainPlace> {
  return ask({ path: '/v1/situation' });
}
