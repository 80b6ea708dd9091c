import {
  type Finding,
  type FsckReport,
  fsck,
  openOffline,
  type RepairReport,
  repair,
} from '@mingjing/host/offline';
import { CliError } from './errors.ts';
import { type HomeFacts, type HomePeer, homeFacts } from './home-facts.ts';
import { type CommonOptions, Output } from './output.ts';
import { progressLine } from './progress.ts';

/** Exit code when something stored does not hold, or is still so after a repair. */
const DAMAGED = 2;

export interface FsckCommand extends CommonOptions {
  readonly home: string;
  readonly repair?: boolean;
  /** Peers to repair from: a configured node id, or `node-id@multiaddress`. */
  readonly from?: readonly string[];
}

/**
 * Verifies all that a home stores, and repairs it when asked. Exit code 0: all holds (now); 1: it
 * could not be looked at; 2: something does not hold.
 */
export async function fsckCommand(options: FsckCommand): Promise<void> {
  const output = new Output(options);
  const facts = homeFacts(options.home);
  const peers = peersOf(options, facts);
  const passphrase = process.env['MINGJING_PASSPHRASE'];
  const home = await openOffline({
    ...{ home: options.home, nodeId: facts.nodeId },
    ...(passphrase === undefined ? {} : { passphrase }),
  });
  try {
    const onProgress = progressLine(output, options);
    const report = await fsck(home, onProgress);
    tell(output, facts, report);
    const isRepairing = options.repair === true && isRepairable(report);
    const repaired = isRepairing ? await repair(home, report, { peers, onProgress }) : undefined;
    if (repaired !== undefined) tellRepair(output, repaired);
    output.json(jsonOf(report, repaired));
    const isSound = repaired === undefined ? report.total === 0 : repaired.left.length === 0;
    if (!isSound) process.exitCode = DAMAGED;
  } finally {
    await home.release();
  }
}

function isRepairable({ total, missingAttachments }: FsckReport): boolean {
  return total > 0 || missingAttachments > 0;
}

function tell(output: Output, { nodeId }: HomeFacts, report: FsckReport): void {
  const { height, transactions, attachments, findings, total, notes } = report;
  const fields = { node: nodeId, height, transactions, attachments, total };
  for (const finding of findings) output.line('cli.fsck.finding', fieldsOf(output, finding));
  if (findings.some(({ store }) => store === 'journal')) output.line('cli.fsck.journal');
  for (const note of notes) output.line('cli.fsck.note', fieldsOf(output, note));
  output.line(total === 0 ? 'cli.fsck.sound' : 'cli.fsck.unsound', fields);
}

function tellRepair(output: Output, { done, left }: RepairReport): void {
  for (const finding of done) output.line('cli.fsck.repaired', fieldsOf(output, finding));
  for (const finding of left) output.line('cli.fsck.left', fieldsOf(output, finding));
}

function fieldsOf(output: Output, { store, place, what }: Finding) {
  const meaning = output.find(`cli.fsck.what.${what}`) ?? what;
  return { store: output.text(`cli.fsck.store.${store}`), place, what: meaning };
}

function jsonOf(report: FsckReport, repaired: RepairReport | undefined) {
  return {
    chain_id: report.chainId,
    height: report.height,
    sound_height: report.soundHeight,
    transactions: report.transactions,
    attachments: report.attachments,
    missing_attachments: report.missingAttachments,
    findings: report.findings,
    total: report.total,
    notes: report.notes,
    ...(repaired === undefined ? {} : { repaired: repaired.done, left: repaired.left }),
  };
}

function peersOf({ from }: FsckCommand, { peers }: HomeFacts): readonly HomePeer[] {
  if (from === undefined) return peers;
  return from.map((text) => {
    const at = text.indexOf('@');
    const nodeId = at < 0 ? text : text.slice(0, at);
    const address =
      at < 0 ? peers.find((peer) => peer.nodeId === text)?.address : text.slice(at + 1);
    if (address?.startsWith('/') === true) return { nodeId, address };
    throw new CliError(
      'BAD_PEER',
      `--from 须为已配置的节点名，或 节点名@/ip4/…/tcp/…：${text}`,
      `--from takes the id of a configured node, or NODE@/ip4/…/tcp/…: ${text}`,
    );
  });
}
