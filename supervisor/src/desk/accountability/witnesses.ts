import { assert, bytesToHex, equalBytes } from '@mingjing/crypto';
import type { Host } from '@mingjing/host';
import { type AnchorEntry, SOURCE_NAMES, type WitnessedLog } from '@mingjing/protocol';

/**
 * Who on the chain witnessed the own journal, and when: what nodes stated in their anchors, held
 * against the journal itself. A node states it at its next anchor, so the latest entries wait.
 */
export async function witnessesOf(host: Host) {
  const { registry } = host.replica.chain.state;
  const nodes = [...registry.all('node')].filter(({ revokedHeight }) => revokedHeight === 0);
  const others = nodes.filter(({ id }) => id !== host.nodeId && !isSupervision(host, id));
  const found = others.map(async ({ id, organisation }) => {
    const anchor = registry.get('anchor', id);
    const logs = anchor === undefined ? [] : await logsOf(host, anchor);
    const state = logs.length === 0 ? 'unknown' : stateOf(logs);
    const at = logs.length === 0 ? undefined : anchor;
    return {
      ...{ node_id: id, organisation, state, logs },
      ...{ height: at?.height ?? null, time: at?.time ?? null },
    };
  });
  return (await Promise.all(found)).sort((a, b) => (a.node_id < b.node_id ? -1 : 1));
}

function isSupervision({ replica }: Host, id: string): boolean {
  const { registry } = replica.chain.state;
  const organisation = registry.get('node', id)?.organisation ?? '';
  return registry.get('authority', organisation) !== undefined;
}

function stateOf(logs: readonly { readonly agrees: boolean }[]): 'proved' | 'failed' {
  return logs.every(({ agrees }) => agrees) ? 'proved' : 'failed';
}

function logsOf(host: Host, { witnessed }: AnchorEntry) {
  const own = witnessed.filter(({ nodeId }) => nodeId === host.nodeId);
  return Promise.all(own.map((log) => logView(host, log)));
}

async function logView({ journal }: Host, { source: number, size, root }: WitnessedLog) {
  const source = SOURCE_NAMES[number - 1];
  assert(source !== undefined, 'an anchor names logs that there are');
  const ownSize = journal.durableSize(source);
  const agrees = size <= ownSize && equalBytes(await journal.rootAt(source, size), root);
  return { source, size, root: bytesToHex(root), own_size: ownSize, agrees };
}
