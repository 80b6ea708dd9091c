// Every log of every copy comes into the archive, however many there are and whoever has most.
import type { Archive } from '@mingjing/archive';
import { SOURCE_NAMES } from '@mingjing/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { Archiver, type ArchiverOptions } from '../src/archive/archiver.ts';

const NOW = 1_800_000_000_000;
const ENTRIES_OF_AN_OBJECT = 1024;
const OBJECTS_PER_ROUND = 32;

let objects: Map<string, Uint8Array>;
let errors: unknown[];
let hasKey: boolean;

beforeEach(() => {
  objects = new Map();
  errors = [];
  hasKey = true;
});

const archive: Archive = {
  ...{ kind: 'filesystem', isEnforced: false },
  list: async (prefix) => [...objects.keys()].filter((name) => name.startsWith(prefix)),
  put: async (name, content) => void objects.set(name, content),
  read: async (name) => objects.get(name),
  retention: async () => ({ until: Number.MAX_SAFE_INTEGER }),
  remove: async () => 'retained',
};

const host = {
  nodeId: 'supervision',
  journal: { append: async () => undefined },
  replica: { chain: { chainId: 'chain', height: 0 } },
  statements: {
    keyId: () => (hasKey ? new Uint8Array(32) : undefined),
    sign: () => new Uint8Array(64),
  },
  store: { heldFrom: () => 1, latestHeight: () => 0 },
} as unknown as ConstructorParameters<typeof Archiver>[0];

/** A copy whose logs have so many entries each, all of them old unless it is said otherwise. */
function copyOf(nodeId: string, sizeOf: (source: string) => number, time = 0) {
  const bytes = new Uint8Array(1);
  const entry = { stub: { time }, stubBytes: bytes, bodyBytes: bytes };
  const ranges: number[] = [];
  return {
    ranges,
    verified: (source: string) => ({ size: sizeOf(source), note: bytes }),
    copy: {
      nodeId,
      bodiesFrom: () => 0,
      rangeProof: async () => [],
      readRange: async (_source: string, from: number, to: number) => {
        ranges.push(to - from);
        return new Array(to - from).fill(entry);
      },
    },
  };
}

function archiverOf(copies: readonly object[]): Archiver {
  return new Archiver(host, {
    ...{ archive, retentionDays: 184, now: () => NOW },
    copies: () => copies as unknown as ReturnType<ArchiverOptions['copies']>,
    onError: (error) => errors.push(error),
  });
}

/** Logs of which there is an object, by the name of their group. */
const archived = () =>
  new Set(
    [...objects.keys()]
      .filter((name) => name.startsWith('journals/'))
      .map((name) => name.slice(0, name.lastIndexOf('/'))),
  );

const groupsOf = (nodeIds: readonly string[]) =>
  nodeIds.flatMap((id) => SOURCE_NAMES.map((source) => `journals/${id}/${source}`));

describe('the logs of copied journals', () => {
  it('are all archived where there are more of them than objects of one round', async () => {
    const nodes = ['one', 'two', 'three', 'four', 'five'];
    const archiver = archiverOf(nodes.map((id) => copyOf(id, () => 5)));
    await archiver.round();
    expect(archived().size).toBe(OBJECTS_PER_ROUND);
    await archiver.round();
    expect([...archived()].sort()).toEqual(groupsOf(nodes).sort());
    const groups = archiver.status().groups.map(({ group }) => group);
    expect(groups.sort()).toEqual(['blocks', ...groupsOf(nodes)].sort());
    expect(errors).toEqual([]);
  });

  it('do not wait for one that has more than a round takes, round after round', async () => {
    const [busy = ''] = SOURCE_NAMES;
    const many = 10 * OBJECTS_PER_ROUND * ENTRIES_OF_AN_OBJECT;
    const one = copyOf('one', (source) => (source === busy ? many : 5));
    const archiver = archiverOf([one, copyOf('two', () => 5)]);
    await archiver.round();
    expect([...archived()]).toEqual([`journals/one/${busy}`]);
    // The second round begins with it as well, the third one behind it.
    for (let round = 2; round <= 3; round += 1) await archiver.round();
    expect([...archived()].sort()).toEqual(groupsOf(['one', 'two']).sort());
  });

  it('that are too young are left, at the price of one entry each', async () => {
    const young = copyOf('one', () => ENTRIES_OF_AN_OBJECT - 1, NOW - 1);
    await archiverOf([young]).round();
    expect(archived().size).toBe(0);
    expect(young.ranges).toEqual(SOURCE_NAMES.map(() => 1));
  });

  it('wait while the statement key is not held', async () => {
    hasKey = false;
    const archiver = archiverOf([copyOf('one', () => 5)]);
    await archiver.round();
    expect(archived().size).toBe(0);
    hasKey = true;
    await archiver.round();
    expect([...archived()].sort()).toEqual(groupsOf(['one']).sort());
  });
});
