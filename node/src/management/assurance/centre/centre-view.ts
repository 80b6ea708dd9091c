import { bytesToHex } from '@mingjing/crypto';
import type { OwnPorts } from '@mingjing/host';
import { JournalRoom, type Release, type ServicePause } from '@mingjing/protocol';
import { runsRelease } from './findings.ts';
import type { SeenNode } from './seen-node.ts';
import { isRaised, type StandingFinding } from './standing.ts';

const ROOMS = Object.keys(JournalRoom) as (keyof typeof JournalRoom)[];

/** One node of the security centre; what is not known is null, never a good value. */
export function nodeHealthView(node: SeenNode, releases: readonly Release[]) {
  const { id, organisation, role, isSelf, isConnected, answer, refusal, journalGrewAt } = node;
  return {
    ...{ id, organisation, role, is_self: isSelf, is_connected: isConnected },
    refusal: refusal ?? null,
    answered_at: answer?.at ?? null,
    report: answer === undefined ? null : reportView(answer, releases),
    journal_grew_at: journalGrewAt ?? null,
  };
}

function reportView(
  { report, offset }: NonNullable<SeenNode['answer']>,
  releases: readonly Release[],
) {
  const isMeasured = report.manifestHash.length > 0;
  const release = isMeasured ? runsRelease(report.manifestHash, releases) : undefined;
  return {
    height: report.height,
    peers: report.peers,
    version: report.version,
    started_at: report.startedAt,
    clock_offset_ms: offset.offsetMs,
    clock_uncertainty_ms: offset.uncertaintyMs,
    manifest_hash: isMeasured ? bytesToHex(report.manifestHash) : null,
    release:
      release === undefined ? null : { version: release.version, withdrawn: release.withdrawn },
    measured_at: isMeasured ? report.measuredAt : null,
    config_hash: bytesToHex(report.configHash),
    differing_files: report.differingFiles,
    differing_count: report.differingCount,
    journal_entries: report.journalEntries,
    journal_room: ROOMS[report.journalRoom] ?? 'unknown',
    ports: report.portsMeasured === 0 ? null : { undeclared: report.undeclaredPorts },
  };
}

export function findingView(finding: StandingFinding) {
  const { kind, level, subject, details, since } = finding;
  return { kind, level, subject, details, since, raised: isRaised(finding) };
}

/** Whether the chain is paused; nobody ever paused it: it runs, since no height in particular. */
export function serviceView(pause: ServicePause | undefined) {
  return { paused: pause?.paused ?? false, since_height: pause?.sinceHeight ?? null };
}

/** Ports of this node, with their addresses: others say their numbers only. */
export function portsView(ports: OwnPorts, declared: readonly number[]) {
  if (!ports.isMeasurable) return { measurable: false, reason: ports.reason, declared };
  const { listeners, undeclared, silent } = ports;
  return { measurable: true, declared, listeners, undeclared, silent };
}
