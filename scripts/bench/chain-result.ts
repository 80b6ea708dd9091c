// The one object that the bench of the chain prints: names and units are its interface.
import type { IdleFigures } from './idle.ts';
import type { LoadFigures } from './load.ts';
import { percentile, rounded } from './numbers.ts';
import type { ChainOptions } from './options.ts';
import type { Saturation } from './saturation.ts';

/** What a run measured; what it left out is absent. */
export interface Measured {
  readonly hasSupervisor: boolean;
  readonly transactionBytes: number;
  plainBytes?: number;
  idle?: IdleFigures;
  steady?: LoadFigures;
  saturation?: Saturation;
  plain?: Saturation;
  records?: Saturation;
}

export type ChainResult = Readonly<Record<string, unknown>>;

const VALIDATORS = 4;
const THREAD_US_MIN = 0.05;

export function chainResult(measured: Measured, options: ChainOptions): ChainResult {
  const { saturation, idle, steady, records, plain } = measured;
  return {
    bench: 'chain',
    node_version: process.version,
    validators: VALIDATORS,
    supervision_nodes: measured.hasSupervisor ? 1 : 0,
    ...(options.supervision === 'absent' ? { is_supervision_absent: true } : {}),
    transaction_bytes: measured.transactionBytes,
    attachment_bytes: saturation?.shape.attachmentBytes ?? null,
    outstanding: options.outstanding,
    transactions_per_request: options.transactionsPerRequest,
    is_short: options.isShort,
    is_profiled: options.isProfile,
    ...(saturation === undefined ? {} : saturationResult(saturation)),
    ...(steady === undefined ? {} : steadyResult(steady)),
    ...(idle === undefined ? {} : idleResult(idle)),
    ...(records === undefined ? {} : recordsResult(records)),
    ...(plain === undefined
      ? {}
      : {
          no_attachment: {
            transaction_bytes: measured.plainBytes ?? null,
            ...saturationResult(plain),
          },
        }),
  };
}

function saturationResult(saturation: Saturation): ChainResult {
  const { window, committed, latencyMs, lag, verifyUs } = saturation;
  const { seconds, validatorUs, validatorBytesSent } = window;
  return {
    tx_per_s: rounded(committed / seconds),
    p50_ms: rounded(latencyMs(0.5)),
    p95_ms: rounded(latencyMs(0.95)),
    p99_ms: rounded(latencyMs(0.99)),
    window_s: rounded(seconds, 2),
    blocks: window.blocks,
    committed,
    transactions_in_blocks: saturation.blocks.transactions,
    blocks_per_s: rounded(window.blocks / seconds, 2),
    transactions_per_block: rounded(saturation.blocks.transactions / window.blocks),
    blocks_after_first_round: saturation.blocks.afterFirstRound,
    not_committed: saturation.answered.others,
    requests_composed_in_window: saturation.answered.composedLate,
    cpu_us_per_tx_total: rounded(window.totalUs / committed, 1),
    validator_cpu_us_per_tx: rounded(validatorUs / VALIDATORS / committed, 1),
    validator_threads_us_per_tx: threadShares(saturation),
    generator_cpu_us_per_tx: rounded(window.generatorUs / committed, 1),
    supervisor_cpu_us_per_tx: rounded(window.supervisorUs / committed, 1),
    verify_us: rounded(verifyUs, 1),
    verify_us_under_load: rounded(saturation.verifyUsUnderLoad, 1),
    verify_ratio: rounded(validatorUs / (VALIDATORS * committed) / verifyUs, 2),
    verify_ratio_under_load: rounded(
      validatorUs / (VALIDATORS * committed) / (saturation.verifyUsUnderLoad ?? Number.NaN),
      2,
    ),
    bytes_per_tx: rounded(
      validatorBytesSent === undefined ? undefined : validatorBytesSent / committed,
    ),
    supervisor_lag_blocks: lag.max,
    supervisor_lag_blocks_median: lag.median,
    supervisor_lag_samples: lag.samples,
    validator_rss_mb: rounded(saturation.validatorRss / 1e6),
    other_load_pct: rounded(window.otherLoadPct, 1),
    stolen_pct: rounded(window.stolenPct, 1),
  };
}

/** CPU of one validator for a transaction by thread name, without threads that do nothing. */
function threadShares({ window, committed }: Saturation): Readonly<Record<string, number | null>> {
  const shares = [...window.threadsUs]
    .map(([name, us]) => [name, us / VALIDATORS / committed] as const)
    .filter(([, us]) => us >= THREAD_US_MIN)
    .sort(([, a], [, b]) => b - a);
  return Object.fromEntries(shares.map(([name, us]) => [name, rounded(us, 1)]));
}

function steadyResult({ latenciesMs, others }: LoadFigures): ChainResult {
  return {
    low_p50_ms: rounded(percentile(latenciesMs, 0.5), 1),
    low_p95_ms: rounded(percentile(latenciesMs, 0.95), 1),
    low_p99_ms: rounded(percentile(latenciesMs, 0.99), 1),
    low_samples: latenciesMs.length,
    low_not_committed: others,
  };
}

function idleResult(idle: IdleFigures): ChainResult {
  return {
    idle_cpu_pct: rounded(idle.cpuPct, 2),
    idle_window_s: rounded(idle.seconds, 1),
    idle_blocks: idle.blocks,
    idle_disk_bytes: idle.grownBytes,
    idle_disk_184d_bytes: rounded(idle.grown184DaysBytes),
  };
}

function recordsResult(records: Saturation): ChainResult {
  const { window, shape, committed, verifyUs } = records;
  return {
    records_per_s: rounded(window.records / window.seconds),
    records_per_transaction: shape.records,
    records_verify_ratio: rounded(
      window.validatorUs / (VALIDATORS * committed) / verifyUs / shape.records,
      3,
    ),
    cpu_us_per_record_total: rounded(window.totalUs / window.records, 1),
    records_other_load_pct: rounded(window.otherLoadPct, 1),
    records_not_committed: records.answered.others,
  };
}
