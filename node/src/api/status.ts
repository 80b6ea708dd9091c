import { bytesToHex } from '@mingjing/crypto';
import { spaceView } from '@mingjing/host';
import { genesisToJson, logOrigin, SOURCE_NAMES, totalPower } from '@mingjing/protocol';
import { type AnyRoute, defineRoute } from '@mingjing/service';
import type { ApiContext } from './context.ts';

/** What this node is, where its chain stands, and who validates it. */
export function statusRoutes({ host }: ApiContext): AnyRoute[] {
  const { replica } = host;
  const { chain } = replica;
  const read = { method: 'GET', policy: 'public' } as const;
  return [
    defineRoute({
      ...read,
      path: '/v1/status',
      act: { source: 'access', event: 'status-read' },
      summary: 'Where this node and its chain stand',
      handler: () => ({ json: statusOf(host) }),
    }),
    defineRoute({
      ...read,
      path: '/v1/genesis',
      act: { source: 'access', event: 'genesis-read' },
      summary: 'The genesis of the chain, as in genesis.json',
      handler: () => ({
        text: genesisToJson(host.genesis),
        mediaType: 'application/json; charset=utf-8',
      }),
    }),
    defineRoute({
      ...read,
      path: '/v1/validators',
      act: { source: 'access', event: 'validators-read' },
      summary: 'The validators that decide the next block',
      handler: () => ({
        json: {
          height: chain.height + 1,
          total_power: totalPower(chain.state.validators),
          validators: chain.state.validators.validators.map((validator) => ({
            node_id: validator.nodeId,
            organisation: validator.organisation,
            power: validator.power,
            vote_key: bytesToHex(validator.voteKey),
            connected:
              validator.nodeId === host.nodeId || host.network.peers().includes(validator.nodeId),
          })),
        },
      }),
    }),
    defineRoute({
      ...read,
      path: '/v1/journal/logs',
      act: { source: 'access', event: 'journal-logs-read' },
      summary: 'Size and root of every log of this node, and what witnesses cosigned',
      handler: async () => ({ json: { logs: await journalLogs(host) } }),
    }),
  ];
}

function journalLogs({ journal, nodeId, replica }: ApiContext['host']) {
  return Promise.all(
    journal.logs().map(async ({ source, size, root }) => {
      const name = SOURCE_NAMES[source - 1] ?? 'access';
      const cosigned = await journal.cosigned.latest(name);
      return {
        source: name,
        origin: logOrigin(replica.chain.chainId, nodeId, name),
        size,
        root: bytesToHex(root),
        cosigned: cosigned && {
          size: cosigned.size,
          note: cosigned.note,
          witnesses: cosigned.witnesses,
          copies: cosigned.copies.map((copy) => ({
            size: copy.size,
            statement: bytesToHex(copy.statement),
            signature: bytesToHex(copy.signature),
          })),
        },
      };
    }),
  );
}

function statusOf(host: ApiContext['host']) {
  const { replica } = host;
  const { state, tip } = replica.chain;
  const registry = state.registry;
  return {
    chain_id: state.chainId,
    genesis_hash: bytesToHex(state.genesisHash),
    node_id: host.nodeId,
    organisation: registry.get('node', host.nodeId)?.organisation ?? '',
    height: state.height,
    block_id: bytesToHex(state.blockId),
    state_root: bytesToHex(state.stateRoot),
    time: tip?.header.time ?? state.time,
    peers: host.network.peers().length,
    validators: state.validators.validators.length,
    records: state.records.size,
    syncing: replica.sync.isRunning,
    coverage_gaps: replica.gaps().length,
    contents_open: replica.contents.gate.isOpen,
    blocks_missing: replica.missingBlocks()?.to ?? 0,
    journal_space: spaceView(host.diskBudget.space),
    mempool: { transactions: replica.pool.size, bytes: replica.pool.bytes },
  };
}
