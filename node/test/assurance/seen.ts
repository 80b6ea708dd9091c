// Nodes as the security centre sees them, well unless a test says otherwise.
import type { NodeReport } from '@mingjing/protocol';
import type { Answer, SeenNode } from '../../src/management/assurance/centre/seen-node.ts';

const report: NodeReport = {
  ...{ nodeId: 'yi-1', time: 1_000_000, startedAt: 1, version: '1.0.0', measuredAt: 2 },
  ...{ manifestHash: new Uint8Array(32).fill(7), configHash: new Uint8Array(32) },
  ...{ differingFiles: [], differingCount: 0, height: 100, peers: [], journalEntries: 5 },
  ...{ journalRoom: 1, undeclaredPorts: [], portsMeasured: 1 },
};

export function answered(changed: Partial<NodeReport>, about: Partial<Answer> = {}): Answer {
  const offset = { offsetMs: 0, uncertaintyMs: 1 };
  return { at: 1_000_000, offset, ...about, report: { ...report, ...changed } };
}

export function seen(changed: Partial<SeenNode>): SeenNode {
  return {
    ...{ id: 'yi-1', organisation: 'yi', role: 'validator', region: 'CN-11' },
    ...{ isSelf: false, isConnected: true, answer: answered({}), refusal: undefined },
    journalGrewAt: 1_000_000,
    ...changed,
  };
}
