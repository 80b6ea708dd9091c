// What the walk through routes and commands needs of governance: something to decide.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '@mingjing/host';
import { type Action, actionToJson, submitRequestCodec } from '@mingjing/protocol';
import type { TestNetwork } from './network.ts';
import { transactionOf } from './submissions.ts';

const ACTION: Action = { setRegions: { allowed: ['CN'] } };

/** An action as it may be tried. */
export const PROPOSED = Uint8Array.from(Buffer.from(actionToJson(ACTION)));

/** Proposes something at a node; the proposal's id. */
export async function firstProposal(network: TestNetwork, baseUrl: string): Promise<string> {
  const message = { type: 'governancePropose', value: { action: ACTION, expiresAt: 0 } } as const;
  const transaction = transactionOf(network, network.officer('yi-system-admin'), message);
  const answer = await fetch(`${baseUrl}/v1/transactions?wait=committed`, {
    method: 'POST',
    body: Uint8Array.from(submitRequestCodec.encode({ items: [{ transaction, attachments: [] }] })),
    headers: { 'content-type': 'application/x-protobuf' },
  });
  const { results } = (await answer.json()) as { results: { id: string }[] };
  return results[0]?.id ?? '';
}

export function hasProposal({ replica }: Host, id: string): boolean {
  const key = Uint8Array.from(Buffer.from(id, 'hex'));
  return replica.chain.state.registry.get('proposal', key) !== undefined;
}

/** What each command of governance is run with: with the key of one who may propose, not vote. */
export function decisionRuns(
  network: TestNetwork,
  { home, proposal }: { readonly home: string; readonly proposal: string },
) {
  const key = join(network.testnet.genesisFile, '..', 'officers', 'jia-system-admin.json');
  const action = join(network.folder, 'action.json');
  writeFileSync(action, PROPOSED);
  return {
    'governance policies': { options: { home } },
    'governance proposals': { options: { home } },
    'governance show': { args: [proposal], options: { home } },
    'governance dry-run': { args: [action], options: { home } },
    'governance propose': { args: [action], options: { home, key } },
    'governance vote': { args: [proposal], options: { home, key, approve: true } },
    'governance withdraw': { args: [proposal], options: { home, key } },
  };
}
