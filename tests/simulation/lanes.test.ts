// A seed is the same run wherever it is run: alone, or after others on a thread of a campaign.
import { simulate } from '@mingjing/simulator';
import { expect, test } from 'vitest';
import { Lane } from '../../scripts/campaigns/seeds/lane.ts';

const SEEDS = [1, 2];

test('a seed on a lane has the trace that it has by itself', async () => {
  const lane = new Lane();
  try {
    for (const seed of SEEDS) {
      const asked = { seed, signatures: 'keyed-hash' } as const;
      const { result } = await lane.run(asked);
      expect(result).toEqual(await simulate(asked));
      expect(result.violation).toBeUndefined();
    }
  } finally {
    await lane.stop();
  }
});
