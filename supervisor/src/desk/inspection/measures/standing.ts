import { footing, kept } from '@mingjing/inspection';
import { situationOf } from '../../../reading/situation.ts';
import type { Measure } from './measuring.ts';

/** Blocks that a node which keeps up may be behind, as a chain node judges it, too. */
const LAG_BLOCKS = 10;

/** Item 20: how far it verified, whose heads agree, and which journals are whole here. */
export const standing: Measure<'deployed-and-in-sync'> = async ({ host, now, observer }) => {
  const { coverage, heads, height, journals } = situationOf(host, observer, now());
  const isAgreed = heads.one_correct && heads.state !== 'failed';
  return {
    word: {
      ...{ height, lag: coverage.lag, bound: LAG_BLOCKS, isAgreed },
      ...{ agreeing: heads.agreeing, organisations: heads.of },
      ...{ whole: journals.measured, journals: journals.of },
    },
    standsOn: [
      footing('state', coverage.state_root, String(height)),
      kept('heads', heads.organisations),
    ],
  };
};
