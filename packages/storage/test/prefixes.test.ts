import { expect, test } from 'vitest';
import * as prefix from '../src/prefixes.ts';

test('every number names one kind of key and no retired number is in use', () => {
  const named = Object.entries(prefix).filter(([, value]) => typeof value === 'number');
  expect(new Set(named.map(([, value]) => value))).toEqual(new Set(prefix.PREFIXES));
  expect(named).toHaveLength(prefix.PREFIXES.length);
  expect(new Set([...prefix.PREFIXES, ...prefix.RETIRED]).size).toBe(
    prefix.PREFIXES.length + prefix.RETIRED.length,
  );
});

test('the numbers stand as they are on disk', () => {
  expect(prefix).toMatchObject({
    META: 1,
    BLOCK: 2,
    TRANSACTION: 3,
    REGISTRY: 4,
    RECORD_LEAVES: 5,
    REPLAY: 6,
    VALIDATOR_CHANGE: 7,
    COMMIT_MARK: 8,
    ATTACHMENT: 9,
    CHANGE_PROOF: 10,
    DOCUMENT: 11,
  });
});
