import type { Action } from '@mingjing/protocol';
import type { Signing, TestNetwork } from './network.ts';
import type { ProgramProcess } from './program-process.ts';
import { submit, transactionOf } from './submissions.ts';

const BALLOTS = ['jia', 'yi', 'bing'];

/**
 * Carries an action out while everything else goes on: one administrator proposes, three of another
 * role approve. Answers the height of the block that carried it out.
 */
export async function govern(
  network: TestNetwork,
  node: ProgramProcess,
  action: Action,
): Promise<number> {
  const value = { action, expiresAt: 0 };
  const { id } = await said(network, node, network.officer('jia-system-admin'), {
    type: 'governancePropose',
    value,
  });
  const proposalId = Uint8Array.from(Buffer.from(id, 'hex'));
  let height = 0;
  for (const organisation of BALLOTS) {
    const officer = network.officer(`${organisation}-security-admin`);
    const ballot = { proposalId, approve: true };
    const done = await said(network, node, officer, { type: 'governanceBallot', value: ballot });
    height = done.height;
  }
  return height;
}

async function said(
  network: TestNetwork,
  node: ProgramProcess,
  signing: Signing,
  message: Parameters<typeof transactionOf>[2],
): Promise<{ id: string; height: number }> {
  const transaction = transactionOf(network, signing, message);
  const result = await submit(node, { transaction, attachments: [] });
  const { id, status, code, reason, height } = result;
  if (status !== 'committed' || code !== 0 || height === undefined) {
    throw new Error(`${message.type}: ${status} ${reason ?? code}`);
  }
  return { id, height };
}
