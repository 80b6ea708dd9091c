import { type Host, hostMetrics, isReady } from '@mingjing/host';
import type { ProbeSources } from '@mingjing/service';

/** What a chain node tells a monitor that asks. */
export function nodeProbes(host: Host): ProbeSources {
  const metrics = hostMetrics('mingjing', host);
  const { replica } = host;
  const { pool, chain } = replica;
  const add = (name: string, help: string, read: () => number) =>
    metrics.gauge(name, help, [], read);
  add(
    'validators',
    'Validators of the next block.',
    () => chain.state.validators.validators.length,
  );
  add('pool_transactions', 'Transactions that wait for a block.', () => pool.size);
  add('pool_bytes', 'What they hold in memory.', () => pool.bytes);
  add('records_total', 'Records on the chain.', () => chain.state.records.size);
  add('contents_open', '1 unless contents of a restored home stay closed.', () =>
    replica.contents.gate.isOpen ? 1 : 0,
  );
  return { isReady: () => isReady(host), metrics: () => metrics.render() };
}
