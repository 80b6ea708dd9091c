import { bytesToHex } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import {
  type RetainedLogFacts,
  type RetentionFacts,
  type RetentionRefusal,
  verifyRetentionCertificate,
} from '@mingjing/proofs';
import { SOURCE_NAMES } from '@mingjing/protocol';
import type { Output } from './output.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const COLUMNS = ['log', 'entries', 'keptSince', 'period', 'fullAt', 'missing'] as const;
const MORE_COLUMNS = ['anchored', 'cosigned', 'copies'] as const;

/** Checks a retention certificate and says what it shows; false when it does not hold. */
export function checkCertificate(
  bytes: Uint8Array,
  trustedGenesisHash: Uint8Array | undefined,
  output: Output,
): boolean {
  const check = verifyRetentionCertificate(bytes, { verify, trustedGenesisHash });
  if (check.ok) report(output, check.value);
  else reportRefusal(output, check);
  return check.ok;
}

/** Names the part of a certificate that does not hold. */
export function reportRefusal(output: Output, { part, reason, index }: RetentionRefusal): void {
  const place = index === undefined ? '' : output.text('cli.at', { number: index + 1 });
  const named = `${output.text(`cli.part.${part}`)}${place}`;
  output.line('cli.retentionRefused', { part: named, reason });
  output.json({ ok: false, part, reason, ...(index === undefined ? {} : { index }) });
}

function report(output: Output, facts: RetentionFacts): void {
  const { logs, time } = facts;
  output.line('cli.retentionHolds', { node: facts.nodeId });
  output.facts([
    ['chain', facts.chainId],
    ['genesis', bytesToHex(facts.genesisHash)],
    ['organisation', facts.organisation],
    ['issuedAt', isoOf(facts.issuedAt)],
    ['height', facts.height],
    ['time', isoOf(time)],
    ['signers', `${facts.signatures}/${facts.validators}`],
  ]);
  const headings = [...COLUMNS, ...MORE_COLUMNS].map((name) => output.text(`cli.column.${name}`));
  output.table(
    headings,
    logs.map((log) => rowOf(output, log, time)),
  );
  tellPeriod(output, logs);
  for (const { heartbeats, longestPauseMs } of logs.filter((log) => log.heartbeats > 0)) {
    output.line('cli.retentionHeartbeats', {
      count: heartbeats,
      seconds: Math.ceil(longestPauseMs / 1000),
    });
  }
  if (facts.holds.length > 0) output.line('cli.retentionHeld', { count: facts.holds.length });
  output.line(facts.isGenesisTrusted ? 'cli.genesisTrusted' : 'cli.retentionNotCompared');
  output.json(plain(facts));
}

function rowOf(output: Output, log: RetainedLogFacts, now: number): string[] {
  const { source, keptSince, periodFullAt, anchored } = log;
  const never = output.text('cli.never');
  const missing = periodFullAt === undefined ? log.periodDays : missingDays(periodFullAt, now);
  return [
    output.text(`cli.log.${nameOf(source)}`),
    String(log.size),
    keptSince === undefined ? never : dateOf(keptSince),
    String(log.periodDays),
    periodFullAt === undefined ? never : dateOf(periodFullAt),
    log.isPeriodFull ? output.text('cli.full') : String(missing),
    anchored === undefined ? never : String(anchored.size),
    String(log.cosignatures.length),
    String(log.copies.length),
  ];
}

/** When the whole period is, or will be, full: the latest of the logs says it. */
function tellPeriod(output: Output, logs: readonly RetainedLogFacts[]): void {
  const fresh = logs.filter(({ periodFullAt }) => periodFullAt === undefined);
  const short = logs.filter(({ isPeriodFull }) => !isPeriodFull);
  if (fresh.length > 0) {
    const names = fresh.map(({ source }) => output.text(`cli.log.${nameOf(source)}`));
    output.line('cli.retentionUnanchored', { logs: names.join(', ') });
  }
  const ends = short.flatMap(({ periodFullAt }) => periodFullAt ?? []);
  if (ends.length > 0) {
    output.line('cli.retentionShort', { count: ends.length, date: isoOf(Math.max(...ends)) });
  }
  if (short.length === 0 && logs.length > 0) output.line('cli.retentionFull');
}

function missingDays(fullAt: number, now: number): number {
  return Math.max(0, Math.ceil((fullAt - now) / DAY_MS));
}

function nameOf(source: number): string {
  return SOURCE_NAMES[source - 1] ?? String(source);
}

function isoOf(time: number): string {
  return dateIn(time)?.toISOString() ?? String(time);
}

function dateOf(time: number): string {
  return isoOf(time).slice(0, 10);
}

// A number that is no date stays a number: whoever made the certificate may state anything.
function dateIn(time: number): Date | undefined {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function plain(facts: RetentionFacts) {
  return {
    ok: true,
    ...{ chain_id: facts.chainId, genesis_hash: bytesToHex(facts.genesisHash) },
    ...{ genesis_trusted: facts.isGenesisTrusted, node_id: facts.nodeId },
    ...{ organisation: facts.organisation, issued_at: facts.issuedAt },
    ...{ height: facts.height, time: facts.time, block_id: bytesToHex(facts.blockId) },
    ...{ signatures: facts.signatures, validators: facts.validators },
    logs: facts.logs.map((log) => plainLog(log, facts.time)),
    holds: facts.holds.map(({ id, organisation, basis, expiresAt }) => ({
      ...{ id: bytesToHex(id), organisation, basis, expires_at: expiresAt },
    })),
  };
}

function plainLog(log: RetainedLogFacts, now: number) {
  const { periodFullAt, anchored } = log;
  return {
    ...{ source: nameOf(log.source), size: log.size },
    ...{ first_time: log.earliestTime, last_time: log.latestTime },
    ...{ kept_since: log.keptSince ?? null, period_days: log.periodDays },
    ...{ period_full: log.isPeriodFull, period_full_at: periodFullAt ?? null },
    missing_days: periodFullAt === undefined ? log.periodDays : missingDays(periodFullAt, now),
    ...{ anchored_size: anchored?.size ?? 0, disposed_to: log.disposedTo },
    cosigned_by: log.cosignatures.map(({ name }) => name),
    copies: log.copies.map(({ holder, size, time }) => ({ holder, size, time })),
    ...{ heartbeats: log.heartbeats, longest_pause_ms: log.longestPauseMs },
  };
}
