import { bytesToHex } from '@mingjing/crypto';
import type { Host } from '@mingjing/host';
import { blockCodec, blockId, headerCodec } from '@mingjing/protocol';
import { type AnyRoute, defineRoute, Problem } from '@mingjing/service';
import Type from 'typebox';
import { certified, openBlock, validatorSets } from '../reading/checks.ts';
import type { ConsoleContext } from './context.ts';

/** Roots answered at once: a caller who compares a chain turns pages of this many. */
const ROOTS_MAX = 500;
const height = Type.Integer({ minimum: 1 });

/** Blocks and state roots as they were computed here. Each read is an act. */
export function blockRoutes({ host }: ConsoleContext): AnyRoute[] {
  const read = { method: 'GET', policy: 'bound' } as const;
  return [
    defineRoute({
      ...read,
      path: '/v1/blocks/:height',
      act: { source: 'supervision', event: 'block-read' },
      summary: 'A block with its checks made again',
      schema: { params: Type.Object({ height }) },
      async handler({ params, act }) {
        act.object = String(params.height);
        const block = await blockView(host, params.height);
        if (block === undefined) throw new Problem(404, 'block-unknown');
        return { json: block };
      },
    }),
    defineRoute({
      ...read,
      path: '/v1/state-roots',
      act: { source: 'supervision', event: 'state-roots-read' },
      summary: 'State roots that came of executing the blocks here, to compare with others',
      schema: { query: Type.Object({ from: height, to: height }) },
      async handler({ query, act }) {
        const { from, to } = query;
        if (to < from || to - from >= ROOTS_MAX) {
          throw new Problem(400, 'range-too-wide', { fields: { most: ROOTS_MAX } });
        }
        act.object = `${from}-${to}`;
        return { json: { computed_by: host.nodeId, items: await stateRoots(host, from, to) } };
      },
    }),
  ];
}

async function blockView(host: Host, at: number) {
  const opened = await openBlock(host, at);
  if (opened === undefined) return undefined;
  const { header, id, block, certificate, checks } = opened;
  return {
    height: header.height,
    block_id: bytesToHex(id),
    time: header.time,
    proposer: header.proposer,
    parent_id: bytesToHex(header.parentId),
    transactions_root: bytesToHex(header.transactionsRoot),
    state_root: bytesToHex(header.stateRoot),
    results_root: bytesToHex(header.resultsRoot),
    validators_hash: bytesToHex(header.validatorsHash),
    transactions: block.transactions.length,
    certificate,
    checks: Object.values(checks),
  };
}

// A block is stored only when the root of executing it here was the one in its header; that it is
// still that block, its certificate says.
async function stateRoots(host: Host, from: number, to: number) {
  const items: { height: number; block_id: string; state_root: string }[] = [];
  const setAt = await validatorSets(host);
  for (let at = from; at <= Math.min(to, host.replica.chain.height); at += 1) {
    const stored = await host.store.block(at);
    if (stored === undefined) break;
    const { header } = blockCodec.decode(stored.block);
    const id = blockId(host.replica.chain.chainId, header);
    if (!certified(host, stored, id, setAt).ok) {
      throw new Problem(503, 'stored-block-refused', { fields: { height: at } });
    }
    items.push({
      height: at,
      block_id: bytesToHex(id),
      state_root: bytesToHex(headerCodec.decode(header).stateRoot),
    });
  }
  return items;
}
