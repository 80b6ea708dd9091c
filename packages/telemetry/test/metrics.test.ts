import { describe, expect, test } from 'vitest';
import { createMetrics } from '../src/index.ts';

describe('metrics', () => {
  test('renders counters, gauges and histograms under the prefix', async () => {
    const metrics = createMetrics();
    const refused = metrics.counter('refused_total', 'Refused.', ['reason']);
    refused.inc({ reason: 'signature' }, 3);
    metrics.gauge('height', 'Height.').set(42);
    const latency = metrics.histogram('commit_seconds', 'Time to commit.', [0.1, 1]);
    latency.observe(0.5);
    const text = await metrics.render();
    expect(text).toContain('mingjing_refused_total{reason="signature"} 3');
    expect(text).toContain('# TYPE mingjing_height gauge\nmingjing_height 42');
    expect(text).toContain('mingjing_commit_seconds_bucket{le="0.1"} 0');
    expect(text).toContain('mingjing_commit_seconds_bucket{le="1"} 1');
    expect(text).toContain('mingjing_commit_seconds_count 1');
    expect(metrics.contentType).toContain('text/plain');
  });

  test('a gauge with a reader is asked at every scrape', async () => {
    const metrics = createMetrics('supervisor');
    let peers = 1;
    metrics.gauge('peers', 'Peers.', [], () => peers);
    expect(await metrics.render()).toContain('supervisor_peers 1');
    peers = 5;
    expect(await metrics.render()).toContain('supervisor_peers 5');
  });

  test('two programs in one process do not meet', async () => {
    const first = createMetrics();
    const second = createMetrics();
    first.counter('blocks_total', 'Blocks.').inc();
    second.counter('blocks_total', 'Blocks.').inc(9);
    expect(await first.render()).toContain('mingjing_blocks_total 1');
    expect(await second.render()).toContain('mingjing_blocks_total 9');
  });

  test('process values and event loop delay appear only when asked for', async () => {
    const bare = await createMetrics().render();
    expect(bare.trim()).toBe('');
    const values = await createMetrics('p', { processValues: true }).render();
    expect(values).toMatch(/^p_process_cpu_seconds \d/m);
    const residentBytes = /^p_process_resident_memory_bytes (\d+)$/m.exec(values)?.[1];
    expect(Number(residentBytes)).toBeGreaterThan(1_000_000);
    expect(values).not.toContain('event_loop');
    const delayed = createMetrics('p', { eventLoopDelay: true });
    expect(await delayed.render()).toMatch(/^p_event_loop_delay_p99_seconds \d/m);
    delayed.stop();
  });

  test('refuses a malformed or repeated name', () => {
    const metrics = createMetrics();
    for (const name of ['', 'Height', '1st', 'a-b', 'a b']) {
      expect(() => metrics.gauge(name, 'x')).toThrow('malformed metric name');
    }
    metrics.gauge('height', 'x');
    expect(() => metrics.gauge('height', 'x')).toThrow('already been registered');
  });
});
