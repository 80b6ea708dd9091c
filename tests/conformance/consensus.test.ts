import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { replayFile } from './runner.ts';

const folder = fileURLToPath(new URL('../vectors/consensus/', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl.gz'));

/** Lives in each file, so that a file that shrinks or is not read does not pass. */
const lives: Readonly<Record<string, number>> = {
  'driver_macro_dev.jsonl.gz': 101,
  'driver_macro_solo_dev.jsonl.gz': 11,
  'driver_macro_upstream_scenarios.jsonl.gz': 79,
  'itf_consensus_guided_dev.jsonl.gz': 25,
  'itf_consensus_upstream.jsonl.gz': 42,
  'itf_votekeeper_guided_dev.jsonl.gz': 20,
  'itf_votekeeper_upstream.jsonl.gz': 30,
};

/** Scenarios that go another way than the paper, at the event that the vector names. */
const deviations: Readonly<Record<string, number>> = {
  'driver_macro_upstream_scenarios.jsonl.gz': 13,
};

describe('vectors of the Quint specification of Tendermint', () => {
  test('each file has its number of lives here', () => {
    expect(files.sort((a, b) => (a < b ? -1 : 1))).toEqual(Object.keys(lives));
  });

  test.each(files)('%s', (name) => {
    const { passed, failed, deviations: found } = replayFile(`${folder}${name}`);
    expect(failed).toEqual([]);
    expect(found.length).toBe(deviations[name] ?? 0);
    expect(passed + found.length).toBe(lives[name]);
  });
});
