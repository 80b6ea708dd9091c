import { createClient } from '@mingjing/client';
import { type AddressOptions, nodeAddress } from './node-address.ts';
import { type CommonOptions, Output } from './output.ts';
import { spaceText } from './space-text.ts';

/** Shows where a node and its chain stand. */
export async function statusCommand(options: AddressOptions & CommonOptions): Promise<void> {
  const output = new Output(options);
  const status = await createClient({ baseUrl: nodeAddress(options) }).status();
  output.facts([
    ['chain', status.chain_id],
    ['node', status.node_id],
    ['height', status.height],
    ['block', status.block_id],
    ['stateRoot', status.state_root],
    ['time', new Date(status.time).toISOString()],
    ['peers', status.peers],
    ['validators', status.validators],
    ['waiting', status.mempool.transactions],
    ['journalSpace', spaceText(output, status.journal_space)],
  ]);
  output.json(status);
}
