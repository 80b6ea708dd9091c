/**
 * Program log (pino) and metrics (prom-client), for the edge only: the programs create them and
 * pass them down; pure packages return events instead and never see either.
 *
 *     const logger = createLogger({ name: 'mingjing', bindings: { node: nodeId } });
 *     componentLogger(logger, 'network').warn({ peer }, 'peer refused');
 *     const committed = createMetrics().counter('blocks_committed_total', 'Blocks committed.');
 */
export {
  componentLogger,
  createLogger,
  type Logger,
  type LoggerOptions,
  type LogLevel,
} from './logger.ts';
export { createMetrics, type Metrics, type MetricsOptions } from './metrics.ts';
