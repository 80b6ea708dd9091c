import { resolve } from 'node:path';
import { bytesToHex, hexToBytes } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { readGenesis } from '@mingjing/host/home';
import { type FolderFault, type FolderReport, verifyFolder } from '@mingjing/journal';
import { verifyRetentionCertificate } from '@mingjing/proofs';
import { chainIdOf, type Genesis, KeyPurpose, SOURCE_NAMES } from '@mingjing/protocol';
import { CliError } from './errors.ts';
import { disposalsOf, type KnownLog, readAnchors } from './known-logs.ts';
import { type CommonOptions, Output } from './output.ts';
import { reportRefusal } from './retention-report.ts';
import { readInput, trustedHash } from './trust.ts';

export interface JournalVerifyCommand extends CommonOptions {
  /** Genesis file that the verifier trusts: it names the journal keys of the first nodes. */
  readonly genesis: string;
  /** A journal key that was registered later. */
  readonly key?: string;
  /** JSON as `/v1/journal/anchors/<node>` of a node that the verifier trusts. */
  readonly anchors?: string;
  /** A retention certificate of the node, whose checkpoints the folder must bear out. */
  readonly certificate?: string;
  /** ISO time or ms since the epoch. */
  readonly until?: string;
  /** Bodies are left alone. */
  readonly stubs?: boolean;
  /** The folder is what a witness holds. */
  readonly copy?: boolean;
}

/** Verifies a copy of a journal's folder, without its program; false when it does not hold. */
export async function journalVerifyCommand(
  folder: string,
  options: JournalVerifyCommand,
): Promise<boolean> {
  const output = new Output(options);
  const isStubsOnly = options.stubs ?? false;
  if (isStubsOnly && options.until !== undefined) {
    const en = '--until reads heartbeats, which are bodies: not together with --stubs';
    throw new CliError('BAD_OPTIONS', '--until 需读取心跳条目的内容，不能与 --stubs 同用', en);
  }
  const genesis = readGenesis(options.genesis);
  const shown = options.certificate === undefined ? undefined : shownBy(options, output);
  if (shown === 'refused') return false;
  const known = options.anchors === undefined ? [] : readAnchors(options.anchors);
  const said = [...known, ...(shown?.logs ?? [])];
  const report = await verifyFolder(resolve(folder), {
    chainId: chainIdOf(genesis),
    keysOf: keysOf(genesis, options.key),
    anchors: said,
    disposals: disposalsOf(said),
    ...{ isStubsOnly, isCopy: options.copy ?? false },
    ...(options.until === undefined ? {} : { until: timeOf(options.until) }),
  });
  const isOfNode = shown === undefined || shown.nodeId === report.nodeId;
  if (!isOfNode) output.line('cli.certificateOfOther', { node: shown.nodeId });
  tell(output, report);
  if (isStubsOnly) output.line('cli.journalStubsOnly');
  if (isOfNode && shown !== undefined && report.ok) output.line('cli.certificateBorneOut');
  output.json({
    ...plain(report),
    stubs_only: isStubsOnly,
    ok: report.ok && isOfNode,
    ...certificateOf(shown),
  });
  return report.ok && isOfNode;
}

interface Shown {
  readonly nodeId: string;
  readonly logs: readonly KnownLog[];
}

/**
 * What a certificate that holds says of the logs. Its checkpoints are roots like those of anchors:
 * a folder that bears one out has the certificate's first and last entry, too.
 */
function shownBy(options: JournalVerifyCommand, output: Output): Shown | 'refused' {
  const { genesis, certificate = '' } = options;
  const bytes = readInput(certificate);
  const trustedGenesisHash = trustedHash({ genesis });
  const check = verifyRetentionCertificate(bytes, { verify, trustedGenesisHash });
  if (!check.ok) {
    reportRefusal(output, check);
    return 'refused';
  }
  const { nodeId, logs } = check.value;
  const known = logs.flatMap(({ source, size, root, disposedTo }) => {
    const name = SOURCE_NAMES[source - 1];
    return name === undefined ? [] : [{ source: name, size, root, disposedTo }];
  });
  return { nodeId, logs: known };
}

function certificateOf(shown: Shown | undefined) {
  return shown === undefined ? {} : { certificate_node_id: shown.nodeId };
}

function keysOf(genesis: Genesis, further: string | undefined) {
  const added = further === undefined ? [] : [keyBytes(further)];
  return (nodeId: string) => {
    const node = genesis.nodes.find(({ id }) => id === nodeId);
    const own = node?.keys.filter(({ purpose }) => purpose === KeyPurpose.journal) ?? [];
    return [...own.map(({ publicKey }) => publicKey), ...added];
  };
}

function keyBytes(hex: string): Uint8Array {
  const bytes = hexToBytes(hex);
  if (bytes?.length === 32) return bytes;
  const en = 'a public key has 64 lower-case hexadecimal digits';
  throw new CliError('BAD_KEY', '公钥须为 64 位小写十六进制', en);
}

function timeOf(text: string): number {
  const time = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  if (Number.isSafeInteger(time)) return time;
  const en = '--until takes an ISO time or milliseconds since 1970';
  throw new CliError('BAD_TIME', '--until 须为 ISO 时间或 1970 年以来的毫秒数', en);
}

function tell(output: Output, report: FolderReport): void {
  const { ok, nodeId, chainId, logs, faults, silences } = report;
  output.line(ok ? 'cli.journalHolds' : 'cli.journalRefused', { node: nodeId, chain: chainId });
  for (const { source, size, signedSize, anchoredSize, disposed } of logs) {
    if (size === 0) continue;
    const fields = { source, size, signed: signedSize, anchored: anchoredSize };
    output.line('cli.journalLog', fields);
    if (disposed > 0) output.line('cli.journalDisposed', { source, count: disposed });
  }
  for (const fault of faults) output.line('cli.journalFault', faultFields(fault));
  for (const { from, to, isAnnounced } of silences) {
    const key = isAnnounced ? 'cli.journalStopped' : 'cli.journalSilent';
    output.line(key, { from: isoOf(from), to: isoOf(to) });
  }
}

function faultFields({ source, part, reason, index, end, window, file }: FolderFault) {
  return {
    place: source ?? file ?? '',
    part,
    reason,
    entries: end - index > 1 ? `${index}-${end - 1}` : String(index),
    from: isoOf(window.from),
    to: isoOf(window.to),
  };
}

function isoOf(time: number | undefined): string {
  return time === undefined ? '?' : new Date(time).toISOString();
}

function plain({ ok, chainId, nodeId, isClosed, logs, faults, silences }: FolderReport) {
  return {
    ok,
    chain_id: chainId,
    node_id: nodeId,
    closed: isClosed,
    logs: logs.map((log) => ({
      source: log.source,
      size: log.size,
      root: bytesToHex(log.root),
      signed_size: log.signedSize,
      anchored_size: log.anchoredSize,
      first_time: log.first ?? null,
      last_time: log.last ?? null,
      ...{ sealed_segments: log.sealedSegments, disposed: log.disposed },
    })),
    faults: faults.map(({ source, part, reason, index, end, window, file }) => ({
      ...{ source: source ?? null, part, reason, index, end },
      ...{ from: window.from ?? null, to: window.to ?? null, file: file ?? null },
    })),
    silences: silences.map(({ from, to, isAnnounced }) => ({ from, to, announced: isAnnounced })),
  };
}
