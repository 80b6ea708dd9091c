import { bytesToHex } from '@mingjing/crypto';
import { JournalRoom, type Release } from '@mingjing/protocol';
import type { FloodCounts } from '@mingjing/service';
import { isClockOff, type SeenNode } from './seen-node.ts';

/** Something is wrong; may become so; or it is not known whether it is right. */
export type FindingLevel = 'alarm' | 'warning' | 'unknown';

/** What the security centre found. */
export interface Finding {
  readonly kind: string;
  readonly level: FindingLevel;
  /** A node, or what the kind is about. */
  readonly subject: string;
  /** Files, ports, numbers: what there is to say besides. */
  readonly details: readonly (string | number)[];
}

export interface CentreBounds {
  readonly clockMs: number;
  /** Blocks behind the highest known. */
  readonly lagBlocks: number;
  readonly silentMs: number;
  readonly stalledMs: number;
}

/** All that nodes are judged by. */
export interface CentreFacts {
  readonly now: number;
  readonly nodes: readonly SeenNode[];
  /** Of the chain. */
  readonly releases: readonly Release[];
  /** The configuration file is not the one that this process was started with. */
  readonly isConfigChanged: boolean;
}

/** What is found about nodes, by the order of nodes and then of what is looked at. */
export function nodeFindings(facts: CentreFacts, bounds: CentreBounds): readonly Finding[] {
  const tip = Math.max(0, ...facts.nodes.map(({ answer }) => answer?.report.height ?? 0));
  return facts.nodes.flatMap((node) => [
    ...reached(node, facts, bounds),
    ...health(node, { tip, now: facts.now }, bounds),
    ...release(node, facts.releases),
    ...openPorts(node),
    ...(node.isSelf && facts.isConfigChanged
      ? [finding('config-changed', 'warning', node.id)]
      : []),
  ]);
}

/**
 * A flood of requests that are refused, as long as it lasts and up to two minutes longer: number of
 * sources, connections that were closed. Addresses are in the journal, which seals them.
 */
export function floodFindings({ closed, sources }: FloodCounts, nodeId: string): Finding[] {
  return sources === 0 ? [] : [finding('request-flood', 'alarm', nodeId, [sources, closed])];
}

function finding(
  kind: string,
  level: FindingLevel,
  subject: string,
  details: Finding['details'] = [],
): Finding {
  return { kind, level, subject, details };
}

function reached(
  { id, isSelf, isConnected, answer, refusal }: SeenNode,
  { now }: CentreFacts,
  { silentMs }: CentreBounds,
): Finding[] {
  if (isSelf) return [];
  if (refusal !== undefined) return [finding('report-refused', 'alarm', id, [refusal])];
  const isFresh = answer !== undefined && now - answer.at <= silentMs;
  if (isConnected && isFresh) return [];
  return [finding('node-silent', 'alarm', id, answer === undefined ? [] : [answer.at])];
}

function health(
  { id, isSelf, answer, journalGrewAt }: SeenNode,
  { tip, now }: { readonly tip: number; readonly now: number },
  { clockMs, lagBlocks, stalledMs }: CentreBounds,
): Finding[] {
  if (answer === undefined) return [finding('clock-unknown', 'unknown', id)];
  const { report, offset } = answer;
  const found: Finding[] = [];
  const lag = tip - report.height;
  if (lag > lagBlocks) found.push(finding('node-behind', 'alarm', id, [lag]));
  if (!isSelf && isClockOff(offset, clockMs)) {
    found.push(finding('clock-off', 'alarm', id, [offset.offsetMs, offset.uncertaintyMs]));
  }
  if (journalGrewAt !== undefined && now - journalGrewAt > stalledMs) {
    found.push(finding('journal-stalled', 'alarm', id, [journalGrewAt]));
  }
  const { journalRoom: room } = report;
  if (room === JournalRoom.low) found.push(finding('journal-room-low', 'warning', id));
  if (room === JournalRoom.critical) found.push(finding('journal-room-critical', 'alarm', id));
  return found;
}

/** A node runs a release when the hash of its files is one that members declared. */
export function runsRelease(
  manifestHash: Uint8Array,
  releases: readonly Release[],
): Release | undefined {
  const hash = bytesToHex(manifestHash);
  return releases.find((each) => bytesToHex(each.manifestHash) === hash);
}

function release({ id, answer }: SeenNode, releases: readonly Release[]): Finding[] {
  if (answer === undefined) return [];
  const { manifestHash, differingFiles, differingCount, version } = answer.report;
  if (manifestHash.length === 0) return [finding('release-not-measured', 'unknown', id)];
  const files = differingFiles;
  const altered =
    differingCount === 0 ? [] : [finding('files-differ', 'alarm', id, [differingCount, ...files])];
  const running = runsRelease(manifestHash, releases);
  if (running?.withdrawn === true) {
    return [...altered, finding('release-withdrawn', 'alarm', id, [running.version])];
  }
  if (running !== undefined) return altered;
  if (!releases.some(({ withdrawn }) => !withdrawn)) {
    return [...altered, finding('release-none-declared', 'unknown', id, [version])];
  }
  return [...altered, finding('release-undeclared', 'alarm', id, [version, ...files])];
}

function openPorts({ id, answer }: SeenNode): Finding[] {
  if (answer === undefined) return [];
  const { portsMeasured, undeclaredPorts } = answer.report;
  if (portsMeasured === 0) return [finding('ports-not-measurable', 'unknown', id)];
  return undeclaredPorts.length === 0
    ? []
    : [finding('port-undeclared', 'alarm', id, undeclaredPorts)];
}
