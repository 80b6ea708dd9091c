import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Sampling below 20 ms costs measurable CPU on an idle node. */
const EVENT_LOOP_RESOLUTION_MS = 20;
const NANOSECONDS_PER_SECOND = 1e9;
const METRIC_NAME = /^[a-z][a-z0-9_]*$/;

export type MetricsOptions = {
  /** Adds CPU time, memory and start time of the process; they cost nothing between scrapes. */
  readonly processValues?: boolean;
  /** Adds event loop delay; off by default, since it keeps a timer running while idle. */
  readonly eventLoopDelay?: boolean;
};

/** The metrics of one program, in a registry of their own: several nodes may share a process. */
export type Metrics = {
  /** Value of the Content-Type header for `render`. */
  readonly contentType: string;
  counter<L extends string = string>(name: string, help: string, labels?: readonly L[]): Counter<L>;
  /** With `read`, the value is asked for at each scrape. */
  gauge<L extends string = string>(
    name: string,
    help: string,
    labels?: readonly L[],
    read?: () => number,
  ): Gauge<L>;
  /** `buckets` are upper bounds in the unit the name ends with. */
  histogram<L extends string = string>(
    name: string,
    help: string,
    buckets: readonly number[],
    labels?: readonly L[],
  ): Histogram<L>;
  /** The text answered at /metrics. */
  render(): Promise<string>;
  /** Ends what samples between scrapes. */
  stop(): void;
};

/**
 * Metrics named `<prefix>_<name>`. The name is lower-case with underscores and ends in its unit
 * (`_total`, `_seconds`, `_bytes`); a malformed or repeated name throws, as a mistake of the code.
 *
 * The library's own default metrics are not used: they always start an event loop monitor and a
 * garbage collection observer, which an idle node pays for.
 */
export function createMetrics(prefix = 'mingjing', options: MetricsOptions = {}): Metrics {
  const registry = new Registry();
  const common = <L extends string>(name: string, help: string, labels: readonly L[] = []) => {
    if (!METRIC_NAME.test(name)) throw new TypeError(`malformed metric name: ${name}`);
    return { name: `${prefix}_${name}`, help, labelNames: [...labels], registers: [registry] };
  };
  const metrics: Omit<Metrics, 'stop'> = {
    contentType: registry.contentType,
    counter: (name, help, labels) => new Counter(common(name, help, labels)),
    gauge: (name, help, labels, read) => {
      const configuration = common(name, help, labels);
      if (read === undefined) return new Gauge(configuration);
      return new Gauge({
        ...configuration,
        collect() {
          this.set(read());
        },
      });
    },
    histogram: (name, help, buckets, labels) =>
      new Histogram({ ...common(name, help, labels), buckets: [...buckets] }),
    render: () => registry.metrics(),
  };
  if (options.processValues) addProcessValues(metrics);
  const monitor = options.eventLoopDelay ? addEventLoopDelay(metrics) : undefined;
  return { ...metrics, stop: () => monitor?.disable() };
}

function addProcessValues(metrics: Pick<Metrics, 'gauge'>): void {
  const startedAtSeconds = Date.now() / 1000 - process.uptime();
  const add = (name: string, help: string, read: () => number) =>
    metrics.gauge(name, help, [], read);
  add('process_cpu_seconds', 'User and system CPU time spent.', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
  add('process_resident_memory_bytes', 'Resident memory.', () => process.memoryUsage.rss());
  add('process_heap_used_bytes', 'JavaScript heap in use.', () => process.memoryUsage().heapUsed);
  add('process_start_time_seconds', 'Start time since the epoch.', () => startedAtSeconds);
}

function addEventLoopDelay(
  metrics: Pick<Metrics, 'gauge'>,
): ReturnType<typeof monitorEventLoopDelay> {
  const monitor = monitorEventLoopDelay({ resolution: EVENT_LOOP_RESOLUTION_MS });
  monitor.enable();
  metrics.gauge('event_loop_delay_p99_seconds', 'Delay since the last scrape.', [], () => {
    const seconds = monitor.percentile(99) / NANOSECONDS_PER_SECOND;
    monitor.reset();
    return seconds;
  });
  return monitor;
}
