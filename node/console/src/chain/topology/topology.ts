import { type DrawnLink, type DrawnNode, type Say, useAnswer } from '@mingjing/console-kit';
import type { RoleName } from '@mingjing/protocol';
import { ask } from '../../api.ts';

const TOPOLOGY_MS = 15_000;

/** Who may see it, as the node's access table has it. */
export const TOPOLOGY_READERS: readonly RoleName[] = [
  ...(['system-admin', 'security-admin', 'audit-admin'] as const),
  ...(['duty', 'disclosure', 'reviewer'] as const),
];

export interface TopologyNode {
  readonly id: string;
  readonly organisation: string;
  readonly role: 'validator' | 'full' | 'supervision';
  readonly region: string;
  readonly is_self: boolean;
  readonly is_connected: boolean;
}

export interface Topology {
  readonly time: number;
  readonly chain_id: string;
  readonly numbers: { readonly height: number; readonly nodes: number; readonly connected: number };
  readonly nodes: readonly TopologyNode[];
  readonly links: readonly {
    readonly from: string;
    readonly to: string;
    /** Which of the two said that the line is there. */
    readonly told_by: readonly string[];
  }[];
  readonly explanation: readonly {
    readonly name: string;
    readonly text: { readonly 'zh-CN': string; readonly en: string };
  }[];
}

export function useTopology() {
  return useAnswer(
    ['assurance', 'topology'],
    () => ask<Topology>({ path: '/v1/management/topology' }),
    TOPOLOGY_MS,
  );
}

/** How a node stands as this one sees it. */
export function drawnNode(node: TopologyNode, say: Say): DrawnNode {
  const { id, is_connected: isConnected, is_self: isSelf, organisation, region, role } = node;
  const seen = isConnected ? 'connected' : 'away';
  return {
    ...{ id, organisation, region, shape: role },
    kind: isSelf || isConnected ? 'met' : 'failed',
    word: say(`chain.topology.${isSelf ? 'self' : seen}`),
  };
}

export function drawnLink({ from, to, told_by: by }: Topology['links'][number]): DrawnLink {
  return { from, to, isMutual: by.length > 1 };
}
