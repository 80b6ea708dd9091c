import type { Action, PoolItem } from '@mingjing/protocol';
import { ORGANISATIONS, securityAdminOf, signed, worldKey } from '@mingjing/simulator';
import type { QuietWorld } from './quiet-world.ts';

/** Proposes an action and casts the ballots of a majority; answers the height of its effect. */
export async function carry(quiet: QuietWorld, action: Action): Promise<number> {
  const proposalId = await propose(quiet, action);
  for (const ballot of ballots(quiet, proposalId)) await quiet.submit('node-b', ballot);
  const isEffected = () =>
    quiet.world.node('node-a').replica?.chain.state.registry.get('proposal', proposalId)?.status ===
    2;
  await quiet.until(isEffected, 10_000);
  return quiet.world.node('node-a').replica?.chain.height ?? 0;
}

/** Proposes an action, and waits for the block with it; answers the id of the proposal. */
export async function propose(quiet: QuietWorld, action: Action): Promise<Uint8Array> {
  const writing = quiet.writing();
  const message = { type: 'governancePropose', value: { action, expiresAt: 0 } } as const;
  const item = signed(writing, worldKey('system-a', 'officer', writing.kind), message);
  const proposalId = await quiet.submit('node-a', item);
  await quiet.reach(quiet.world.maxHeight + 1);
  return proposalId;
}

/** The ballots that carry a proposal: the last one of them decides it. */
export function ballots(quiet: QuietWorld, proposalId: Uint8Array): PoolItem[] {
  return ORGANISATIONS.slice(0, 3).map((organisation) => {
    const writing = quiet.writing();
    const key = worldKey(securityAdminOf(organisation), 'officer', writing.kind);
    const value = { proposalId, approve: true };
    return signed(writing, key, { type: 'governanceBallot', value });
  });
}
