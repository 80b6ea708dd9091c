import { describe, expect, it, test } from 'vitest';
import {
  isReportedFile,
  type NodeReport,
  nodeReportCodec,
  nodeReportSigning,
  parseNodeReport,
  REPORTED_FILES_MAX,
  REPORTED_PORTS_MAX,
} from '../src/index.ts';

const report: NodeReport = {
  ...{ nodeId: 'jia-1', time: 2000, startedAt: 1000, version: '0.1.0', measuredAt: 1500 },
  ...{ manifestHash: new Uint8Array(32).fill(1), configHash: new Uint8Array(32).fill(2) },
  ...{ differingFiles: ['node/src/main.ts'], differingCount: 1, height: 9, peers: ['yi-1'] },
  ...{ journalEntries: 77, journalRoom: 1, undeclaredPorts: [9229], portsMeasured: 1 },
};
const parsed = (changed: Partial<NodeReport>) =>
  parseNodeReport(nodeReportCodec.encode({ ...report, ...changed }));

const omitHashes = ({ manifestHash: _, configHash: __, ...rest }: NodeReport) => rest;

describe('a report of a node', () => {
  it('is read as it was written', () => {
    const read = parsed({});
    if (!read.ok) throw new Error(read.reason);
    const plain = (hash: Uint8Array) => ({ ...hash });
    const { manifestHash, configHash, ...rest } = read.value;
    expect(rest).toEqual(omitHashes(report));
    expect(plain(manifestHash)).toEqual(plain(report.manifestHash));
    expect(plain(configHash)).toEqual(plain(report.configHash));
    const fresh = { manifestHash: new Uint8Array(0), differingFiles: [], differingCount: 0 };
    expect(parsed(fresh)).toMatchObject({ ok: true, value: { differingFiles: [] } });
  });

  it('is signed for one chain', () => {
    const bytes = nodeReportCodec.encode(report);
    const signing = nodeReportSigning('trial-0123456789abcdef', bytes);
    expect(signing).not.toEqual(nodeReportSigning('trial-0123456789abcdee', bytes));
  });

  test.each<[string, Partial<NodeReport>]>([
    ['an id that is none', { nodeId: 'Jia' }],
    ['a version with blanks', { version: '0 1' }],
    ['a hash of another length', { manifestHash: new Uint8Array(31) }],
    ['a configuration hash of another length', { configHash: new Uint8Array(33) }],
    ['more files than it counts', { differingCount: 0 }],
    [
      'more files than a report names',
      { differingFiles: Array(REPORTED_FILES_MAX + 1).fill('a'), differingCount: 99 },
    ],
    ['a file outside the program', { differingFiles: ['/etc/passwd'] }],
    ['a file with a line break', { differingFiles: ['a\nb'] }],
    ['a peer that is none', { peers: ['no peer'] }],
    ['too many ports', { undeclaredPorts: Array(REPORTED_PORTS_MAX + 1).fill(1) }],
    ['a port that is none', { undeclaredPorts: [65_536] }],
    ['a room that nobody knows', { journalRoom: 4 }],
    ['a measure that nobody knows', { portsMeasured: 2 }],
  ])('is refused with %s', (_name, changed) => {
    expect(parsed(changed)).toEqual({ ok: false, reason: 'out-of-bounds' });
  });

  it('is refused when it is not canonical', () => {
    const bytes = Uint8Array.of(...nodeReportCodec.encode(report), 0x78, 0);
    expect(parseNodeReport(bytes)).toEqual({ ok: false, reason: 'not-canonical' });
  });

  test.each([
    ['node/src/main.ts', true],
    ['packages/a/page/@x-1.js', true],
    ['a//b', false],
    ['', false],
    ['a'.repeat(257), false],
  ])('names a file %j: %j', (path, expected) => {
    expect(isReportedFile(path)).toBe(expected);
  });
});
