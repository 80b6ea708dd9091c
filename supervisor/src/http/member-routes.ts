import { genesisToJson } from '@mingjing/protocol';
import { type AnyRoute, defineRoute } from '@mingjing/service';
import { chainView } from '../reading/chain-members.ts';
import { journalsView } from '../reading/journals.ts';
import type { ConsoleContext } from './context.ts';

/** Who belongs to the chain, and where the journal of each stands. Each read is an act. */
export function memberRoutes({ host, observer }: ConsoleContext): AnyRoute[] {
  const read = { method: 'GET', policy: 'bound' } as const;
  return [
    defineRoute({
      ...read,
      path: '/v1/journals',
      act: { source: 'supervision', event: 'journals-read' },
      summary: 'Journals of all nodes, log by log: held, cosigned, anchored, kept since',
      handler: () => ({ json: journalsView(host, observer, Date.now()) }),
    }),
    defineRoute({
      ...read,
      path: '/v1/chain',
      act: { source: 'supervision', event: 'chain-read' },
      summary: 'The chain, its organisations, authorities, nodes and officers',
      handler: () => ({ json: chainView(host) }),
    }),
    defineRoute({
      ...read,
      path: '/v1/genesis',
      act: { source: 'supervision', event: 'genesis-read' },
      summary: 'The genesis of the chain, as in genesis.json: what entries are checked by',
      handler: () => ({
        text: genesisToJson(host.genesis),
        mediaType: 'application/json; charset=utf-8',
      }),
    }),
  ];
}
