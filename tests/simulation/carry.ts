import type { Action, Message } from '@mingjing/protocol';
import { ORGANISATIONS, securityAdminOf, signed, worldKey } from '@mingjing/simulator';
import type { QuietWorld } from './quiet-world.ts';

/** Proposes an action and casts the ballots of a majority; answers the height of its effect. */
export async function carry(quiet: QuietWorld, action: Action): Promise<number> {
  const { kind } = quiet.writing();
  const message: Message = { type: 'governancePropose', value: { action, expiresAt: 0 } };
  const item = signed(quiet.writing(), worldKey('system-a', 'officer', kind), message);
  const proposalId = await quiet.submit('node-a', item);
  await quiet.reach(quiet.world.maxHeight + 1);
  for (const organisation of ORGANISATIONS.slice(0, 3)) {
    const key = worldKey(securityAdminOf(organisation), 'officer', kind);
    const value = { proposalId, approve: true };
    await quiet.submit('node-b', signed(quiet.writing(), key, { type: 'governanceBallot', value }));
  }
  const isEffected = () =>
    quiet.world.node('node-a').replica?.chain.state.registry.get('proposal', proposalId)?.status ===
    2;
  await quiet.until(isEffected, 10_000);
  return quiet.world.node('node-a').replica?.chain.height ?? 0;
}
