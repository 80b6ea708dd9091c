import { type Answer, useAnswer } from '@mingjing/console-kit';
import { ask } from '../../api.ts';
import type { ChainAnswer } from './answers.ts';

const CHAIN_MS = 30_000;

/** The chain with its members. */
export function useChain(): Answer<ChainAnswer> {
  return useAnswer(['chain'], () => ask<ChainAnswer>({ path: '/v1/chain' }), CHAIN_MS);
}
