import { codec } from './codec.ts';

export interface RuleSetHash {
  id: string;
  version: number;
  hash: Uint8Array;
}
/** By which rule sets a node judges what is submitted to it. */
export interface ScreeningRules {
  nodeId: string;
  /** Ascending by id. */
  ruleSets: RuleSetHash[];
}
/** What a node stated last of its screening, with the block that has it. */
export interface ScreeningEntry extends ScreeningRules {
  height: number;
  time: number;
}

export const screeningEntryCodec = codec<ScreeningEntry>('ScreeningEntry');
