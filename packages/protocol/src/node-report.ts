import { signingBytes } from '@mingjing/crypto';
import { codec } from './codec.ts';
import { Tag } from './ids.ts';
import { isName } from './limits.ts';
import { type Checked, passed, refused } from './result.ts';

/** What a node says of itself to another member; `wire.proto` says what each field is. */
export interface NodeReport {
  nodeId: string;
  time: number;
  startedAt: number;
  version: string;
  /** 32 bytes, or empty while the node has not measured its files. */
  manifestHash: Uint8Array;
  configHash: Uint8Array;
  measuredAt: number;
  /** The first `REPORTED_FILES_MAX` of `differingCount`. */
  differingFiles: string[];
  differingCount: number;
  height: number;
  peers: string[];
  journalEntries: number;
  journalRoom: number;
  undeclaredPorts: number[];
  portsMeasured: number;
}

/** A report as it travels. */
export interface SignedNodeReport {
  report: Uint8Array;
  signature: Uint8Array;
}

/** Room of a node's journal, as `spaceView` of the programs names it. */
export const JournalRoom = { unknown: 0, ample: 1, low: 2, critical: 3 } as const;

/** Files named in a report: enough to find what was done, and never a list of a whole program. */
export const REPORTED_FILES_MAX = 16;
/** Ports named in a report. */
export const REPORTED_PORTS_MAX = 16;
/** Peers named in a report; a chain with more nodes shows the first. */
export const REPORTED_PEERS_MAX = 256;
/** Of the whole report: names of peers and files within their bounds fit. */
export const NODE_REPORT_BYTES_MAX = 32 * 1024;

const HASH_BYTES = 32;
const VERSION = /^[0-9A-Za-z][0-9A-Za-z.+-]{0,63}$/;
const FILE = /^[\w@.+-]+(\/[\w@.+-]+)*$/;
const FILE_CHARS_MAX = 256;
const PORT_MAX = 65_535;

export const nodeReportCodec = codec<NodeReport>('NodeReport');

export type NodeReportRefusal = 'not-canonical' | 'too-large' | 'out-of-bounds';

/** Bytes a node's statement key signs over its report. */
export function nodeReportSigning(chainId: string, report: Uint8Array): Uint8Array {
  return signingBytes(Tag.nodeReport, chainId, report);
}

/** A path that a report may name: relative, with `/`, of plain ASCII, at most 256 characters. */
export function isReportedFile(path: string): boolean {
  return path.length <= FILE_CHARS_MAX && FILE.test(path);
}

/** Reads the bytes of a report that another node gave, every field within its bounds. */
export function parseNodeReport(bytes: Uint8Array): Checked<NodeReport, NodeReportRefusal> {
  const parsed = nodeReportCodec.parse(bytes, NODE_REPORT_BYTES_MAX);
  if (!parsed.ok) return parsed;
  return isWithinBounds(parsed.value) ? passed(parsed.value) : refused('out-of-bounds');
}

function isWithinBounds(report: NodeReport): boolean {
  const { differingFiles, peers, undeclaredPorts } = report;
  return (
    isName(report.nodeId) &&
    VERSION.test(report.version) &&
    [report.manifestHash, report.configHash].every(isHashOrEmpty) &&
    differingFiles.length <= Math.min(REPORTED_FILES_MAX, report.differingCount) &&
    differingFiles.every(isReportedFile) &&
    peers.length <= REPORTED_PEERS_MAX &&
    peers.every(isName) &&
    undeclaredPorts.length <= REPORTED_PORTS_MAX &&
    undeclaredPorts.every((port) => port > 0 && port <= PORT_MAX) &&
    report.journalRoom <= JournalRoom.critical &&
    report.portsMeasured <= 1
  );
}

function isHashOrEmpty({ length }: Uint8Array): boolean {
  return length === 0 || length === HASH_BYTES;
}
