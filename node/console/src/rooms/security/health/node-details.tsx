import { Empty, Facts, Hash, Time, useText } from '@mingjing/console-kit';
import type { Centre, NodeReport } from '../answers.ts';
import { Findings } from './findings.tsx';
import { PortState, Reached, Release, Room } from './node-table.tsx';

export interface NodeDetailsProps {
  readonly centre: Centre;
  readonly id: string;
}

/** One node: its own signed report, and what is found about it here. */
export function NodeDetails({ centre, id }: NodeDetailsProps) {
  const say = useText();
  const node = centre.nodes.find((each) => each.id === id);
  if (node === undefined) {
    return <Empty what={say('security.node.id')} why={say('security.node.unknown', { id })} />;
  }
  const findings = centre.findings.filter(({ subject }) => subject === id);
  const { answered_at: answered, journal_grew_at: grew, report } = node;
  return (
    <div className="stack">
      <Facts
        items={[
          [say('security.node.organisation'), node.organisation],
          [say('security.node.role'), say(`chain.nodeRole.${node.role}`)],
          [say('security.node.state'), <Reached key="state" node={node} />],
          ...(answered === null
            ? []
            : [[say('security.node.answered'), <Time key="at" ms={answered} />] as const]),
          ...(grew === null
            ? []
            : [[say('security.node.grew'), <Time key="grew" ms={grew} />] as const]),
        ]}
      />
      {report === null ? (
        <p className="meta">{say('security.node.noReport')}</p>
      ) : (
        <Reported report={report} />
      )}
      <h3>{say('security.health.findings')}</h3>
      <Findings isOfOne findings={findings} isJudged={centre.judged_at !== null} />
    </div>
  );
}

function Reported({ report }: { readonly report: NodeReport }) {
  const say = useText();
  const { differing_files: files, manifest_hash: manifest, measured_at: measured } = report;
  return (
    <Facts
      items={[
        [say('security.node.height'), report.height],
        [say('security.node.peers'), report.peers.join(say('kit.comma')) || say('security.none')],
        [say('security.node.version'), report.version],
        [
          say('security.node.clock'),
          `${report.clock_offset_ms} ± ${report.clock_uncertainty_ms} ms`,
        ],
        [say('security.node.release'), <Release key="release" report={report} />],
        ...(manifest === null
          ? []
          : [[say('security.node.manifest'), <Hash key="manifest" value={manifest} />] as const]),
        ...(measured === null
          ? []
          : [[say('security.node.measured'), <Time key="measured" ms={measured} />] as const]),
        ...(files.length === 0
          ? []
          : [[say('security.node.files'), files.join(say('kit.comma'))] as const]),
        [say('security.node.config'), <Hash key="config" value={report.config_hash} />],
        [say('security.node.entries'), report.journal_entries],
        [say('security.node.room'), <Room key="room" report={report} />],
        [say('security.node.ports'), <PortState key="ports" report={report} />],
      ]}
    />
  );
}
