import { historyOf } from '@mingjing/execution';
import type { Host } from '@mingjing/host';
import { JOURNAL_STALL_MS, type LogStanding } from '@mingjing/oversight';
import { keptOf } from '@mingjing/proofs';
import { JournalSource, retentionDays } from '@mingjing/protocol';
import type { Observer } from '../observer.ts';
import { JOURNAL_RULES, roleOf } from './situation.ts';

/** The journals of all nodes as they are held here, log by log; names as on the wire. */
export function journalsView(host: Host, { oversight, witness }: Observer, now: number) {
  const { registry, time } = host.replica.chain.state;
  const open = oversight.alarms.open().filter(({ rule }) => JOURNAL_RULES.includes(rule));
  const logs = Map.groupBy(witness.watch.standings(), ({ nodeId }) => nodeId);
  const nodes = [...logs].map(([nodeId, standings]) => {
    const node = registry.get('node', nodeId);
    const blame = open.filter((alarm) => alarm.nodes.includes(nodeId));
    return {
      ...{ node_id: nodeId, organisation: node?.organisation ?? '', role: roleOf(node?.role) },
      blame: blame.map(({ id, rule, since, subject }) => ({ alarm: id, rule, since, subject })),
      logs: standings.map((standing) => logView(host, witness, standing, now)),
    };
  });
  return { height: host.replica.chain.height, time, nodes };
}

function logView(host: Host, witness: Observer['witness'], standing: LogStanding, now: number) {
  const { nodeId, source, size, verified, wholeAt } = standing;
  const { registry, time } = host.replica.chain.state;
  const number = JournalSource[source];
  const anchor = registry.get('anchor', nodeId);
  const anchored = anchor?.logs.find((log) => log.source === number);
  const head = witness.watch.log(nodeId, source)?.state.head;
  const days = retentionDays(registry.get('retention', ''), number);
  const kept = keptOf(historyOf(registry, nodeId, number), days, time);
  return {
    ...{ source, size, verified_size: verified?.size ?? 0, head_size: head?.size ?? size },
    is_whole: wholeAt !== undefined && now - wholeAt <= JOURNAL_STALL_MS,
    whole_at: wholeAt ?? null,
    cosigned: witness.cosigned(nodeId, source) ?? null,
    anchored: anchored && anchor ? { size: anchored.size, time: anchor.time } : null,
    ...{ kept_since: kept.keptSince ?? null, period_days: days },
    period_full_at: kept.periodFullAt ?? null,
    ...{ is_period_full: kept.isPeriodFull, disposed_to: kept.disposedTo },
  };
}
