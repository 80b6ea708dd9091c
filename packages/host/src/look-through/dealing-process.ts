// The process that deals: it is told a plan, answers sealed shares, and ends.
import { sealDealt } from './ceremony.ts';
import { dealEpoch } from './deal.ts';
import type { DealingAsk } from './deal-apart.ts';

process.once('message', async (asked) => {
  const { plan, receiving } = asked as DealingAsk;
  const sealed = await sealDealt(dealEpoch(plan), receiving);
  process.send?.(sealed, undefined, {}, () => process.disconnect());
});
