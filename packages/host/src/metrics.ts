import { createMetrics, type Metrics } from '@mingjing/telemetry';
import type { SpaceLevel } from './budget/space-estimate.ts';
import type { Host } from './host.ts';

const LEVELS: Readonly<Record<SpaceLevel, number>> = { unknown: 0, ample: 0, low: 1, critical: 2 };

/** Whether a program takes requests: it has peers, and its journal takes what they do. */
export function isReady({ journal, network }: Pick<Host, 'journal' | 'network'>): boolean {
  return network.peers().length > 0 && journal.failure === undefined;
}

/**
 * Metrics that both programs have, named `<prefix>_…`; a value that is not known is NaN, as
 * Prometheus has it, and never a good one.
 */
export function hostMetrics(prefix: string, host: Host): Metrics {
  const metrics = createMetrics(prefix, { processValues: true });
  const add = (name: string, help: string, read: () => number) =>
    metrics.gauge(name, help, [], read);
  const { replica, network, journal, diskBudget, forwarder } = host;
  const { chain } = replica;
  add('height', 'Height of the latest block here.', () => chain.height);
  add('block_time_seconds', 'Time of the latest block since the epoch.', () =>
    chain.height === 0 ? Number.NaN : chain.state.time / 1000,
  );
  add('peers', 'Nodes that are connected.', () => network.peers().length);
  add('coverage_gaps', 'Attachments that are not here.', () => replica.gaps().length);
  add('blocks_missing', 'Older blocks that are not here.', () => replica.missingBlocks()?.to ?? 0);
  add('journal_entries_total', 'Entries of the journal.', () =>
    journal.logs().reduce((sum, { size }) => sum + size, 0),
  );
  add('journal_failing', '1 while the journal cannot be written.', () =>
    journal.failure === undefined ? 0 : 1,
  );
  const space = () => diskBudget.space;
  add('journal_days_left', 'Days until the journal has no room.', () => known(space()?.daysLeft));
  add('journal_room_bytes', 'What acts may still write.', () => known(space()?.roomBytes));
  add('journal_space_level', '1 low, 2 critical.', () => LEVELS[space()?.level ?? 'unknown']);
  if (forwarder === undefined) return metrics;
  add('forward_behind', 'Journal entries not forwarded.', () => forwarder.status.behind);
  add('forward_failing', '1 while the receiver is away.', () => (forwarder.status.failing ? 1 : 0));
  return metrics;
}

function known(value: number | undefined): number {
  return value ?? Number.NaN;
}
