import { DataTable, State, type StateKind, setParams, useText } from '@mingjing/console-kit';
import type { NodeHealth, NodeReport } from '../answers.ts';

export interface NodeTableProps {
  readonly nodes: readonly NodeHealth[];
  readonly open: string | null;
}

/** Every node in one line; what it did not say is shown as unknown. */
export function NodeTable({ nodes, open }: NodeTableProps) {
  const say = useText();
  const unknown = say('security.unknown');
  return (
    <DataTable
      label={say('security.health.nodes')}
      rows={nodes}
      keyOf={({ id }) => id}
      isOpen={({ id }) => id === open}
      onOpen={({ id }) => setParams({ open: id })}
      columns={[
        { title: say('security.node.id'), cell: ({ id }) => id },
        { title: say('security.node.state'), cell: (each) => <Reached node={each} /> },
        {
          title: say('security.node.height'),
          isNumber: true,
          cell: ({ report }) => report?.height ?? unknown,
        },
        {
          title: say('security.node.clock'),
          isNumber: true,
          cell: ({ report, is_self: isSelf }) => clockText(report, isSelf) ?? unknown,
        },
        { title: say('security.node.release'), cell: ({ report }) => <Release report={report} /> },
        { title: say('security.node.room'), cell: ({ report }) => <Room report={report} /> },
        { title: say('security.node.ports'), cell: ({ report }) => <PortState report={report} /> },
      ]}
    />
  );

  function clockText(report: NodeReport | null, isSelf: boolean): string | undefined {
    if (isSelf) return say('security.node.ownClock');
    if (report === null) return undefined;
    const { clock_offset_ms: offset, clock_uncertainty_ms: give } = report;
    return `${offset > 0 ? '+' : ''}${offset} ± ${give} ms`;
  }
}

/** Whether a node is reached, and its word believed. */
export function Reached({ node }: { readonly node: NodeHealth }) {
  const say = useText();
  if (node.is_self) return <State kind="met">{say('security.node.self')}</State>;
  if (node.refusal !== null) {
    return <State kind="failed">{say(`security.refusal.${node.refusal}`)}</State>;
  }
  return (
    <State kind={node.is_connected ? 'met' : 'failed'}>
      {say(node.is_connected ? 'security.node.connected' : 'security.node.away')}
    </State>
  );
}

interface ReportProps {
  readonly report: NodeReport | null;
}

/** The release that a node runs, held against those that members declared. */
export function Release({ report }: ReportProps) {
  const say = useText();
  if (report === null || report.manifest_hash === null) {
    return <State kind="unknown">{say('security.node.notMeasured')}</State>;
  }
  const { differing_count: count, release, version } = report;
  if (count > 0) return <State kind="failed">{say('security.node.altered', { count })}</State>;
  if (release === null)
    return <State kind="due">{say('security.node.undeclared', { version })}</State>;
  if (!release.withdrawn) return <State kind="met">{release.version}</State>;
  return <State kind="failed">{say('security.node.withdrawn', { version })}</State>;
}

const ROOMS: Readonly<Record<string, StateKind>> = { ample: 'met', low: 'due', critical: 'failed' };

export function Room({ report }: ReportProps) {
  const say = useText();
  const room = report?.journal_room ?? 'unknown';
  return <State kind={ROOMS[room] ?? 'unknown'}>{say(`security.room.${room}`)}</State>;
}

export function PortState({ report }: ReportProps) {
  const say = useText();
  const ports = report?.ports ?? null;
  if (ports === null) return <State kind="unknown">{say('security.ports.unmeasured')}</State>;
  const { undeclared } = ports;
  if (undeclared.length === 0) return <State kind="met">{say('security.ports.asDeclared')}</State>;
  return (
    <State kind="failed">
      {say('security.ports.undeclared', { ports: undeclared.join(say('kit.comma')) })}
    </State>
  );
}
